package io.github.dcisdk.security;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.MessageSlicer;
import io.github.dcisdk.json.MessageSlices;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/** A JWS that carries header and message as its payload. See {@link SignatureSchemes#JWS_COMPACT}. */
final class JwsCompactScheme implements SignatureScheme {
    private static final String SIGNATURE = "signature";

    @Override
    public String name() {
        return "jws-compact";
    }

    @Override
    public boolean supports(SignatureAlgorithm algorithm) {
        return true;
    }

    @Override
    public void requireUsable(String senderId, SigningKey key) {
        if (!isBaseUrl(senderId)) {
            throw new IllegalArgumentException("the sender_id '" + LogText.safe(senderId)
                    + "' cannot sign with the scheme " + name() + ": it must be the https address under which"
                    + " /.well-known/jwks.json holds our keys, such as https://sp-mis.example.gov");
        }
    }

    private static boolean isBaseUrl(String senderId) {
        try {
            URI uri = new URI(senderId);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    @Override
    public String sign(String senderId, SigningKey key, JsonSlice header, JsonSlice message, Instant now) {
        requireUsable(senderId, key);
        SignedParts.requireSender(senderId, header);
        return Jws.sign(key, canonicalText(header, message), false);
    }

    @Override
    public byte[] canonicalText(JsonSlice header, JsonSlice message) {
        return SignedParts.join("{\"header\":", header, ",\"message\":", message, "}");
    }

    @Override
    public boolean recognises(String signature) {
        return Jws.isForm(signature, false);
    }

    @Override
    public SignatureCheck verify(TrustedSender sender, MessageSlices received, Instant now) {
        try {
            Jws jws = Jws.parse(received.signature().orElseThrow());
            if (!jws.hasKeyId()) {
                throw new Refused(SignatureFailure.MALFORMED);
            }
            VerificationKey key = jws.candidates(sender).get(0);
            if (!jws.isSignedBy(key)) {
                throw new Refused(SignatureFailure.WRONG_SIGNATURE);
            }
            MessageSlices payload = MessageSlicer.slice(jws.payload());
            requireSame(payload, received);
            return MessageAge.check(
                    sender,
                    key,
                    payload.header().orElseThrow(),
                    payload.message().orElseThrow(),
                    now);
        } catch (Refused e) {
            return new SignatureCheck.Failed(e.reason());
        } catch (MalformedMessageException e) {
            return new SignatureCheck.Failed(SignatureFailure.UNREADABLE_CONTENT);
        }
    }

    /**
     * What is signed and what is sent must say the same, member by member, in whatever spelling. Otherwise somebody could
     * put another message around a signature, for those readers who look at the message alone.
     */
    private static void requireSame(MessageSlices payload, MessageSlices received) throws Refused {
        if (payload.header().isEmpty() || payload.message().isEmpty()) {
            throw new Refused(SignatureFailure.UNREADABLE_CONTENT);
        } else if (!payload.ambiguities().isEmpty()) {
            throw new Refused(SignatureFailure.AMBIGUOUS_CONTENT);
        }
        Map<String, JsonSlice> signed = CanonicalJson.members(payload.document());
        Map<String, JsonSlice> sent = CanonicalJson.members(received.document());
        sent.remove(SIGNATURE);
        boolean same = signed.keySet().equals(sent.keySet())
                && signed.entrySet().stream()
                        .allMatch(
                                member -> isSame(member.getValue(), Objects.requireNonNull(sent.get(member.getKey()))));
        if (!same) {
            throw new Refused(SignatureFailure.OTHER_CONTENT);
        }
    }

    private static boolean isSame(JsonSlice one, JsonSlice other) {
        return one.equals(other) || Arrays.equals(CanonicalJson.write(one), CanonicalJson.write(other));
    }

    @Override
    public String toString() {
        return "SignatureScheme[" + name() + "]";
    }
}
