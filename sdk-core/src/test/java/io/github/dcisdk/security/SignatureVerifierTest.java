package io.github.dcisdk.security;

import static io.github.dcisdk.security.SignedMessages.CALLBACK_HEADER;
import static io.github.dcisdk.security.SignedMessages.HEADER;
import static io.github.dcisdk.security.SignedMessages.KEY;
import static io.github.dcisdk.security.SignedMessages.MESSAGE;
import static io.github.dcisdk.security.SignedMessages.NOW;
import static io.github.dcisdk.security.SignedMessages.OTHER_KEY;
import static io.github.dcisdk.security.SignedMessages.SENDER;
import static io.github.dcisdk.security.SignedMessages.TRUSTED;
import static io.github.dcisdk.security.SignedMessages.check;
import static io.github.dcisdk.security.SignedMessages.envelope;
import static io.github.dcisdk.security.SignedMessages.failed;
import static io.github.dcisdk.security.SignedMessages.sign;
import static io.github.dcisdk.security.SignedMessages.slice;
import static io.github.dcisdk.security.SignedMessages.text;
import static io.github.dcisdk.security.SignedMessages.verified;
import static io.github.dcisdk.security.SignedMessages.verifier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.MessageSlicer;
import io.github.dcisdk.json.MessageSlices;
import io.github.dcisdk.json.Rule;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureVerifierTest {
    @Test
    void whatASenderSignsIsVerified() {
        VerifiedContent content = verified(check(sign(HEADER, MESSAGE), HEADER, MESSAGE));
        assertThat(content.senderId()).isEqualTo(SENDER);
        assertThat(content.key()).isEqualTo(KEY.verificationKey());
        assertThat(content.expires()).contains(NOW.plusSeconds(300));
        assertThat(text(content.header())).isEqualTo(HEADER);
        assertThat(text(content.message())).isEqualTo(MESSAGE);
    }

    @Test
    void membersThatTheSignatureLeavesOutAreNotPartOfTheVerifiedHeader() {
        String more =
                HEADER.replace("{\"version\"", "{\"x\":{\"y\":1},\"status_reason_code\":\"rjct.all\",\"version\"");
        assertThat(text(verified(check(sign(HEADER, MESSAGE), more, MESSAGE)).header()))
                .isEqualTo(HEADER);
        assertThat(text(verified(check(sign(more, MESSAGE), more, MESSAGE)).header()))
                .isEqualTo(HEADER);
    }

    @Test
    void theHeaderOfAnAnswerIsCoveredWithItsStatus() {
        String signature = sign(CALLBACK_HEADER, MESSAGE);
        assertThat(text(verified(check(signature, CALLBACK_HEADER, MESSAGE)).header()))
                .isEqualTo(CALLBACK_HEADER);
        for (String change : List.of("succ|rjct", "\"a\",|\"c\",", "\"b\",|null,", "count\":1}|count\":2}")) {
            assertThat(check(signature, changed(CALLBACK_HEADER, change), MESSAGE))
                    .isEqualTo(failed(SignatureFailure.WRONG_SIGNATURE));
        }
        assertThat(check(signature, HEADER, MESSAGE)).isEqualTo(failed(SignatureFailure.WRONG_SIGNATURE));
        assertThat(check(sign(HEADER, MESSAGE), CALLBACK_HEADER, MESSAGE))
                .isEqualTo(failed(SignatureFailure.WRONG_SIGNATURE));
        assertThat(check(sign(HEADER, MESSAGE), HEADER.replace("}}", "},\"status\":null}"), MESSAGE))
                .isEqualTo(failed(SignatureFailure.WRONG_SIGNATURE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"version\":\"1.0.0\"|\"version\":\"1.0.1\"",
                "\"m-1\"|\"m-2\"",
                "08:25:30Z|08:25:31Z",
                "08:25:30Z|08:25:30+01:00",
                "08:25:30Z|08:25:30",
                "08:25:30Z|08:25:30.000001Z",
                "\"search\"|\"subscribe\"",
                "/cb|/evil",
                "\"crvs.example.org\"|\"crvs.example.net\"",
                "\"crvs.example.org\"|null",
                "\"total_count\":1|\"total_count\":2",
                "\"total_count\":1|\"total_count\":1.0",
                "\"total_count\":1|\"total_count\":\"1\"",
                "\"is_msg_encrypted\":false|\"is_msg_encrypted\":true",
                "{\"a\":1}|{\"a\":2}",
                "{\"a\":1}|{}",
                "{\"a\":1}|null"
            })
    void everyMemberOfTheHeaderIsProtected(String change) {
        assertThat(check(sign(HEADER, MESSAGE), changed(HEADER, change), MESSAGE))
                .isEqualTo(failed(SignatureFailure.WRONG_SIGNATURE));
    }

    private static String changed(String header, String fromTo) {
        String[] parts = fromTo.split("\\|", 2);
        String changed = header.replace(parts[0], parts[1]);
        assertThat(changed).isNotEqualTo(header);
        return changed;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-03-01T08:25:30Z | 2026-03-01T08:25:30Z",
                "2026-03-01T08:25:30+00:00 | 2026-03-01T08:25:30Z",
                "2026-03-01t08:25:30z | 2026-03-01T08:25:30Z",
                "2026-03-01T08:25Z | 2026-03-01T08:25:00Z",
                "2026-03-01T08:25:30.000000Z | 2026-03-01T08:25:30Z",
                "2026-03-01T08:25:30.0000009Z | 2026-03-01T08:25:30Z",
                "2026-03-01T08:25:30.5Z | 2026-03-01T08:25:30.500000Z",
                "2026-03-01T08:25:30.123456789Z | 2026-03-01T08:25:30.123456Z",
                "2026-03-01T08:25:30+05:30 | 2026-03-01T08:25:30+05:30",
                "2026-03-01T08:25:30.1-03:00 | 2026-03-01T08:25:30.100000-03:00",
                "2026-03-01T08:25:30 | 2026-03-01T08:25:30",
                "2026-03-01T08:25 | 2026-03-01T08:25:00",
                "yesterday | yesterday"
            })
    void timestampsAreHashedAsTheDeployedVerifierWritesThem(String written, String hashed) {
        // Right-hand sides as pydantic 2.13 writes them.
        JsonSlice header = slice("{\"message_ts\":\"" + written + "\"}");
        assertThat(new SignedHeader(header).filled()).contains("\"message_ts\":\"" + hashed + "\"");
    }

    @Test
    void anAbsentMemberCountsAsItsDefault() {
        String bare = "{\"message_id\":\"m\",\"sender_id\":\"" + SENDER + "\"}";
        assertThat(new SignedHeader(slice(bare)).filled())
                .isEqualTo("{\"action\":null,\"is_msg_encrypted\":false,\"message_id\":\"m\",\"message_ts\":null,"
                        + "\"meta\":null,\"receiver_id\":null,\"sender_id\":\"" + SENDER
                        + "\",\"sender_uri\":null,\"total_count\":0,\"version\":\"1.0.0\"}");
        assertThat(text(verified(check(sign(bare, MESSAGE), bare, MESSAGE)).header()))
                .isEqualTo(bare);
    }

    @Test
    void aMessageWithoutSignatureProvesNothing() {
        String body = "{\"signature\":\"\",\"header\":" + HEADER + ",\"message\":" + MESSAGE + "}";
        SignatureCheck check = verifier(NOW, TRUSTED).check(MessageSlicer.slice(body.getBytes(StandardCharsets.UTF_8)));
        assertThat(check).isEqualTo(failed(SignatureFailure.MISSING));
        assertThat(SignatureFailure.MISSING.rule()).isEqualTo(Rule.SIGNATURE_MISSING);
    }

    @Test
    void aStrangerProvesNothing() {
        assertThat(verifier(NOW).check(envelope(sign(HEADER, MESSAGE), HEADER, MESSAGE)))
                .isEqualTo(failed(SignatureFailure.UNKNOWN_SENDER));
        assertThat(check(sign(HEADER, MESSAGE), "{}", MESSAGE)).isEqualTo(failed(SignatureFailure.UNKNOWN_SENDER));
        assertThat(check(sign(HEADER, MESSAGE), "{\"sender_id\":1}", MESSAGE))
                .isEqualTo(failed(SignatureFailure.UNKNOWN_SENDER));
        assertThat(check(sign(HEADER, MESSAGE), "{\"sender_id\":[{\"a\":1}]}", MESSAGE))
                .isEqualTo(failed(SignatureFailure.UNKNOWN_SENDER));
    }

    @Test
    void aStoreThatAnswersWithAnotherSenderIsNotBelieved() {
        TrustStore careless = senderId -> java.util.Optional.of(TRUSTED);
        String header = HEADER.replace(SENDER, SENDER.toUpperCase(java.util.Locale.ROOT));
        SignatureVerifier verifier = new SignatureVerifier(careless, List.of(), Clock.fixed(NOW, ZoneOffset.UTC));
        assertThat(verifier.check(envelope(sign(HEADER, MESSAGE), header, MESSAGE)))
                .isEqualTo(failed(SignatureFailure.UNKNOWN_SENDER));
    }

    @Test
    void oneSenderCannotSpeakInTheNameOfAnother() {
        SigningKey rival = SignedMessages.key("key-1", 3);
        TrustedSender other = TrustedSender.signing("other.example.org", rival.verificationKey());
        String own = HEADER.replace(SENDER, "other.example.org");
        String signature = SignatureSchemes.DEFAULT.sign("other.example.org", rival, slice(own), slice(MESSAGE), NOW);
        SignatureVerifier verifier = verifier(NOW, TRUSTED, other);

        assertThat(verifier.check(envelope(signature, own, MESSAGE))).isInstanceOf(SignatureCheck.Verified.class);
        assertThat(verifier.check(envelope(signature, HEADER, MESSAGE)))
                .as("key id of one sender, header of the other")
                .isEqualTo(failed(SignatureFailure.WRONG_SENDER));
        assertThat(verifier.check(envelope(signature.replace("other.example.org", SENDER), HEADER, MESSAGE)))
                .as("signed with a key of another owner")
                .isEqualTo(failed(SignatureFailure.WRONG_SIGNATURE));
    }

    @Test
    void onlyKeysOfTheTrustEntryVerify() {
        String signature = SignatureSchemes.DEFAULT.sign(SENDER, OTHER_KEY, slice(HEADER), slice(MESSAGE), NOW);
        assertThat(check(signature, HEADER, MESSAGE)).isEqualTo(failed(SignatureFailure.UNKNOWN_KEY));
        assertThat(check(signature.replace("key-2", "key-1"), HEADER, MESSAGE))
                .isEqualTo(failed(SignatureFailure.WRONG_SIGNATURE));
        TrustedSender both = TrustedSender.signing(SENDER, KEY.verificationKey(), OTHER_KEY.verificationKey());
        assertThat(verifier(NOW, both).check(envelope(signature, HEADER, MESSAGE)))
                .isInstanceOf(SignatureCheck.Verified.class);
    }

    @Test
    void anEntryThatHoldsOurOwnKeyProvesNothing() {
        SignatureVerifier verifier = new SignatureVerifier(
                TrustStore.of(TRUSTED),
                List.of(VerificationKey.of(KEY.verificationKey().publicKey(), "our-id")),
                Clock.fixed(NOW, ZoneOffset.UTC));
        assertThat(verifier.check(envelope(sign(HEADER, MESSAGE), HEADER, MESSAGE)))
                .isEqualTo(failed(SignatureFailure.OWN_KEY));
    }

    @Test
    void aSenderWithoutSignatureProvesNothingByOne() {
        assertThat(verifier(NOW, TrustedSender.withoutSignature(SENDER))
                        .check(envelope(sign(HEADER, MESSAGE), HEADER, MESSAGE)))
                .isEqualTo(failed(SignatureFailure.UNKNOWN_FORM));
    }

    @Test
    void ambiguousOrIncompleteContentProvesNothing() {
        String twice = "{\"a\":1,\"a\":1}";
        assertThat(check(sign(HEADER, MESSAGE), HEADER, twice)).isEqualTo(failed(SignatureFailure.AMBIGUOUS_CONTENT));
        assertThat(check(sign(HEADER, MESSAGE), HEADER, "\"text\""))
                .isEqualTo(failed(SignatureFailure.UNREADABLE_CONTENT));
        assertThat(check(sign(HEADER, MESSAGE), HEADER, "{\"a\":1e999}"))
                .isEqualTo(failed(SignatureFailure.UNREADABLE_CONTENT));
        assertThat(check(sign(HEADER, MESSAGE), HEADER.replace("{\"a\":1}", "{\"a\":1e999}"), MESSAGE))
                .isEqualTo(failed(SignatureFailure.UNREADABLE_CONTENT));
    }

    @Test
    void aClockMayBeSixtySecondsOff() {
        var envelope = envelope(sign(HEADER, MESSAGE), HEADER, MESSAGE);
        assertThat(verifier(NOW.minusSeconds(60), TRUSTED).check(envelope)).isInstanceOf(SignatureCheck.Verified.class);
        assertThat(verifier(NOW.minusSeconds(61), TRUSTED).check(envelope))
                .isEqualTo(failed(SignatureFailure.NOT_YET_VALID));
        assertThat(verifier(NOW.plusSeconds(360), TRUSTED).check(envelope)).isInstanceOf(SignatureCheck.Verified.class);
        assertThat(verifier(NOW.plusSeconds(361), TRUSTED).check(envelope)).isInstanceOf(SignatureCheck.Expired.class);
        assertThat(verifier(Instant.MAX, TRUSTED).check(envelope)).isInstanceOf(SignatureCheck.Expired.class);
        assertThat(verifier(Instant.MIN, TRUSTED).check(envelope)).isEqualTo(failed(SignatureFailure.NOT_YET_VALID));
    }

    @Test
    void whatIsExpiredIsStillProven() {
        String changed = MESSAGE.replace("t-1", "t-2");
        SignatureVerifier late = verifier(NOW.plusSeconds(10_000), TRUSTED);
        assertThat(late.check(envelope(sign(HEADER, MESSAGE), HEADER, MESSAGE)))
                .isInstanceOfSatisfying(
                        SignatureCheck.Expired.class,
                        expired -> assertThat(text(expired.content().message())).isEqualTo(MESSAGE));
        assertThat(late.check(envelope(sign(HEADER, MESSAGE), HEADER, changed)))
                .isEqualTo(failed(SignatureFailure.WRONG_SIGNATURE));
    }

    @Test
    void timesInTheSignatureAreProtected() {
        String signature = sign(HEADER, MESSAGE);
        long created = NOW.getEpochSecond();
        assertThat(check(signature.replace("" + created, "" + (created + 1)), HEADER, MESSAGE))
                .isEqualTo(failed(SignatureFailure.WRONG_SIGNATURE));
        assertThat(check(signature.replace("" + (created + 300), "" + (created + 301)), HEADER, MESSAGE))
                .isEqualTo(failed(SignatureFailure.WRONG_SIGNATURE));
    }

    @Test
    void aSchemeCannotPassAnotherSendersContentOff() {
        TrustedSender sender = TRUSTED.withSchemes(new CopyingScheme(HEADER.replace(SENDER, "other.example.org")));
        assertThat(verifier(NOW, sender).check(envelope("copy", HEADER, MESSAGE)))
                .isEqualTo(failed(SignatureFailure.WRONG_SENDER));
        TrustedSender honest = TRUSTED.withSchemes(SignatureSchemes.DEFAULT, new CopyingScheme(HEADER));
        assertThat(verifier(NOW, honest).check(envelope("copy", HEADER, MESSAGE)))
                .isInstanceOf(SignatureCheck.Verified.class);
    }

    /** Has neither key id nor lifetime, and carries its content with it. */
    private record CopyingScheme(String header) implements SignatureScheme {
        @Override
        public String name() {
            return "copying";
        }

        @Override
        public void requireUsable(String senderId, SigningKey key) {}

        @Override
        public String sign(String senderId, SigningKey key, JsonSlice headerJson, JsonSlice message, Instant now) {
            return "copy";
        }

        @Override
        public byte[] canonicalText(JsonSlice header, JsonSlice message) {
            return new byte[0];
        }

        @Override
        public boolean recognises(String signature) {
            return signature.equals("copy");
        }

        @Override
        public boolean supports(SignatureAlgorithm algorithm) {
            return true;
        }

        @Override
        public SignatureCheck verify(TrustedSender sender, MessageSlices received, Instant now) {
            return new SignatureCheck.Verified(new VerifiedContent(
                    sender.senderId(),
                    sender.keys().get(0),
                    slice(header),
                    received.message().orElseThrow(),
                    null));
        }
    }

    @Test
    void identitiesThatTheFormCannotHoldAreRefusedBeforeAnythingIsSent() {
        for (String senderId : List.of("", "https://crvs.example.org", "a|b", "a b", "a\"b", "ä", "a".repeat(256))) {
            assertThatThrownBy(() -> SignatureSchemes.DEFAULT.requireUsable(senderId, KEY))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("sender_id");
        }
        SigningKey badId = SignedMessages.key("key|1", 1);
        assertThatThrownBy(() -> SignatureSchemes.DEFAULT.requireUsable(SENDER, badId))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("key id");
        assertThatThrownBy(
                        () -> SignatureSchemes.DEFAULT.sign("somebody.else", KEY, slice(HEADER), slice(MESSAGE), NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("somebody.else");
    }

    @Test
    void nothingThatIsPrintedShowsContent() {
        SignatureCheck check = check(sign(HEADER, MESSAGE), HEADER, MESSAGE);
        assertThat(check.toString()).contains(SENDER).doesNotContain("t-1", "m-1", "transaction");
    }
}
