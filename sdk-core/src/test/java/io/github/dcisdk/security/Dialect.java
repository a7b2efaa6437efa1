package io.github.dcisdk.security;

import io.github.dcisdk.json.MessageSlices;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** One form of signature, with an identity and a key that can sign so. */
enum Dialect {
    DEFAULT(
            SignatureSchemes.DEFAULT,
            SignedMessages.SENDER,
            SigningKey.pem(TestKeys.file("ed25519-pkcs8.pem"), "key-1")),
    COMPACT_RSA(
            SignatureSchemes.JWS_COMPACT, "https://sp-mis.example.org", SigningKey.pem(TestKeys.file("rsa-pkcs8.pem"))),
    COMPACT_EC(
            SignatureSchemes.JWS_COMPACT, "https://sp-mis.example.org", SigningKey.pem(TestKeys.file("ec-sec1.pem"))),
    DETACHED_RSA(SignatureSchemes.JWS_DETACHED, "partner-1", SigningKey.pem(TestKeys.file("rsa-pkcs8.pem"))),
    DETACHED_EC(SignatureSchemes.JWS_DETACHED, "partner-1", SigningKey.pem(TestKeys.file("ec-sec1.pem"))),
    DETACHED_ED25519(SignatureSchemes.JWS_DETACHED, "partner-1", SigningKey.pem(TestKeys.file("ed25519-pkcs8.pem"))),
    G2P_CONNECT(SignatureSchemes.G2P_CONNECT, "partner-1", SigningKey.pem(TestKeys.file("rsa-pkcs8.pem")));

    final SignatureScheme scheme;
    final String senderId;
    final SigningKey key;

    Dialect(SignatureScheme scheme, String senderId, SigningKey key) {
        this.scheme = scheme;
        this.senderId = senderId;
        this.key = key;
    }

    TrustedSender sender() {
        return TrustedSender.signing(senderId, key.verificationKey()).withSchemes(scheme);
    }

    /** The header of {@link SignedMessages}, from this sender. */
    String header() {
        return SignedMessages.HEADER.replace("\"" + SignedMessages.SENDER + "\"", "\"" + senderId + "\"");
    }

    String sign(String header, String message) {
        return scheme.sign(
                senderId, key, SignedMessages.slice(header), SignedMessages.slice(message), SignedMessages.NOW);
    }

    SignatureCheck check(MessageSlices envelope) {
        return check(envelope, SignedMessages.NOW);
    }

    SignatureCheck check(MessageSlices envelope, Instant now) {
        return SignedMessages.verifier(now, sender()).check(envelope);
    }

    /** A compact or detached JWS with any protected header, signed with the key of this dialect. */
    String jws(String protectedHeader, String payload) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String first = encoder.encodeToString(protectedHeader.getBytes(StandardCharsets.UTF_8));
        String second = encoder.encodeToString(payload.getBytes(StandardCharsets.UTF_8));
        byte[] signature = key.sign((first + "." + second).getBytes(StandardCharsets.US_ASCII));
        boolean detached = scheme == SignatureSchemes.JWS_DETACHED;
        return first + "." + (detached ? "" : second) + "." + encoder.encodeToString(signature);
    }

    String algorithm() {
        return key.algorithm().joseName();
    }
}
