package io.github.dcisdk.json;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an envelope as they stand in the bytes that were received. Immutable; {@link #toString()} shows lengths
 * only.
 */
public final class MessageSlices {
    private final JsonSlice body;
    private final JsonSlice document;
    private final @Nullable String signature;
    private final @Nullable JsonSlice header;
    private final @Nullable JsonSlice message;
    private final boolean encrypted;
    private final List<Finding> ambiguities;
    private final List<Finding> findings;

    MessageSlices(
            JsonSlice body,
            JsonSlice document,
            @Nullable String signature,
            @Nullable JsonSlice header,
            @Nullable JsonSlice message,
            boolean encrypted,
            List<Finding> ambiguities,
            List<Finding> findings) {
        this.body = body;
        this.document = document;
        this.signature = signature;
        this.header = header;
        this.message = message;
        this.encrypted = encrypted;
        this.ambiguities = List.copyOf(ambiguities);
        this.findings = List.copyOf(findings);
    }

    /**
     * The whole body.
     *
     * @return all bytes
     */
    public JsonSlice body() {
        return body;
    }

    /**
     * The object that the body holds.
     *
     * @return its bytes, without what stands before and after it
     */
    public JsonSlice document() {
        return document;
    }

    /**
     * The value of {@code signature}.
     *
     * @return the text; empty when the member is absent, blank or not a string
     */
    public Optional<String> signature() {
        return Optional.ofNullable(signature);
    }

    /**
     * The value of {@code header}.
     *
     * @return its bytes; empty when the member is absent or not an object
     */
    public Optional<JsonSlice> header() {
        return Optional.ofNullable(header);
    }

    /**
     * The value of {@code message}.
     *
     * @return its bytes; empty when the member is absent or not an object
     */
    public Optional<JsonSlice> message() {
        return Optional.ofNullable(message);
    }

    /**
     * Whether the message has the shape of an encrypted one. Some systems set {@code is_msg_encrypted} wrongly, so the
     * shape counts.
     *
     * @return true if the message has a member {@code ciphertext}
     */
    public boolean isMessageEncrypted() {
        return encrypted;
    }

    /**
     * Places that two JSON readers could read differently: repeated members, unpaired surrogates, content after the
     * end. Where a signature counts, a body with any of them is to be refused.
     *
     * @return at most {@link MessageSlicer#MAX_FINDINGS}
     */
    public List<Finding> ambiguities() {
        return ambiguities;
    }

    /**
     * Other deviations in the envelope itself.
     *
     * @return what was found
     */
    public List<Finding> findings() {
        return findings;
    }

    @Override
    public String toString() {
        return "MessageSlices[signature " + (signature == null ? "absent" : "present") + ", header " + length(header)
                + ", message " + length(message) + "]";
    }

    private static String length(@Nullable JsonSlice slice) {
        return slice == null ? "absent" : slice.length() + " bytes";
    }
}
