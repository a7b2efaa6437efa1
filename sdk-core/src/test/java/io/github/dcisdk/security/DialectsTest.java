package io.github.dcisdk.security;

import static io.github.dcisdk.security.SignedMessages.MESSAGE;
import static io.github.dcisdk.security.SignedMessages.NOW;
import static io.github.dcisdk.security.SignedMessages.envelope;
import static io.github.dcisdk.security.SignedMessages.failed;
import static io.github.dcisdk.security.SignedMessages.slice;
import static io.github.dcisdk.security.SignedMessages.text;
import static io.github.dcisdk.security.SignedMessages.verified;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every form of signature. */
class DialectsTest {
    @ParameterizedTest
    @EnumSource
    void whatIsSignedVerifies(Dialect dialect) {
        String header = dialect.header();
        String signature = dialect.sign(header, MESSAGE);
        assertThat(dialect.scheme.recognises(signature)).isTrue();
        VerifiedContent content = verified(dialect.check(envelope(signature, header, MESSAGE)));
        assertThat(content.senderId()).isEqualTo(dialect.senderId);
        assertThat(content.key()).isEqualTo(dialect.key.verificationKey());
        assertThat(content.expires()).contains(NOW.plusSeconds(300));
        assertThat(text(content.header())).isEqualTo(header);
        assertThat(text(content.message())).isEqualTo(MESSAGE);
    }

