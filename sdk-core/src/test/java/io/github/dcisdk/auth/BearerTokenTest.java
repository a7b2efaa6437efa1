package io.github.dcisdk.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.transport.HttpTransport;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "AZaz09-._~+/", "abc==", "eyJhbGciOiJub25lIn0.e30.c2ln"})
    void aTokenOfRfc6750IsSentAfterTheWordBearer(String token) {
        assertThat(header(BearerToken.of(token))).contains("Bearer " + token);
        assertThat(header(BearerToken.withoutBearer(token))).contains(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "s3cret token",
                "Bearer s3cret",
                "s3cret\r\nX-Injected: 1",
                "s3crèt",
                "=s3cret",
                "s3cret\n"
            })
    void anythingElseIsRefusedWithoutBeingShown(String token) {
        for (ThrowingCallable making :
                List.<ThrowingCallable>of(() -> BearerToken.of(token), () -> BearerToken.withoutBearer(token))) {
            assertThatThrownBy(making)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("RFC 6750")
                    .message()
                    .doesNotContain("s3c");
        }
    }

    @Test
    void theTokenIsNotPrinted() {
        assertThat(BearerToken.of("s3cret")).hasToString("BearerToken[redacted]");
        assertThat(BearerToken.withoutBearer("s3cret")).hasToString("BearerToken[redacted]");
    }

    @Test
    void noneSendsNoHeader() {
        assertThat(header(Authentication.none())).isEmpty();
    }

    private static Optional<String> header(Authentication authentication) {
        try (HttpTransport transport = HttpTransport.builder().build()) {
            return authentication
                    .bind(transport, Clock.systemUTC(), "crvs.example.gov")
                    .header();
        }
    }
}
