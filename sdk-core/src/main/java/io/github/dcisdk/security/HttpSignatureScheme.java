package io.github.dcisdk.security;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.MessageSlices;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The default scheme, after the drafts that preceded RFC 9421. See {@link SignatureSchemes#DEFAULT}. */
final class HttpSignatureScheme implements SignatureScheme {
    private static final Map<SignatureAlgorithm, String> ALGORITHMS = Map.of(SignatureAlgorithm.ED25519, "ed25519");
    private static final String COVERAGE = "(created) (expires) digest";
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9._-]{1,255}");
    private static final Pattern KID_SEPARATOR = Pattern.compile("\\|");
    private static final long LIFETIME_SECONDS = MessageAge.LIFETIME.toSeconds();
    private static final long MAX_LIFETIME_SECONDS = 3_600;
    private static final long CLOCK_SKEW_SECONDS = MessageAge.CLOCK_SKEW.toSeconds();

    @Override
    public String name() {
        return "http-signature";
    }

    @Override
    public boolean supports(SignatureAlgorithm algorithm) {
        return ALGORITHMS.containsKey(algorithm);
    }

    @Override
    public void requireUsable(String senderId, SigningKey key) {
        requireIdentifier("sender_id", senderId);
        requireIdentifier("key id", key.keyId());
        if (!supports(key.algorithm())) {
            throw new IllegalArgumentException("the scheme " + name() + " signs with Ed25519 keys only, and the key "
                    + key.keyId() + " is of " + key.algorithm());
        }
    }

    private void requireIdentifier(String what, String identifier) {
        if (!IDENTIFIER.matcher(identifier).matches()) {
            throw new IllegalArgumentException("the " + what + " '" + LogText.safe(identifier)
                    + "' cannot sign with the scheme " + name()
                    + ": it may hold only letters, digits, '.', '_' and '-', and 255 of them at most");
        }
    }

    @Override
    public String sign(String senderId, SigningKey key, JsonSlice header, JsonSlice message, Instant now) {
        requireUsable(senderId, key);
        SignedHeader signed = new SignedHeader(header);
        if (!signed.senderId().equals(Optional.of(senderId))) {
            throw SignedParts.notOurs(senderId);
        }
        long created = now.getEpochSecond();
        long expires = created + LIFETIME_SECONDS;
        String algorithm = ALGORITHMS.get(key.algorithm());
        byte[] text = canonicalText(signed.filled(), CanonicalJson.write(message));
        byte[] signature = key.sign(signingInput(created, expires, text));
        return "namespace=\"dci\", kidId=\"" + senderId + "|" + key.keyId() + "|" + algorithm + "\", algorithm=\""
                + algorithm + "\", created=\"" + created + "\", expires=\"" + expires + "\", headers=\"" + COVERAGE
                + "\", signature=\"" + Base64.getEncoder().encodeToString(signature) + "\"";
    }

    @Override
    public byte[] canonicalText(JsonSlice header, JsonSlice message) {
        return canonicalText(new SignedHeader(header).filled(), CanonicalJson.write(message));
    }

    private static byte[] canonicalText(String header, byte[] message) {
        return SignedParts.join(
                "{\"header\":", JsonSlice.of(ascii(header)), ",\"message\":", JsonSlice.of(message), "}");
    }

    @Override
    public boolean recognises(String signature) {
        return SignatureParameters.isForm(signature);
    }

    @Override
    public SignatureCheck verify(TrustedSender sender, MessageSlices received, Instant now) {
        try {
            return verify(
                    sender,
                    SignatureParameters.parse(received.signature().orElseThrow()),
                    received.header().orElseThrow(),
                    received.message().orElseThrow(),
                    now.getEpochSecond());
        } catch (Refused e) {
            return new SignatureCheck.Failed(e.reason());
        } catch (MalformedMessageException e) {
            return new SignatureCheck.Failed(SignatureFailure.UNREADABLE_CONTENT);
        }
    }

    private static SignatureCheck verify(
            TrustedSender sender, SignatureParameters parameters, JsonSlice header, JsonSlice message, long now)
            throws Refused {
        if (!parameters.text("headers").equals(COVERAGE)) {
            throw new Refused(SignatureFailure.UNKNOWN_COVERAGE);
        }
        VerificationKey key = key(sender, parameters);
        byte[] signature = signature(parameters, key);
        long created = parameters.seconds("created");
        long expires = parameters.seconds("expires");
        if (expires <= created || expires - created > MAX_LIFETIME_SECONDS) {
            throw new Refused(SignatureFailure.LIFETIME);
        } else if (created > now + CLOCK_SKEW_SECONDS) {
            throw new Refused(SignatureFailure.NOT_YET_VALID);
        }
        SignedHeader signed = new SignedHeader(header);
        byte[] canonicalMessage = CanonicalJson.write(message);
        for (String form : signed.forms()) {
            if (key.verifies(signingInput(created, expires, canonicalText(form, canonicalMessage)), signature)) {
                VerifiedContent content = new VerifiedContent(
                        sender.senderId(), key, signed.covered(), message, Instant.ofEpochSecond(expires));
                return now > expires + CLOCK_SKEW_SECONDS
                        ? new SignatureCheck.Expired(content)
                        : new SignatureCheck.Verified(content);
            }
        }
        throw new Refused(SignatureFailure.WRONG_SIGNATURE);
    }

    /** The sender's key of that id; the sender, and the algorithm in both places, must be the key's own. */
    private static VerificationKey key(TrustedSender sender, SignatureParameters parameters) throws Refused {
        String[] kid = KID_SEPARATOR.split(parameters.text("kidId"), -1);
        if (kid.length != 3) {
            throw new Refused(SignatureFailure.MALFORMED);
        } else if (!kid[0].equals(sender.senderId())) {
            throw new Refused(SignatureFailure.WRONG_SENDER);
        }
        VerificationKey key = sender.key(kid[1]).orElseThrow(() -> new Refused(SignatureFailure.UNKNOWN_KEY));
        String algorithm = ALGORITHMS.get(key.algorithm());
        if (!kid[2].equals(algorithm) || !parameters.text("algorithm").equals(algorithm)) {
            throw new Refused(SignatureFailure.WRONG_ALGORITHM);
        }
        return key;
    }

    private static byte[] signature(SignatureParameters parameters, VerificationKey key) throws Refused {
        // A wrong length is found here, before anything is hashed.
        return StrictBase64.decode(parameters.text("signature"))
                .filter(signature -> key.algorithm().isPossible(signature, key.publicKey()))
                .orElseThrow(() -> new Refused(SignatureFailure.MALFORMED));
    }

    private static byte[] signingInput(long created, long expires, byte[] text) {
        return ascii("(created): " + created + "\n(expires): " + expires + "\ndigest: " + Sha256.base64(text));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "SignatureScheme[" + name() + "]";
    }
}
