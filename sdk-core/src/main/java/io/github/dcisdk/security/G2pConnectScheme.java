package io.github.dcisdk.security;

import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.MessageSlices;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;

/** An RSA signature over the texts of header and message, one behind the other. See {@link SignatureSchemes#G2P_CONNECT}. */
final class G2pConnectScheme implements SignatureScheme {
    /** Base64 of the signature of an RSA key of 2048 to 8192 bits. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9+/]{340,1400}={0,2}");

    @Override
    public String name() {
        return "g2p-connect";
    }

    @Override
    public boolean supports(SignatureAlgorithm algorithm) {
        return algorithm == SignatureAlgorithm.RS256;
    }

    @Override
    public void requireUsable(String senderId, SigningKey key) {
        if (!supports(key.algorithm())) {
            throw new IllegalArgumentException(
                    "the scheme " + name() + " signs with RSA keys only, and the key " + key.keyId() + " is none");
        }
    }

    @Override
    public String sign(String senderId, SigningKey key, JsonSlice header, JsonSlice message, Instant now) {
        requireUsable(senderId, key);
        SignedParts.requireSender(senderId, header);
        return Base64.getEncoder().encodeToString(key.sign(canonicalText(header, message)));
    }

    /** The texts without white space and with the fewest escapes, which is how the senders' JSON library writes them. */
    @Override
    public byte[] canonicalText(JsonSlice header, JsonSlice message) {
        return SignedParts.join("", compact(header), "", compact(message), "");
    }

    private static JsonSlice compact(JsonSlice json) {
        return JsonSlice.of(Json.parse(json).toJson().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean recognises(String signature) {
        return FORM.matcher(signature).matches();
    }

    @Override
    public SignatureCheck verify(TrustedSender sender, MessageSlices received, Instant now) {
        try {
            byte[] signature = StrictBase64.decode(received.signature().orElseThrow())
                    .orElseThrow(() -> new Refused(SignatureFailure.MALFORMED));
            JsonSlice header = received.header().orElseThrow();
            JsonSlice message = received.message().orElseThrow();
            byte[] content = canonicalText(header, message);
            for (VerificationKey key : sender.keys()) {
                if (supports(key.algorithm()) && key.verifies(content, signature)) {
                    return MessageAge.check(sender, key, header, message, now);
                }
            }
            throw new Refused(SignatureFailure.WRONG_SIGNATURE);
        } catch (Refused e) {
            return new SignatureCheck.Failed(e.reason());
        } catch (MalformedMessageException e) {
            return new SignatureCheck.Failed(SignatureFailure.UNREADABLE_CONTENT);
        }
    }

    @Override
    public String toString() {
        return "SignatureScheme[" + name() + "]";
    }
}
