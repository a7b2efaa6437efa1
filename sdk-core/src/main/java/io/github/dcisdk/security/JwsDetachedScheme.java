package io.github.dcisdk.security;

import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.MessageSlices;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** A JWS over the sorted JSON of header and message, which it leaves out. See {@link SignatureSchemes#JWS_DETACHED}. */
final class JwsDetachedScheme implements SignatureScheme {
    private static final int MAX_LENGTH = 16_384;

    @Override
    public String name() {
        return "jws-detached";
    }

    @Override
    public boolean supports(SignatureAlgorithm algorithm) {
        return true;
    }

    @Override
    public void requireUsable(String senderId, SigningKey key) {
        // Every identity and every key can sign.
    }

    @Override
    public String sign(String senderId, SigningKey key, JsonSlice header, JsonSlice message, Instant now) {
        SignedParts.requireSender(senderId, header);
        return Jws.sign(key, canonicalText(header, message), true);
    }

    @Override
    public byte[] canonicalText(JsonSlice header, JsonSlice message) {
        return payload(header, message, JsonStyle.ORJSON);
    }

    /** The names of the two members are in order, so the whole is in order when its parts are. */
    private static byte[] payload(JsonSlice header, JsonSlice message, JsonStyle style) {
        return SignedParts.join(
                "{\"header\":",
                JsonSlice.of(CanonicalJson.write(header, style)),
                ",\"message\":",
                JsonSlice.of(CanonicalJson.write(message, style)),
                "}");
    }

    @Override
    public boolean recognises(String signature) {
        return Jws.isForm(signature, true);
    }

    @Override
    public SignatureCheck verify(TrustedSender sender, MessageSlices received, Instant now) {
        try {
            String signature = received.signature().orElseThrow();
            if (signature.length() > MAX_LENGTH) {
                throw new Refused(SignatureFailure.TOO_LONG);
            }
            Jws jws = Jws.parse(signature);
            List<VerificationKey> candidates = jws.candidates(sender);
            JsonSlice header = received.header().orElseThrow();
            JsonSlice message = received.message().orElseThrow();
            VerificationKey key = signer(jws, candidates, header, message);
            return MessageAge.check(sender, key, header, message, now);
        } catch (Refused e) {
            return new SignatureCheck.Failed(e.reason());
        } catch (MalformedMessageException e) {
            return new SignatureCheck.Failed(SignatureFailure.UNREADABLE_CONTENT);
        }
    }

    private static VerificationKey signer(
            Jws jws, List<VerificationKey> candidates, JsonSlice header, JsonSlice message) throws Refused {
        byte[] payload = payload(header, message, JsonStyle.ORJSON);
        for (VerificationKey key : candidates) {
            if (jws.isSignedBy(key, payload)) {
                return key;
            }
        }
        byte[] earlier = payload(header, message, JsonStyle.EARLIER_ORJSON);
        if (!Arrays.equals(payload, earlier)) {
            for (VerificationKey key : candidates) {
                if (jws.isSignedBy(key, earlier)) {
                    return key;
                }
            }
        }
        throw new Refused(SignatureFailure.WRONG_SIGNATURE);
    }

    @Override
    public String toString() {
        return "SignatureScheme[" + name() + "]";
    }
}
