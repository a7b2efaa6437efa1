package io.github.dcisdk.client;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.message.Authorize;
import io.github.dcisdk.message.Consent;
import io.github.dcisdk.message.Sort;
import io.github.dcisdk.profile.EventType;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of a search beside its query. Immutable; each method that sets something gives a changed copy. {@link
 * #toString()} shows neither consent nor authority.
 */
public final class SearchOptions {
    /** The records per page that are asked for unless another number is set. */
    public static final int DEFAULT_PAGE_SIZE = 50;

    /** The first page, of {@link #DEFAULT_PAGE_SIZE} records, and nothing else. */
    public static final SearchOptions DEFAULT = new SearchOptions(new Values());

    private static final Pattern LOCALE = Pattern.compile("[a-z]{3}");

    private final Values values;

    private SearchOptions(Values values) {
        this.values = values;
    }

    /** Changed only before the options that hold it exist. */
    private static final class Values {
        private int pageNumber = 1;
        private boolean pageNamed;
        private int pageSize = DEFAULT_PAGE_SIZE;
        private @Nullable String locale;
        private List<Sort> sort = List.of();
        private @Nullable EventType eventType;
        private @Nullable String responseEntity;
        private @Nullable Consent consent;
        private @Nullable Authorize authorize;

        private Values() {}

        private Values(Values other) {
            this.pageNumber = other.pageNumber;
            this.pageNamed = other.pageNamed;
            this.pageSize = other.pageSize;
            this.locale = other.locale;
            this.sort = other.sort;
            this.eventType = other.eventType;
            this.responseEntity = other.responseEntity;
            this.consent = other.consent;
            this.authorize = other.authorize;
        }

        private List<@Nullable Object> all() {
            return Arrays.asList(
                    pageNumber, pageNamed, pageSize, locale, sort, eventType, responseEntity, consent, authorize);
        }
    }

    private SearchOptions with(Consumer<Values> change) {
        Values changed = new Values(values);
        change.accept(changed);
        return new SearchOptions(changed);
    }

    /**
     * Asks for a page. A search that is answered later brings that page alone then, and otherwise all pages.
     *
     * @param number the page, counted from 1
     * @return a changed copy
     * @throws IllegalArgumentException if the number is less than 1
     */
    public SearchOptions pageNumber(int number) {
        requirePositive(number, "page_number");
        return with(changed -> {
            changed.pageNumber = number;
            changed.pageNamed = true;
        });
    }

    /**
     * Asks for pages of a size. The registry may send fewer records per page, and sizes them itself where an asynchronous
     * search names no page. There is no upper limit here: each registry
     * has its own, and an answer above the transport's size limit fails with {@code DCI-1007}.
     *
     * @param size records per page
     * @return a changed copy
     * @throws IllegalArgumentException if the size is less than 1
     */
    public SearchOptions pageSize(int size) {
        requirePositive(size, "page_size");
        return with(changed -> changed.pageSize = size);
    }

    /**
     * Asks for texts in a language.
     *
     * @param language three lower-case letters (ISO 639-3), for example {@code eng}
     * @return a changed copy
     * @throws IllegalArgumentException if the language has another form
     */
    public SearchOptions locale(String language) {
        if (!LOCALE.matcher(language).matches()) {
            throw new IllegalArgumentException("locale is three lower-case letters (ISO 639-3), such as eng");
        }
        return with(changed -> changed.locale = language);
    }

    /**
     * Asks for an order of the records. Pages of a list without order may overlap or leave records out when the registry
     * changes between them.
     *
     * @param order what to sort by, the first counting most; none for the registry's own order
     * @return a changed copy
     */
    public SearchOptions sort(Sort... order) {
        List<Sort> sort = List.of(order);
        return with(changed -> changed.sort = sort);
    }

    /**
     * Names the event whose records are wanted ({@code reg_event_type}). Some registries ask for it; see {@link
     * io.github.dcisdk.profile.PeerProfile#requiringEventType()}.
     *
     * @param type the event type, one of the registry's or of the peer's own
     * @return a changed copy
     */
    public SearchOptions eventType(EventType type) {
        Objects.requireNonNull(type, "type");
        return with(changed -> changed.eventType = type);
    }

    /**
     * Says whether groups or their members are wanted ({@code response_entity}); for social registries that ask for it
     * beside the record type.
     *
     * @param entity for example {@code Group} or {@code Member}
     * @return a changed copy
     * @throws IllegalArgumentException if the name is blank
     */
    public SearchOptions responseEntity(String entity) {
        if (entity.isBlank()) {
            throw new IllegalArgumentException("response_entity is blank; name an entity, such as Group or Member");
        }
        return with(changed -> changed.responseEntity = entity);
    }

    /**
     * Hands over the consent of the person to the use of the data.
     *
     * @param given the consent
     * @return a changed copy
     */
    public SearchOptions consent(Consent given) {
        Objects.requireNonNull(given, "given");
        return with(changed -> changed.consent = given);
    }

    /**
     * Names the authority under which the data is asked for.
     *
     * @param authority the authority
     * @return a changed copy
     */
    public SearchOptions authorize(Authorize authority) {
        Objects.requireNonNull(authority, "authority");
        return with(changed -> changed.authorize = authority);
    }

    private static void requirePositive(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " counts from 1; it cannot be " + value);
        }
    }

    /**
     * The page that is asked for.
     *
     * @return its number, counted from 1
     */
    public int pageNumber() {
        return values.pageNumber;
    }

    /** Whether {@link #pageNumber(int)} was called. */
    boolean isPageNamed() {
        return values.pageNamed;
    }

    /**
     * The size of the pages that are asked for.
     *
     * @return records per page
     */
    public int pageSize() {
        return values.pageSize;
    }

    /**
     * The language of texts.
     *
     * @return three lower-case letters, if one was asked for
     */
    public Optional<String> locale() {
        return Optional.ofNullable(values.locale);
    }

    /**
     * The order of the records.
     *
     * @return what to sort by, the first counting most; empty for the registry's own order
     */
    public List<Sort> sort() {
        return values.sort;
    }

    /**
     * The event whose records are wanted.
     *
     * @return the event type, if one was named
     */
    public Optional<EventType> eventType() {
        return Optional.ofNullable(values.eventType);
    }

    /**
     * Whether groups or members are wanted.
     *
     * @return the entity, if one was named
     */
    public Optional<String> responseEntity() {
        return Optional.ofNullable(values.responseEntity);
    }

    /**
     * The consent of the person.
     *
     * @return the consent, if one is handed over
     */
    public Optional<Consent> consent() {
        return Optional.ofNullable(values.consent);
    }

    /**
     * The authority under which the data is asked for.
     *
     * @return the authority, if one is named
     */
    public Optional<Authorize> authorize() {
        return Optional.ofNullable(values.authorize);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SearchOptions that && values.all().equals(that.values.all());
    }

    @Override
    public int hashCode() {
        return values.all().hashCode();
    }

    @Override
    public String toString() {
        return "SearchOptions[page " + pageNumber() + " of " + pageSize()
                + locale().map(language -> ", " + language).orElse("")
                + (sort().isEmpty() ? "" : ", " + sort())
                + eventType().map(type -> ", " + LogText.safe(type.name())).orElse("")
                + responseEntity().map(entity -> ", " + LogText.safe(entity)).orElse("")
                + "]";
    }
}
