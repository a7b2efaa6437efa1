package io.github.dcisdk.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.auth.InboundAuthentication.Caller;
import io.github.dcisdk.security.MovableClock;
import io.github.dcisdk.security.Sha256;
import io.github.dcisdk.transport.TestCertificates;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which certificate is which sender. */
class ClientCertificatesTest {
    private static final String SENDER = "spmis.example.gov";
    private static final String TOKEN = "a-token-made-by-chance";

    @TempDir
    static Path folder;

    private static TestCertificates files;
    private static X509Certificate spmis;
    private static X509Certificate other;

    @BeforeAll
    static void make() {
        files = new TestCertificates(folder);
        files.make("spmis", "dns:SPMIS.example.gov,uri:spiffe://example.gov/spmis");
        files.make("other", "dns:other.example.gov,dns:spmis.example.gov.evil.example");
        spmis = files.certificate("spmis");
        other = files.certificate("other");
    }

    private static String senderOf(InboundAuthentication check, X509Certificate... chain) {
        return check.check(null, List.of(chain)).toString();
    }

    private static String fingerprint(X509Certificate certificate) throws Exception {
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(Sha256.digest(certificate.getEncoded()));
    }

    @Test
    void aCertificateIsASenderByWhatIsRegisteredOfIt() throws Exception {
        ClientCertificates none = ClientCertificates.NONE;
        for (ClientCertificates check : List.of(
                none.certificate(spmis, SENDER),
                none.certificate(files.path("spmis.pem"), SENDER),
                none.fingerprint(fingerprint(spmis), SENDER),
                none.fingerprint(fingerprint(spmis).replace(":", ""), SENDER),
                none.publicKey(spmis.getPublicKey(), SENDER),
                none.subject("cn = SPMIS", SENDER),
                none.dnsName("spmis.EXAMPLE.gov", SENDER),
                none.uri("spiffe://example.gov/spmis", SENDER))) {
            assertThat(senderOf(check, spmis)).isEqualTo("admitted as " + SENDER);
            assertThat(senderOf(check, other)).isEqualTo("refused");
            assertThat(senderOf(check, other, spmis))
                    .as("only the first is the caller's")
                    .isEqualTo("refused");
            assertThat(senderOf(check)).isEqualTo("refused");
            assertThat(check.check("Bearer " + TOKEN).isAdmitted()).isFalse();
            assertThat(check.asksForToken()).isTrue();
        }
        assertThat(senderOf(none, spmis)).isEqualTo("refused");
    }

    @Test
    void aRenewedCertificateIsKnownByItsKey() {
        files.make("renewed", "dns:renewed.example.gov");
        X509Certificate before = files.certificate("renewed");
        ClientCertificates byKey = ClientCertificates.NONE.publicKey(before.getPublicKey(), SENDER);
        ClientCertificates byCertificate = ClientCertificates.NONE.certificate(before, SENDER);
        files.renew("renewed");
        X509Certificate after = files.certificate("renewed");
        assertThat(after).isNotEqualTo(before);
        assertThat(senderOf(byKey, after)).isEqualTo("admitted as " + SENDER);
        assertThat(senderOf(byCertificate, after)).isEqualTo("refused");
    }

    @Test
    void aCertificateThatMeansTwoSendersIsNeither() {
        ClientCertificates two =
                ClientCertificates.NONE.subject("CN=spmis", SENDER).dnsName("spmis.example.gov", "else.example.gov");
        assertThat(senderOf(two, spmis)).isEqualTo("refused");
        ClientCertificates twice =
                ClientCertificates.NONE.subject("CN=spmis", SENDER).certificate(spmis, SENDER);
        assertThat(senderOf(twice, spmis)).isEqualTo("admitted as " + SENDER);
    }

    @Test
    void aCertificateHasABeginningAndAnEnd() {
        MovableClock clock = new MovableClock(Instant.now());
        ClientCertificates check =
                ClientCertificates.NONE.certificate(spmis, SENDER).clock(clock);
        assertThat(senderOf(check, spmis)).isEqualTo("admitted as " + SENDER);
        clock.advance(Duration.ofDays(91));
        assertThat(senderOf(check, spmis)).isEqualTo("refused");
        clock.advance(Duration.ofDays(-182));
        assertThat(senderOf(check, spmis)).isEqualTo("refused");
    }

