package io.github.dcisdk.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.dcisdk.json.MessageSlicer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages that others signed: {@code src/test/node/compact_vectors.mjs} and {@code src/test/python/dialect_vectors.py}
 * made them without this SDK.
 */
class DialectVectorsTest {
    private static final Instant SENT = Instant.parse("2026-03-01T08:25:30Z");
    private static final JsonNode COMPACT = read("/signing/compact.json");
    private static final JsonNode OTHERS = read("/signing/dialects.json");

    static Stream<JsonNode> compact() {
        return StreamSupport.stream(COMPACT.get("vectors").spliterator(), false);
    }

    static Stream<JsonNode> others() {
        return StreamSupport.stream(OTHERS.get("vectors").spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("compact")
    void aMessageThatJoseSignedVerifies(JsonNode vector) {
        VerificationKey key =
                JwkSet.parse(COMPACT.get("jwks").toString()).keys().get(0);
        assertThat(key.keyId()).isEqualTo(TestKeys.expected("rsa.thumbprint"));
        TrustedSender sender =
                TrustedSender.signing("https://crvs.example.org/dci", key).withSchemes(SignatureSchemes.JWS_COMPACT);
        SignatureCheck check = SignedMessages.verifier(SENT, sender)
                .check(MessageSlicer.slice(vector.get("envelope").asText().getBytes(StandardCharsets.UTF_8)));
        VerifiedContent content = SignedMessages.verified(check);
        String payload = vector.get("payload").asText();
        assertThat(payload)
                .isEqualTo("{\"header\":" + SignedMessages.text(content.header()) + ",\"message\":"
                        + SignedMessages.text(content.message()) + "}");
    }

    @ParameterizedTest
    @MethodSource("others")
    void aMessageThatPythonOrOpenSslSignedVerifies(JsonNode vector) {
        String key = vector.get("key").asText();
        SignatureScheme scheme = scheme(vector);
        TrustedSender sender = TrustedSender.signing(
                        "partner-1", VerificationKey.certificate(TestKeys.file(key + "-certificate.pem")))
                .withSchemes(scheme);
        SignatureCheck check = SignedMessages.verifier(SENT, sender)
                .check(SignedMessages.envelope(
                        vector.get("signature").asText(),
                        vector.get("header").asText(),
                        vector.get("message").asText()));
        assertThat(SignedMessages.text(SignedMessages.verified(check).header())).contains("x_country");
    }

    /** RSA and Ed25519 give one signature for one content. */
    @ParameterizedTest
    @MethodSource("others")
    void thisSdkSignsTheSameBytes(JsonNode vector) {
        SigningKey key = SigningKey.pem(TestKeys.file(vector.get("key").asText() + "-pkcs8.pem"));
        String signature = scheme(vector)
                .sign(
                        "partner-1",
                        key,
                        SignedMessages.slice(vector.get("header").asText()),
                        SignedMessages.slice(vector.get("message").asText()),
                        SENT);
        byte[] payload = vector.get("payload").asText().getBytes(StandardCharsets.UTF_8);
        if (scheme(vector) == SignatureSchemes.G2P_CONNECT) {
            assertThat(signature).isEqualTo(vector.get("signature").asText());
        } else if (key.algorithm() != SignatureAlgorithm.ES256) {
            assertThat(signature).isEqualTo(Jws.sign(key, payload, true));
        }
    }

    private static SignatureScheme scheme(JsonNode vector) {
        return vector.get("scheme").asText().equals(SignatureSchemes.G2P_CONNECT.name())
                ? SignatureSchemes.G2P_CONNECT
                : SignatureSchemes.JWS_DETACHED;
    }

    private static JsonNode read(String resource) {
        try (InputStream in = DialectVectorsTest.class.getResourceAsStream(resource)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
