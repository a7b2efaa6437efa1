package io.github.dcisdk.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "AZaz09-._~+/", "abc==", "eyJhbGciOiJub25lIn0.e30.c2ln"})
    void aTokenOfRfc6750IsSentAfterTheWordBearer(String token) {
        assertThat(BearerToken.of(token).authorization()).contains("Bearer " + token);
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
        assertThatThrownBy(() -> BearerToken.of(token))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RFC 6750")
                .message()
                .doesNotContain("s3c");
    }

    @Test
    void theTokenIsNotPrinted() {
        assertThat(BearerToken.of("s3cret")).hasToString("BearerToken[redacted]");
    }

    @Test
    void noneSendsNoHeader() {
        assertThat(Authentication.none().authorization()).isEmpty();
    }
}
