package io.github.dcisdk.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.json.JsonSlice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The worked example of {@code docs/signing.md} is true, step by step. */
class SigningDocumentTest {
    private static final String SENDER = "sp-mis.example.org";
    private static final Instant SIGNED = Instant.parse("2026-03-01T08:25:30Z");

    private final List<String> blocks = blocks();
    private final SigningKey key = SigningKey.pem(blocks.get(0), "key-1");
    private final JsonSlice header = SignedMessages.slice(blocks.get(1));
    private final JsonSlice message = SignedMessages.slice(blocks.get(2));
    private final String canonical = blocks.get(3);
    private final String signingInput = blocks.get(4);
    private final String signature = blocks.get(5);

    @Test
    void theCanonicalFormIsAsWritten() {
        String canonicalMessage = new String(CanonicalJson.write(message), StandardCharsets.US_ASCII);
        assertThat("{\"header\":" + new SignedHeader(header).filled() + ",\"message\":" + canonicalMessage + "}")
                .isEqualTo(canonical);
    }

    @Test
    void theSigningInputHoldsTheDigestOfTheCanonicalForm() throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.US_ASCII));
        assertThat(signingInput)
                .isEqualTo("(created): " + SIGNED.getEpochSecond() + "\n(expires): " + (SIGNED.getEpochSecond() + 300)
                        + "\ndigest: " + Base64.getEncoder().encodeToString(digest));
    }

    @Test
    void theSignatureIsAsWrittenAndVerifies() {
        assertThat(SignatureSchemes.DEFAULT.sign(SENDER, key, header, message, SIGNED))
                .isEqualTo(signature);
        TrustedSender sender = TrustedSender.signing(SENDER, key.verificationKey());
        SignatureCheck check = SignedMessages.verifier(SIGNED, sender)
                .check(SignedMessages.envelope(signature, blocks.get(1), blocks.get(2)));
        assertThat(check).isInstanceOf(SignatureCheck.Verified.class);
        byte[] bytes = Base64.getDecoder().decode(signature.replaceAll(".* signature=\"([^\"]*)\"", "$1"));
        assertThat(key.verificationKey().verifies(signingInput.getBytes(StandardCharsets.US_ASCII), bytes))
                .as("the signature is over the signing input as it is written")
                .isTrue();
    }

    @Test
    void theCompactSignatureIsAsWrittenAndVerifies() {
        String senderId = "https://sp-mis.example.org";
        String[] parts = parts(blocks.get(6));
        assertThat(SignatureSchemes.JWS_COMPACT.sign(
                        senderId, key, SignedMessages.slice(parts[0]), SignedMessages.slice(parts[1]), SIGNED))
                .isEqualTo(blocks.get(7));
        TrustedSender sender =
                TrustedSender.signing(senderId, key.verificationKey()).withSchemes(SignatureSchemes.JWS_COMPACT);
        assertThat(SignedMessages.verifier(SIGNED, sender)
                        .check(SignedMessages.envelope(blocks.get(7), parts[0], parts[1])))
                .isInstanceOf(SignatureCheck.Verified.class);
    }

    @Test
    void theDetachedSignatureIsAsWrittenAndVerifies() {
        String[] parts = parts(blocks.get(8));
        String sent = "{\"transaction_id\": \"t-17\", \"gr\\u00f6\u00dfe\": 1E2, \"n\": -0}";
        assertThat(SignatureSchemes.JWS_DETACHED.sign(
                        "partner-1", key, SignedMessages.slice(parts[0]), SignedMessages.slice(sent), SIGNED))
                .isEqualTo(blocks.get(9));
        TrustedSender sender =
                TrustedSender.signing("partner-1", key.verificationKey()).withSchemes(SignatureSchemes.JWS_DETACHED);
        assertThat(SignedMessages.verifier(SIGNED, sender)
                        .check(SignedMessages.envelope(blocks.get(9), parts[0], sent)))
                .isInstanceOf(SignatureCheck.Verified.class);
        byte[] payload = blocks.get(8).getBytes(StandardCharsets.UTF_8);
        assertThat(Jws.sign(key, payload, true)).isEqualTo(blocks.get(9));
    }

    /** Header and message of a payload. */
    private static String[] parts(String payload) {
        return payload.substring("{\"header\":".length(), payload.length() - 1).split(",\"message\":");
    }

    private static List<String> blocks() {
        try {
            String page = Files.readString(Path.of("..", "docs", "signing.md"));
            return Pattern.compile("```\\w+\n(.*?)\n```", Pattern.DOTALL)
                    .matcher(page)
                    .results()
                    .map((MatchResult block) -> block.group(1))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
