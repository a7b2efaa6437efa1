package io.github.dcisdk.security;

import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.MessageSlicer;
import io.github.dcisdk.json.MessageSlices;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

/** A sender with a key, what it sends, and the receiver's view of it. */
final class SignedMessages {
    static final String SENDER = "sp-mis.example.org";
    static final Instant NOW = Instant.parse("2026-03-01T08:25:30Z");
    static final SigningKey KEY = key("key-1", 1);
    static final SigningKey OTHER_KEY = key("key-2", 2);
    static final TrustedSender TRUSTED = TrustedSender.signing(SENDER, KEY.verificationKey());

    static final String HEADER =
            "{\"version\":\"1.0.0\",\"message_id\":\"m-1\",\"message_ts\":\"2026-03-01T08:25:30Z\","
                    + "\"action\":\"search\",\"sender_id\":\"sp-mis.example.org\",\"sender_uri\":\"https://sp-mis.example.org/cb\","
                    + "\"receiver_id\":\"crvs.example.org\",\"total_count\":1,\"is_msg_encrypted\":false,\"meta\":{\"a\":1}}";
    static final String CALLBACK_HEADER = HEADER.substring(0, HEADER.length() - 1)
            + ",\"status\":\"succ\",\"status_reason_code\":\"a\",\"status_reason_message\":\"b\",\"completed_count\":1}";
    static final String MESSAGE = "{\"transaction_id\":\"t-1\",\"search_request\":[{\"reference_id\":\"r-1\"}]}";

    private SignedMessages() {}

    /** A key whose 32 private bytes are all the same. */
    static SigningKey key(String keyId, int fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        try {
            EdECPrivateKeySpec spec = new EdECPrivateKeySpec(NamedParameterSpec.ED25519, bytes);
            return SigningKey.of(KeyFactory.getInstance("Ed25519").generatePrivate(spec), keyId);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonSlice slice(String json) {
        return JsonSlice.of(json.getBytes(StandardCharsets.UTF_8));
    }

    static String text(JsonSlice slice) {
        return new String(slice.toByteArray(), StandardCharsets.UTF_8);
    }

    static String sign(String header, String message) {
        return SignatureSchemes.DEFAULT.sign(SENDER, KEY, slice(header), slice(message), NOW);
    }

    static MessageSlices envelope(String signature, String header, String message) {
        String body = "{\"signature\":" + JsonValue.of(signature).toJson() + ",\"header\":" + header + ",\"message\":"
                + message + "}";
        return MessageSlicer.slice(body.getBytes(StandardCharsets.UTF_8));
    }

    static SignatureVerifier verifier(Instant now, TrustedSender... trusted) {
        return new SignatureVerifier(TrustStore.of(trusted), List.of(), Clock.fixed(now, ZoneOffset.UTC));
    }

    static SignatureCheck check(String signature, String header, String message) {
        return verifier(NOW, TRUSTED).check(envelope(signature, header, message));
    }

    static VerifiedContent verified(SignatureCheck check) {
        if (check instanceof SignatureCheck.Verified verified) {
            return verified.content();
        }
        throw new AssertionError("not verified: " + check);
    }

    static SignatureCheck failed(SignatureFailure reason) {
        return new SignatureCheck.Failed(reason);
    }
}
