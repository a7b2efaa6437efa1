package io.github.dcisdk.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.dcisdk.json.JsonSlice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Signatures made without this SDK, by {@code src/test/python/signature_vectors.py}, verify; and it makes the same. */
class SignatureVectorsTest {
    private static final JsonNode FILE = read();
    private static final Instant CREATED =
            Instant.ofEpochSecond(FILE.get("created").asLong());
    private static final Map<String, SigningKey> SIGNING = new HashMap<>();
    private static final Map<String, TrustedSender> TRUSTED = new HashMap<>();

    static {
        for (JsonNode key : FILE.get("keys")) {
            String sender = key.get("sender_id").asText();
            String keyId = key.get("key_id").asText();
            SIGNING.put(sender, SigningKey.pem(key.get("private").asText(), keyId));
            TRUSTED.put(
                    sender,
                    TrustedSender.signing(
                            sender, VerificationKey.pem(key.get("public").asText(), keyId)));
        }
    }

    record Vector(String name, String form, String header, String message, String canonical, String signature) {
        @Override
        public String toString() {
            return name;
        }

        String sender() {
            return new SignedHeader(SignedMessages.slice(header)).senderId().orElseThrow();
        }
    }

    static Stream<Vector> vectors() {
        return StreamSupport.stream(FILE.get("vectors").spliterator(), false)
                .map(vector -> new Vector(
                        vector.get("name").asText(),
                        vector.get("form").asText(),
                        vector.get("header").asText(),
                        vector.get("message").asText(),
                        vector.get("canonical").asText(),
                        vector.get("signature").asText()));
    }

    static Stream<Vector> vectorsThatThisSdkWouldSign() {
        return vectors()
                .filter(vector ->
                        vector.form().equals("filled") && !vector.name().contains("hour"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aSignatureOfAnotherImplementationVerifies(Vector vector) {
        SignatureCheck check = SignedMessages.verifier(CREATED, TRUSTED.get(vector.sender()))
                .check(SignedMessages.envelope(vector.signature(), vector.header(), vector.message()));
        VerifiedContent content = SignedMessages.verified(check);
        assertThat(content.senderId()).isEqualTo(vector.sender());
        assertThat(SignedMessages.text(content.message())).isEqualTo(vector.message());
        assertThat(SignedMessages.text(content.header()))
                .contains("\"message_id\":")
                .doesNotContain("x_country");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void theCanonicalFormIsTheSame(Vector vector) {
        String message =
                new String(CanonicalJson.write(SignedMessages.slice(vector.message())), StandardCharsets.US_ASCII);
        JsonSlice header = SignedMessages.slice(vector.header());
        assertThat(new SignedHeader(header).forms())
                .map(form -> "{\"header\":" + form + ",\"message\":" + message + "}")
                .contains(vector.canonical());
    }

    @ParameterizedTest
    @MethodSource("vectorsThatThisSdkWouldSign")
    void thisSdkMakesTheSameSignature(Vector vector) {
        String signature = SignatureSchemes.DEFAULT.sign(
                vector.sender(),
                SIGNING.get(vector.sender()),
                SignedMessages.slice(vector.header()),
                SignedMessages.slice(vector.message()),
                CREATED.plusMillis(999));
        assertThat(signature).isEqualTo(vector.signature());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aSignatureEndsSixtySecondsAfterItsLifetime(Vector vector) {
        long lifetime = vector.name().contains("hour") ? 3_600 : 300;
        var envelope = SignedMessages.envelope(vector.signature(), vector.header(), vector.message());
        TrustedSender sender = TRUSTED.get(vector.sender());
        assertThat(SignedMessages.verifier(CREATED.plusSeconds(lifetime + 60), sender)
                        .check(envelope))
                .isInstanceOf(SignatureCheck.Verified.class);
        assertThat(SignedMessages.verifier(CREATED.plusSeconds(lifetime + 61), sender)
                        .check(envelope))
                .isInstanceOf(SignatureCheck.Expired.class);
    }

    private static JsonNode read() {
        try (InputStream in = SignatureVectorsTest.class.getResourceAsStream("/signing/vectors.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
