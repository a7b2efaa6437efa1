package io.github.dcisdk.security;

import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A header in the forms in which senders hash it. The deployed verifier does not hash what it receives: it reads the
 * header into its own model, which fills in what is absent and drops what it does not know, and hashes that.
 */
final class SignedHeader {
    private static final String NULL = "null";

    /** The members of a request header, and what is hashed for them when they are absent. */
    private static final Map<String, String> REQUEST = Map.of(
            "version", "\"1.0.0\"",
            "message_id", NULL,
            "message_ts", NULL,
            "action", NULL,
            "sender_id", NULL,
            "sender_uri", NULL,
            "receiver_id", NULL,
            "total_count", "0",
            "is_msg_encrypted", "false",
            "meta", NULL);
    /** What the header of an answer has in addition. */
    private static final Map<String, String> CALLBACK =
            Map.of("status", NULL, "status_reason_code", NULL, "status_reason_message", NULL, "completed_count", "0");

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");

    private final JsonSlice header;
    private final Map<String, JsonSlice> received;
    private final Map<String, String> defaults;

    /**
     * Takes a header apart.
     *
     * @throws io.github.dcisdk.error.MalformedMessageException if it is not an object with each member once
     */
    SignedHeader(JsonSlice header) {
        this.header = header;
        this.received = CanonicalJson.members(header);
        this.defaults = new TreeMap<>(REQUEST);
        if (received.containsKey("status")) {
            defaults.putAll(CALLBACK);
        }
    }

    Optional<String> senderId() {
        return Optional.ofNullable(received.get("sender_id")).flatMap(CanonicalJson::text);
    }

    /** The form that is signed: all members of the model, with defaults for the absent ones. */
    String filled() {
        return form(true);
    }

    /** The forms that are accepted, each once. */
    Set<String> forms() {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(filled());
        // The deployed system's own answers: defaults are hashed although they are not sent, nulls are not.
        forms.add(form(false));
        forms.add(ascii(CanonicalJson.write(header)));
        return forms;
    }

    private String form(boolean withNulls) {
        StringBuilder form = new StringBuilder("{");
        defaults.forEach((name, ifAbsent) -> {
            String value = received.containsKey(name) ? canonical(name, received.get(name)) : ifAbsent;
            if (withNulls || !value.equals(NULL)) {
                form.append(form.length() == 1 ? "" : ",")
                        .append('"')
                        .append(name)
                        .append("\":")
                        .append(value);
            }
        });
        return form.append('}').toString();
    }

    private static String canonical(String name, JsonSlice value) {
        if (name.equals("message_ts")) {
            Optional<String> text = CanonicalJson.text(value).flatMap(SignedHeader::normalised);
            if (text.isPresent()) {
                return "\"" + text.get() + "\"";
            }
        }
        return ascii(CanonicalJson.write(value));
    }

    /** Seconds always, microseconds when there are any, {@code Z} for UTC; another offset stays as it is. */
    private static Optional<String> normalised(String text) {
        DciDateTime read = DciDateTime.parse(text);
        return read.toOffsetDateTime(ZoneOffset.UTC).map(dateTime -> {
            LocalDateTime local = dateTime.toLocalDateTime();
            String offset = read.toOffsetDateTime()
                    .map(OffsetDateTime::getOffset)
                    .map(ZoneOffset::getId)
                    .orElse("");
            return (local.get(ChronoField.MICRO_OF_SECOND) == 0 ? SECONDS : MICROSECONDS).format(local) + offset;
        });
    }

    /** The members that every form covers, as they were received. */
    JsonSlice covered() {
        ByteArrayOutputStream covered = new ByteArrayOutputStream(header.length());
        received.forEach((name, value) -> {
            if (defaults.containsKey(name)) {
                String start =
                        (covered.size() == 0 ? "{" : ",") + JsonValue.of(name).toJson() + ":";
                covered.writeBytes(start.getBytes(StandardCharsets.US_ASCII));
                covered.write(value.array(), value.offset(), value.length());
            }
        });
        covered.writeBytes((covered.size() == 0 ? "{}" : "}").getBytes(StandardCharsets.US_ASCII));
        return JsonSlice.of(covered.toByteArray());
    }

    private static String ascii(byte[] text) {
        return new String(text, StandardCharsets.US_ASCII);
    }
}
