package io.github.dcisdk.security;

import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.JsonValue.JsonObject;
import java.util.Optional;

/** Reads small JSON objects that no two readers can read differently. */
final class StrictJson {
    private StrictJson() {}

    /** The object; empty if the text is none, is not UTF-8, repeats a member anywhere, or is otherwise ambiguous. */
    static Optional<JsonObject> object(byte[] json) {
        try {
            // The canonical form cannot be written of what is ambiguous.
            CanonicalJson.write(JsonSlice.of(json));
            return Json.parse(json) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        } catch (MalformedMessageException e) {
            return Optional.empty();
        }
    }
}
