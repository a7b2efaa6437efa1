package io.github.dcisdk.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120                               | PT2M",
                "0                                 | PT0S",
                "1.5                               | PT1.5S",
                "99999999999                       | P365D",
                "Tue, 24 Nov 2026 10:01:00 GMT     | PT1M",
                "Tuesday, 24-Nov-26 10:01:00 GMT   | PT1M",
                "Tue Nov 24 10:01:00 2026          | PT1M",
                "Tue, 24 Nov 2026 09:00:00 GMT     | PT0S",
                "Fri, 31 Dec 9999 23:59:59 GMT     | P365D",
            })
    void theHeaderIsReadAsSecondsOrAsAnyHttpDate(String value, Duration wait) {
        assertThat(header(value)).contains(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "1e9", "NaN", "0x10", "", "١٢"})
    void aHeaderThatCannotBeReadIsIgnored(String value) {
        Headers headers =
                new Headers.Builder().addUnsafeNonAscii("Retry-After", value).build();

        assertThat(RetryAfter.of(429, headers, new byte[0], NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"retry_after\":30}",
                "{\"retry_after\":\"30\"}",
                "{\"error\":{\"code\":\"x\",\"retry_after\":30.0}}",
                "{\"message\":{\"retry_after\":\" 30 \"}}",
                "{\"message\":{\"ack_status\":\"ERR\",\"error\":{\"retry_after\":30}}}",
                "{\"error\":\"busy\",\"message\":\"busy\",\"retry_after\":30}",
                "{\"retry_after\":null,\"error\":{\"retry_after\":30}}"
            })
    void theBodyIsReadTolerantly(String body) {
        assertThat(body(body)).contains(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "busy",
                "<html>retry_after</html>",
                "[30]",
                "30",
                "{\"retry_after\":-1}",
                "{\"retry_after\":1e999999999}",
                "{\"retry_after\":1e-999999999}",
                "{\"retry_after\":{}}",
                "{\"retry_after\":true}",
                "{\"retry_after\":",
                "{\"detail\":{\"retry_after\":30}}"
            })
    void aBodyThatNamesNoWaitIsIgnored(String body) {
        assertThat(body(body)).isEmpty();
    }

    @Test
    void aHostileBodyIsNotSearched() {
        assertThat(body("[".repeat(60_000))).isEmpty();
        assertThat(body(" ".repeat(70_000) + "{\"retry_after\":30}")).isEmpty();
    }

    @Test
    void theHeaderWinsOverTheBody() {
        assertThat(RetryAfter.of(
                        503,
                        Headers.of("Retry-After", "5"),
                        "{\"retry_after\":30}".getBytes(StandardCharsets.UTF_8),
                        NOW))
                .contains(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 301, 500, 502, 504})
    void otherStatusesNameNoWait(int status) {
        assertThat(RetryAfter.of(status, Headers.of("Retry-After", "5"), new byte[0], NOW))
                .isEmpty();
    }

    private static Optional<Duration> header(String value) {
        return RetryAfter.of(429, Headers.of("Retry-After", value), new byte[0], NOW);
    }

    private static Optional<Duration> body(String body) {
        return RetryAfter.of(429, Headers.of(), body.getBytes(StandardCharsets.UTF_8), NOW);
    }
}
