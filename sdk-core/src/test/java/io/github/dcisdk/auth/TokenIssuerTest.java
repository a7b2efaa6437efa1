package io.github.dcisdk.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.auth.InboundAuthentication.Caller;
import io.github.dcisdk.auth.TokenIssuer.Decision;
import io.github.dcisdk.auth.TokenIssuer.Decision.Issued;
import io.github.dcisdk.auth.TokenIssuer.Decision.Refused;
import io.github.dcisdk.auth.TokenIssuer.Reason;
import io.github.dcisdk.client.CapturedLog;
import io.github.dcisdk.transport.TestTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets a token, what it stands for, and for how long. */
class TokenIssuerTest {
    private static final String ID = "spmis";
    private static final String SECRET = "s3cret-of-the-spmis";
    private static final String SENDER = "spmis.example.gov";

    private final TestTime time = new TestTime();
    private final TokenIssuer issuer = TokenIssuer.builder()
            .client(ID, SECRET, SENDER, "search", "events")
            .client("pension", "s3cret-of-the-pension", "pension.example.gov")
            .clock(time)
            .build();

    private static String token(Decision decision) {
        return ((Issued) decision).token();
    }

    private static Reason reason(Decision decision) {
        return ((Refused) decision).reason();
    }

    private Caller check(String token) {
        return issuer.check("Bearer " + token);
    }

    @Test
    void aTokenStandsForTheSenderOfItsClientForFiveMinutes() {
        Issued issued = (Issued) issuer.issue(ID, SECRET, List.of());

        assertThat(issued.lifetime()).isEqualTo(Duration.ofMinutes(5));
        assertThat(issued.scopes()).containsExactly("events", "search");
        assertThat(BearerToken.isToken(issued.token())).isTrue();
        assertThat(check(issued.token()).senderId()).contains(SENDER);
        time.pass(Duration.ofMinutes(5).minusMillis(1));
        assertThat(check(issued.token()).isAdmitted()).isTrue();
        time.pass(Duration.ofMillis(1));
        assertThat(check(issued.token()).isAdmitted()).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Bearer", "Bearer x", "Basic x", "Bearer \uD800", "x"})
    void whatWasNotIssuedIsTurnedAway(String authorization) {
        assertThat(issuer.check(authorization).isAdmitted()).isFalse();
    }

    @Test
    void everyTokenIsAnother() {
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            tokens.add(token(issuer.issue(ID, SECRET, List.of())));
        }

        assertThat(tokens).hasSize(100).allSatisfy(token -> assertThat(token).hasSize(43));
        assertThat(tokens)
                .allSatisfy(token -> assertThat(check(token).isAdmitted()).isTrue());
    }

    @Test
    void onlyTheNewestThousandTokensOfAClientAreGood() {
        String first = token(issuer.issue(ID, SECRET, List.of()));
        String second = token(issuer.issue(ID, SECRET, List.of()));
        String others = token(issuer.issue("pension", "s3cret-of-the-pension", List.of()));
        for (int i = 0; i < 999; i++) {
            issuer.issue(ID, SECRET, List.of());
        }

        assertThat(check(first).isAdmitted()).isFalse();
        assertThat(check(second).isAdmitted()).isTrue();
        assertThat(check(others).isAdmitted()).isTrue();
    }

    @Test
    void aStrangerAndAWrongSecretGetTheSameAnswer() {
        assertThat(reason(issuer.issue(ID, SECRET + "x", List.of()))).isEqualTo(Reason.INVALID_CLIENT);
        assertThat(reason(issuer.issue(ID, "", List.of()))).isEqualTo(Reason.INVALID_CLIENT);
        assertThat(reason(issuer.issue(ID, "s3cret-of-the-pension", List.of()))).isEqualTo(Reason.INVALID_CLIENT);
        assertThat(reason(issuer.issue("stranger", SECRET, List.of()))).isEqualTo(Reason.INVALID_CLIENT);
        assertThat(reason(issuer.issue("", "", List.of()))).isEqualTo(Reason.INVALID_CLIENT);
    }