    @ParameterizedTest
    @EnumSource
    void everyMemberIsProtected(Dialect dialect) {
        String header = dialect.header();
        String signature = dialect.sign(header, MESSAGE);
        for (String changed : List.of(
                header.replace("m-1", "m-2"),
                header.replace("08:25:30Z", "08:25:31Z"),
                header.replace("\"search\"", "\"subscribe\""),
                header.replace("/cb", "/evil"),
                header.replace("crvs.example.org", "crvs.example.net"),
                header.replace("\"total_count\":1", "\"total_count\":2"),
                header.replace("{\"a\":1}", "{\"a\":2}"),
                header.replace("{\"a\":1}", "null"))) {
            assertThat(changed).isNotEqualTo(header);
            assertThat(dialect.check(envelope(signature, changed, MESSAGE))).isInstanceOf(SignatureCheck.Failed.class);
        }
        for (String changed : List.of(
                MESSAGE.replace("t-1", "t-2"),
                MESSAGE.replace("r-1", "r-2"),
                "{}",
                MESSAGE.replace("}]}", "}],\"x\":1}"))) {
            assertThat(dialect.check(envelope(signature, header, changed))).isInstanceOf(SignatureCheck.Failed.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noOtherCharacterOfTheSignatureVerifies(Dialect dialect) {
        String header = dialect.header();
        String signature = dialect.sign(header, MESSAGE);
        String sixBits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int i = 0; i < signature.length(); i += dialect == Dialect.DEFAULT ? 1 : 3) {
            char old = signature.charAt(i);
            char other = sixBits.charAt((sixBits.indexOf(old) + 1) % 64);
            String changed = signature.substring(0, i) + other + signature.substring(i + 1);
            SignatureCheck check = dialect.check(envelope(changed, header, MESSAGE));
            // Not read by anybody.
            boolean inNamespace = dialect == Dialect.DEFAULT && i < signature.indexOf("kidId");
            assertThat(inNamespace || check instanceof SignatureCheck.Failed)
                    .as("character %s", i)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSignatureOfOneFormIsNoneOfAnother(Dialect dialect) {
        String header = dialect.header();
        String signature = dialect.sign(header, MESSAGE);
        for (Dialect other : Dialect.values()) {
            if (other.scheme != dialect.scheme) {
                assertThat(other.scheme.recognises(signature)).isFalse();
                TrustedSender sender = dialect.sender().withSchemes(other.scheme);
                assertThat(SignedMessages.verifier(NOW, sender).check(envelope(signature, header, MESSAGE)))
                        .isEqualTo(failed(SignatureFailure.UNKNOWN_FORM));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKeyOfAnotherSenderProvesNothing(Dialect dialect) {
        String header = dialect.header();
        String signature = dialect.sign(header, MESSAGE);
        VerificationKey stranger = SigningKey.generate(dialect.key.algorithm(), dialect.key.keyId())
                .verificationKey();
        TrustedSender sender = TrustedSender.signing(dialect.senderId, stranger).withSchemes(dialect.scheme);
        assertThat(SignedMessages.verifier(NOW, sender).check(envelope(signature, header, MESSAGE)))
                .isEqualTo(failed(SignatureFailure.WRONG_SIGNATURE));
    }

    @ParameterizedTest
    @EnumSource
    void ourOwnKeyProvesNothing(Dialect dialect) {
        SignatureVerifier verifier = new SignatureVerifier(
                TrustStore.of(dialect.sender()),
                List.of(dialect.key.verificationKey().withKeyId("ours")),
                java.time.Clock.fixed(NOW, java.time.ZoneOffset.UTC));
        String header = dialect.header();
        assertThat(verifier.check(envelope(dialect.sign(header, MESSAGE), header, MESSAGE)))
                .isEqualTo(failed(SignatureFailure.OWN_KEY));
    }

    @ParameterizedTest
    @EnumSource
    void aClockMayBeSixtySecondsOff(Dialect dialect) {
        String header = dialect.header();
        var envelope = envelope(dialect.sign(header, MESSAGE), header, MESSAGE);
        assertThat(dialect.check(envelope, NOW.minusSeconds(60))).isInstanceOf(SignatureCheck.Verified.class);
        assertThat(dialect.check(envelope, NOW.minusSeconds(61))).isEqualTo(failed(SignatureFailure.NOT_YET_VALID));
        assertThat(dialect.check(envelope, NOW.plusSeconds(360))).isInstanceOf(SignatureCheck.Verified.class);
        assertThat(dialect.check(envelope, NOW.plusSeconds(361))).isInstanceOf(SignatureCheck.Expired.class);
        assertThat(dialect.check(envelope, Instant.MAX)).isInstanceOf(SignatureCheck.Expired.class);
        assertThat(dialect.check(envelope, Instant.MIN)).isEqualTo(failed(SignatureFailure.NOT_YET_VALID));
    }

    @ParameterizedTest
    @EnumSource(mode = EXCLUDE, names = "DEFAULT")
    void aMessageThatDoesNotSayWhenItWasMadeProvesNothing(Dialect dialect) {
        for (String time : List.of("null", "\"\"", "\"yesterday\"", "\"2026-03-01T08:25:30\"", "1772353530")) {
            String header = dialect.header().replace("\"2026-03-01T08:25:30Z\"", time);
            assertThat(dialect.check(envelope(dialect.sign(header, MESSAGE), header, MESSAGE)))
                    .as(time)
                    .isEqualTo(failed(SignatureFailure.LIFETIME));
        }
        String header = dialect.header().replace("\"message_ts\":\"2026-03-01T08:25:30Z\",", "");
        assertThat(dialect.check(envelope(dialect.sign(header, MESSAGE), header, MESSAGE)))
                .isEqualTo(failed(SignatureFailure.LIFETIME));
    }

    @ParameterizedTest
    @EnumSource
    void nobodySignsInANameThatIsNotOurs(Dialect dialect) {
        assertThatThrownBy(() -> dialect.sign(dialect.header().replace(dialect.senderId, "https://x.example"), MESSAGE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("which is the identity that signs");
    }

    @Test
    void namesOfFormsAreInLowerCase() {
        assertThat(List.of(Dialect.values()))
                .allMatch(dialect -> dialect.scheme.name().matches("[a-z0-9-]+"));
    }

    @Test
    void identitiesAndKeysThatCannotSignAreFoundBeforehand() {
        SigningKey rsa = Dialect.COMPACT_RSA.key;
        SigningKey ed25519 = Dialect.DEFAULT.key;
        for (String senderId :
                List.of("sp-mis.example.org", "ftp://a.example", "https://", "https://a.example/?x", "a b")) {
            assertThatThrownBy(() -> SignatureSchemes.JWS_COMPACT.requireUsable(senderId, rsa))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("jwks.json");
        }
        SignatureSchemes.JWS_COMPACT.requireUsable("https://sp-mis.example.org/dci", rsa);
        SignatureSchemes.JWS_DETACHED.requireUsable("anything goes", rsa);
        assertThatThrownBy(() -> SignatureSchemes.G2P_CONNECT.requireUsable("a", ed25519))
                .hasMessageContaining("RSA keys only");
        assertThatThrownBy(() -> SignatureSchemes.DEFAULT.requireUsable("a", rsa))
                .hasMessageContaining("Ed25519 keys only");
        assertThatThrownBy(
                        () -> TrustedSender.signing("a", rsa.verificationKey()).requireUsable())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no key of sender a can sign with the scheme http-signature");
        TrustedSender.signing("a", rsa.verificationKey(), ed25519.verificationKey())
                .withSchemes(SignatureSchemes.DEFAULT, SignatureSchemes.G2P_CONNECT)
                .requireUsable();
    }

    @Test
    void aLargeMessageIsSignedAndVerified() {
        String message = "{\"a\":\"" + "\u00e9".repeat(500_000) + "\",\"n\":[" + "1e16,".repeat(20_000) + "1]}";
        for (Dialect dialect : Dialect.values()) {
            String signature =
                    dialect.scheme.sign(dialect.senderId, dialect.key, slice(dialect.header()), slice(message), NOW);
            assertThat(dialect.check(envelope(signature, dialect.header(), message)))
                    .isInstanceOf(SignatureCheck.Verified.class);
        }
    }
}
