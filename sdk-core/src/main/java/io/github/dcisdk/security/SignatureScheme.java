package io.github.dcisdk.security;

import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.MessageSlices;
import java.time.Instant;

/**
 * One form of signature: which bytes are signed, and what stands in {@code signature}. The standard leaves this open, so
 * systems differ; which one a peer uses is part of its trust entry. Implementations are immutable and thread-safe.
 *
 * <p>A scheme may sign the parts of the envelope or carry a copy of them in the signature; it may name the key or not, and
 * have a lifetime or not. What it covers comes out as {@link VerifiedContent}.
 */
public interface SignatureScheme {
    /**
     * The name of the scheme, for logs and configuration.
     *
     * @return a short name in lower case
     */
    String name();

    /**
     * Whether keys of an algorithm can sign with this scheme.
     *
     * @param algorithm the algorithm
     * @return true if they can
     */
    boolean supports(SignatureAlgorithm algorithm);

    /**
     * Checks that an identity can sign with this scheme, when it is configured and not when the first message is sent.
     *
     * @param senderId our {@code sender_id}
     * @param key our key
     * @throws IllegalArgumentException if it cannot; the message says why
     */
    void requireUsable(String senderId, SigningKey key);

    /**
     * Signs.
     *
     * @param senderId our {@code sender_id}
     * @param key our key
     * @param header the header exactly as it is sent
     * @param message the message exactly as it is sent
     * @param now the time of signing
     * @return the value for {@code signature}
     * @throws IllegalArgumentException if the identity cannot sign with this scheme, or is not the header's
     *     {@code sender_id}
     * @throws io.github.dcisdk.error.MalformedMessageException if header or message cannot be signed
     */
    String sign(String senderId, SigningKey key, JsonSlice header, JsonSlice message, Instant now);

    /**
     * The text that stands for header and message when they are signed: in this scheme's spelling, order and defaults. For
     * comparing with a peer when the two sides do not agree on a signature; it holds what the message holds, personal data
     * included.
     *
     * @param header the header
     * @param message the message
     * @return the bytes of the text
     * @throws io.github.dcisdk.error.MalformedMessageException if header or message cannot be signed
     */
    byte[] canonicalText(JsonSlice header, JsonSlice message);

    /**
     * Whether a signature has the form of this scheme. Says nothing about its being right.
     *
     * @param signature the value of {@code signature}, of any length
     * @return true if this scheme is the one to verify it
     */
    boolean recognises(String signature);

    /**
     * Verifies a signature. Never throws because of what was received.
     *
     * @param sender the trust entry of the sender that must have signed; it has keys
     * @param received the message as received: with a signature that the scheme recognises, a header and a message, and
     *     without ambiguities
     * @param now the time of receipt
     * @return what it proves
     */
    SignatureCheck verify(TrustedSender sender, MessageSlices received, Instant now);
}
