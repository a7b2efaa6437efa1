package io.github.dcisdk.client;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.profile.RecordType;
import java.util.Objects;
import java.util.UUID;

/**
 * One search of a batch. Immutable; each method that sets something gives a changed copy. {@link #toString()} shows no
 * value that is searched for.
 *
 * @param <T> the class of the records
 * @param referenceId which of the searches of its message this is; the answer repeats it
 * @param recordType what kind of record to search
 * @param query what to search for
 * @param options page, page size, language and the like
 */
public record SearchItem<T extends DciObject>(
        String referenceId, RecordType<T> recordType, Query query, SearchOptions options) {
    /**
     * Creates a search.
     *
     * @param referenceId which of the searches of its message this is
     * @param recordType what kind of record to search
     * @param query what to search for
     * @param options page, page size, language and the like
     * @throws IllegalArgumentException if the reference is blank
     */
    public SearchItem {
        Objects.requireNonNull(recordType, "recordType");
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(options, "options");
        if (referenceId.isBlank()) {
            throw new IllegalArgumentException("reference_id is blank; leave it out to have one made");
        }
    }

    /**
     * A search for the first page, with a reference that is unique.
     *
     * @param <T> the class of the records
     * @param recordType what kind of record to search
     * @param query what to search for
     * @return the search
     */
    public static <T extends DciObject> SearchItem<T> of(RecordType<T> recordType, Query query) {
        return new SearchItem<>(UUID.randomUUID().toString(), recordType, query, SearchOptions.DEFAULT);
    }

    /**
     * Sets the reference, to find the answer again by a name of the application. It goes to the registry.
     *
     * @param newReferenceId unique in its batch, without personal data
     * @return a changed copy
     * @throws IllegalArgumentException if the reference is blank
     */
    public SearchItem<T> referenceId(String newReferenceId) {
        return new SearchItem<>(newReferenceId, recordType, query, options);
    }

    /**
     * Sets page, page size, language and the like.
     *
     * @param newOptions the options
     * @return a changed copy
     */
    public SearchItem<T> options(SearchOptions newOptions) {
        return new SearchItem<>(referenceId, recordType, query, newOptions);
    }

    @Override
    public String toString() {
        return "SearchItem[" + LogText.safe(referenceId) + ", " + recordType + ", " + query + ", " + options + "]";
    }
}
