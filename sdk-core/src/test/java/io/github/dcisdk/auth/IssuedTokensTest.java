package io.github.dcisdk.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuedTokensTest {
    private final IssuedTokens tokens =
            IssuedTokens.of(Map.of("t0ken-a", "spmis.example.gov", "t0ken-b", "other.example.gov"));

    @ParameterizedTest
    @ValueSource(strings = {"Bearer t0ken-a", "bearer t0ken-a", "BEARER   t0ken-a"})
    void aTokenSaysWhichSenderMaySpeak(String authorization) {
        InboundAuthentication.Caller caller = tokens.check(authorization);

        assertThat(caller.isAdmitted()).isTrue();
        assertThat(caller.senderId()).contains("spmis.example.gov");
        assertThat(tokens.check("Bearer t0ken-b").senderId()).contains("other.example.gov");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "Bearer",
                "Bearer ",
                "Bearer t0ken",
                "Bearer t0ken-a ",
                "Bearer t0ken-aa",
                "Bearer T0KEN-A",
                "Bearer t0ken-a, Bearer t0ken-b",
                "Bearer\tt0ken-a",
                "Bearer\nt0ken-a",
                " Bearer t0ken-a",
                "t0ken-a",
                "Basic t0ken-a",
                "Bearer \u0000\uD800\uFFFF",
                "Bearer t0ken-а" // Cyrillic a.
            })
    void anythingElseIsTurnedAway(String authorization) {
        InboundAuthentication.Caller caller = tokens.check(authorization);

        assertThat(caller.isAdmitted()).isFalse();
        assertThat(caller.senderId()).isEmpty();
    }

    @Test
    void aHugeHeaderIsTurnedAway() {
        assertThat(tokens.check("Bearer " + "a".repeat(10_000_000)).isAdmitted())
                .isFalse();
        assertThat(tokens.check("Bearer" + " ".repeat(1_000_000)).isAdmitted()).isFalse();
    }

    @Test
    void aSenderMayHoldTwoTokensWhileOneReplacesTheOther() {
        IssuedTokens both = IssuedTokens.of(Map.of("old", "spmis.example.gov", "new", "spmis.example.gov"));

        assertThat(both.check("Bearer old").senderId()).contains("spmis.example.gov");
        assertThat(both.check("Bearer new").senderId()).contains("spmis.example.gov");
    }

    @Test
    void aTokenThatCouldNeverMatchIsRefusedAtOnceWithoutBeingShown() {
        for (String token : new String[] {"", " ", "s3cret token", "Bearer s3cret", "s3cret".repeat(2000)}) {
            assertThatThrownBy(() -> IssuedTokens.of(Map.of(token, "spmis.example.gov")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .doesNotContain("s3cret");
        }
        assertThatThrownBy(() -> IssuedTokens.of(Map.of("t0ken", " "))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> IssuedTokens.of(Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void neitherTokensNorSendersArePrinted() {
        assertThat(tokens).hasToString("IssuedTokens[2]");
    }

    @Test
    void signaturesAloneCanDecide() {
        InboundAuthentication.Caller caller =
                InboundAuthentication.bySignatureOnly().check(null);

        assertThat(caller.isAdmitted()).isTrue();
        assertThat(caller.senderId()).isEmpty();
        assertThat(caller.allows("search")).isTrue();
        assertThat(InboundAuthentication.bySignatureOnly().asksForToken()).isFalse();
        assertThat(tokens.asksForToken()).isTrue();
    }

    @Test
    void aCallerMayBeNarrowedToSomeActionsAndWhoIsRefusedMayDoNothing() {
        InboundAuthentication.Caller narrowed =
                InboundAuthentication.Caller.admittedAs("spmis.example.gov").onlyActions("search"::equals);

        assertThat(narrowed.allows("search")).isTrue();
        assertThat(narrowed.allows("subscribe")).isFalse();
        assertThat(narrowed.senderId()).contains("spmis.example.gov");
        assertThat(InboundAuthentication.Caller.refused().allows("search")).isFalse();
        assertThat(InboundAuthentication.Caller.refused()
                        .onlyActions(action -> true)
                        .allows("search"))
                .isFalse();
    }
}