    @Test
    void howeverManyFailInAClientsNameItGetsItsTokenAndTheyLearnNothing() {
        for (int i = 0; i < 200; i++) {
            assertThat(reason(issuer.issue(ID, "wrong", List.of("no-such-scope"))))
                    .isEqualTo(Reason.INVALID_CLIENT);
            assertThat(reason(issuer.issue("stranger", "wrong", List.of("no-such-scope"))))
                    .isEqualTo(Reason.INVALID_CLIENT);
        }
        assertThat(issuer.issue(ID, SECRET, List.of())).isInstanceOf(Issued.class);
    }

    @Test
    @ResourceLock(Resources.SYSTEM_ERR)
    void manyFailuresAreWorthOneWarningAMinute() {
        try (CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 9; i++) {
                issuer.issue(ID, "wrong-s3cret", List.of());
            }
            assertThat(log.text()).doesNotContain("WARN");
            for (int i = 0; i < 30; i++) {
                issuer.issue("stranger-" + i, "wrong-s3cret", List.of());
            }
            assertThat(log.text()).containsOnlyOnce("WARN").doesNotContain("s3cret", "stranger");
            time.pass(Duration.ofMinutes(1));
            for (int i = 0; i < 10; i++) {
                issuer.issue(ID, "wrong-s3cret", List.of());
            }
            assertThat(log.text().split("wrong credentials", -1)).hasSize(3);
        }
    }

    @Test
    void twoSecretsAreGoodWhileOneReplacesTheOther() {
        TokenIssuer both = TokenIssuer.builder()
                .client(ID, SECRET, SENDER)
                .client(ID, "the-new-s3cret-of-it", SENDER)
                .build();

        assertThat(both.issue(ID, SECRET, List.of())).isInstanceOf(Issued.class);
        assertThat(both.issue(ID, "the-new-s3cret-of-it", List.of())).isInstanceOf(Issued.class);
    }

    @Test
    void aTokenHasTheScopesThatWereAskedForAndTheClientHas() {
        assertThat(((Issued) issuer.issue(ID, SECRET, List.of("search"))).scopes())
                .containsExactly("search");
        assertThat(reason(issuer.issue(ID, SECRET, List.of("search", "admin")))).isEqualTo(Reason.INVALID_SCOPE);
        assertThat(reason(issuer.issue("pension", "s3cret-of-the-pension", List.of("search"))))
                .isEqualTo(Reason.INVALID_SCOPE);
    }

    @Test
    void whereScopesAreNamedATokenNeedsTheOneOfTheAction() {
        TokenIssuer scoped = TokenIssuer.builder()
                .client(ID, SECRET, SENDER, "registry.search", "registry.events")
                .scope("search", "registry.search")
                .scope("subscribe", "registry.events")
                .build();
        Caller all = scoped.check("Bearer " + token(scoped.issue(ID, SECRET, List.of())));
        Caller one = scoped.check("Bearer " + token(scoped.issue(ID, SECRET, List.of("registry.search"))));

        assertThat(all.allows("search")).isTrue();
        assertThat(all.allows("subscribe")).isTrue();
        assertThat(all.allows("txn-status")).as("an action without scope").isFalse();
        assertThat(one.allows("search")).isTrue();
        assertThat(one.allows("subscribe")).isFalse();
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        TokenIssuer.Builder builder = TokenIssuer.builder().client(ID, SECRET, SENDER);
        for (ThrowingCallable mistake : new ThrowingCallable[] {
            () -> builder.client(" ", SECRET, SENDER),
            () -> builder.client("x", SECRET, " "),
            () -> builder.client("x", "s3cret-too-shor", SENDER),
            () -> builder.client("x", SECRET, SENDER, "a b"),
            () -> builder.client("x", SECRET, SENDER, ""),
            () -> builder.client(ID, SECRET, "other.example.gov"),
            () -> builder.client(ID, SECRET, SENDER, "more"),
            () -> builder.scope("", "x"),
            () -> builder.scope("search", "a b"),
            () -> builder.lifetime(Duration.ofSeconds(9)),
            () -> builder.lifetime(Duration.ofDays(2))
        }) {
            assertThatThrownBy(mistake)
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .doesNotContain("s3cret");
        }
        assertThatThrownBy(() -> TokenIssuer.builder().build()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void neitherSecretsNorTokensArePrinted() {
        assertThat(issuer).hasToString("TokenIssuer[2 clients]");
        assertThat(issuer.issue(ID, SECRET, List.of())).hasToString("Issued[redacted]");
    }
}
