package io.github.dcisdk.transport;

import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonNumber;
import io.github.dcisdk.json.JsonValue.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.Headers;

/**
 * How long a peer asks to wait: the header {@code Retry-After} in both forms of RFC 9110 section 10.2.3, else a member
 * {@code retry_after} (seconds) of the body, which deployed systems use.
 */
final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}(\\.[0-9]{1,18})?");
    private static final Duration MAX = Duration.ofDays(365);
    /** An error body that is longer is not searched: it would cost more than the wait is worth. */
    private static final int MAX_BODY = 65_536;

    private RetryAfter() {}

    /**
     * Finds the wait.
     *
     * @param status the HTTP status; only 429 and 503 are searched
     * @param headers the headers of the answer
     * @param body the body of the answer
     * @param now the instant from which a date is counted
     * @return the wait, 0 to 365 days, if the peer names one that can be read
     */
    static Optional<Duration> of(int status, Headers headers, byte[] body, Instant now) {
        if (status != 429 && status != 503) {
            return Optional.empty();
        }
        return ofHeader(headers, now).or(() -> ofBody(body));
    }

    private static Optional<Duration> ofHeader(Headers headers, Instant now) {
        Optional<Duration> seconds =
                Optional.ofNullable(headers.get("Retry-After")).flatMap(RetryAfter::seconds);
        return seconds.or(() -> Optional.ofNullable(headers.getInstant("Retry-After"))
                .map(until -> until.isAfter(now) ? atMost(Duration.between(now, until)) : Duration.ZERO));
    }

    private static Optional<Duration> ofBody(byte[] body) {
        if (body.length == 0 || body.length > MAX_BODY) {
            return Optional.empty();
        }
        Optional<JsonObject> top;
        try {
            top = Json.parse(body).asObject();
        } catch (MalformedMessageException e) {
            return Optional.empty(); // Plain text or HTML from a gateway.
        }
        Optional<JsonObject> message = member(top, "message");
        return Stream.of(top, member(top, "error"), message, member(message, "error"))
                .flatMap(Optional::stream)
                .flatMap(object -> object.get("retry_after").stream())
                .flatMap(value -> text(value).flatMap(RetryAfter::seconds).stream())
                .findFirst();
    }

    private static Optional<JsonObject> member(Optional<JsonObject> parent, String name) {
        return parent.flatMap(object -> object.get(name)).flatMap(JsonValue::asObject);
    }

    private static Optional<String> text(JsonValue value) {
        return value instanceof JsonNumber number ? Optional.of(number.literal()) : value.asString();
    }

    private static Optional<Duration> seconds(String text) {
        String trimmed = text.strip();
        if (!SECONDS.matcher(trimmed).matches()) {
            return Optional.empty();
        }
        // In floating point, because the seconds may be more than a long holds as milliseconds.
        double millis = Math.min(Double.parseDouble(trimmed) * 1000, (double) MAX.toMillis());
        return Optional.of(Duration.ofMillis((long) Math.ceil(millis)));
    }

    private static Duration atMost(Duration wait) {
        return wait.compareTo(MAX) > 0 ? MAX : wait;
    }
}
