package io.github.dcisdk.client;

import io.github.dcisdk.json.JsonValue.JsonArray;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.security.Sha256;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a walk so far, to notice one that comes again: a registry that ignores the page number would be asked for
 * ever. Only digests are kept. Immutable.
 */
final class PageHistory {
    static final PageHistory NONE = new PageHistory(null, 0, new byte[0]);

    private final @Nullable PageHistory earlier;
    private final int pageNumber;
    private final byte[] digest;

    private PageHistory(@Nullable PageHistory earlier, int pageNumber, byte[] digest) {
        this.earlier = earlier;
        this.pageNumber = pageNumber;
        this.digest = digest;
    }

    PageHistory with(int nextPageNumber, List<JsonObject> records) {
        return new PageHistory(this, nextPageNumber, digest(records));
    }

    /** Which page had the same records, as they were received. Pages without records are not compared. */
    OptionalInt pageWith(List<JsonObject> records) {
        if (records.isEmpty()) {
            return OptionalInt.empty();
        }
        byte[] sought = digest(records);
        for (PageHistory page = this; page != null; page = page.earlier) {
            if (Arrays.equals(page.digest, sought)) {
                return OptionalInt.of(page.pageNumber);
            }
        }
        return OptionalInt.empty();
    }

    private static byte[] digest(List<JsonObject> records) {
        return Sha256.digest(new JsonArray(List.copyOf(records)).toJson());
    }
}