    @Test
    void mistakesAreFoundWhenItIsSetUp() throws Exception {
        Files.writeString(folder.resolve("text.pem"), "no certificate");
        ClientCertificates none = ClientCertificates.NONE;
        assertThatThrownBy(() -> none.certificate(folder.resolve("text.pem"), SENDER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("certificate in PEM");
        assertThatThrownBy(() -> none.certificate(folder.resolve("absent.pem"), SENDER))
                .isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> none.certificate(spmis, " ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> none.certificate(spmis, SENDER).certificate(spmis, "else"))
                .hasMessageContaining("two senders");
        assertThatThrownBy(() -> none.fingerprint("AB:CD", SENDER)).hasMessageContaining("64 hexadecimal digits");
        assertThatThrownBy(() -> none.subject("spmis", SENDER)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> none.subject("", SENDER)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> none.dnsName("*.example.gov", SENDER)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> none.uri("", SENDER)).isInstanceOf(IllegalArgumentException.class);
        assertThat(none.certificate(spmis, SENDER)).hasToString("ClientCertificates[1]");
    }

    @Test
    void eitherProofLetsInAndBothHaveToMeanTheSame() {
        IssuedTokens tokens = IssuedTokens.of(Map.of(TOKEN, SENDER, "token-of-else-where", "else.example.gov"));
        InboundAuthentication either =
                ClientCertificates.NONE.certificate(spmis, SENDER).or(tokens);
        String right = "Bearer " + TOKEN;
        assertThat(either.check(null, List.of(spmis)).senderId()).contains(SENDER);
        assertThat(either.check(right, List.of()).senderId()).contains(SENDER);
        assertThat(either.check(right).senderId()).contains(SENDER);
        assertThat(either.check(right, List.of(spmis)).senderId()).contains(SENDER);
        assertThat(either.check(right, List.of(other)).senderId()).contains(SENDER);
        assertThat(either.check("Bearer token-of-else-where", List.of(spmis)).isAdmitted())
                .as("two senders")
                .isFalse();
        assertThat(either.check(null, List.of(other)).isAdmitted()).isFalse();
        assertThat(either.check(null, List.of()).isAdmitted()).isFalse();
        assertThat(either.asksForToken()).isTrue();
        assertThat(either.or(InboundAuthentication.bySignatureOnly()).asksForToken())
                .isFalse();
    }

    @Test
    void whereBothProofsAreAskedForOneIsNotEnough() {
        IssuedTokens tokens = IssuedTokens.of(Map.of(TOKEN, SENDER, "token-of-else-where", "else.example.gov"));
        InboundAuthentication both =
                ClientCertificates.NONE.certificate(spmis, SENDER).and(tokens);
        String right = "Bearer " + TOKEN;
        assertThat(both.check(right, List.of(spmis)).senderId()).contains(SENDER);
        assertThat(both.check(right, List.of()).isAdmitted()).isFalse();
        assertThat(both.check(right, List.of(other)).isAdmitted()).isFalse();
        assertThat(both.check(null, List.of(spmis)).isAdmitted()).isFalse();
        assertThat(both.check("Bearer token-of-else-where", List.of(spmis)).isAdmitted())
                .isFalse();
        assertThat(both.and(InboundAuthentication.bySignatureOnly()).asksForToken())
                .isTrue();
        assertThat(both.and(InboundAuthentication.bySignatureOnly())
                        .check(right, List.of(spmis))
                        .senderId())
                .contains(SENDER);
    }

    @Test
    void whatBothAllowIsWhatTheCallerMayDo() {
        InboundAuthentication narrow = authorization -> Caller.admitted().onlyActions("search"::equals);
        for (InboundAuthentication check : List.of(
                narrow.or(ClientCertificates.NONE.certificate(spmis, SENDER)),
                narrow.and(ClientCertificates.NONE.certificate(spmis, SENDER)))) {
            Caller caller = check.check(null, List.of(spmis));
            assertThat(caller.senderId()).contains(SENDER);
            assertThat(caller.allows("search")).isTrue();
            assertThat(caller.allows("subscribe")).isFalse();
        }
    }
}
