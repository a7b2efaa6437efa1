package io.github.dcisdk.security;

import java.util.List;

/**
 * The forms of signature that the SDK knows. {@code docs/signing.md} describes each to the letter. Which one a peer uses is
 * said when the peer is set up, and when it is trusted.
 */
public final class SignatureSchemes {
    /**
     * The standard's own hint made exact: a string of parameters with {@code kidId="sender_id|key|ed25519"}, {@code
     * created} and {@code expires}, and an Ed25519 signature over a digest of header and message. Signatures live 300 s.
     * An identity and its key ids hold only ASCII letters, digits, {@code .}, {@code _} and {@code -}. Covers the whole
     * message and the header members that the standard defines, no others. OpenSPP 2 signs so.
     */
    public static final SignatureScheme DEFAULT = new HttpSignatureScheme();

    /**
     * A compact JWS (RFC 7515) whose payload is the JSON text of header and message; its header holds {@code alg} and
     * {@code kid}. An identity is the {@code https} address under which {@code /.well-known/jwks.json} holds its keys.
     * Covers the whole envelope; what the application sees is bound from the payload. Lives 300 s from {@code message_ts}
     * on. OpenCRVS signs so, with RSA keys known by their {@linkplain VerificationKey#thumbprint() thumbprint}.
     */
    public static final SignatureScheme JWS_COMPACT = new JwsCompactScheme();

    /**
     * A JWS (RFC 7515) without its payload (appendix F), which is the JSON text of header and message with sorted members.
     * Covers header and message; numbers only as far as a {@code double} tells them apart. Lives 300 s from {@code
     * message_ts} on. OpenG2P signs so, with keys known by the {@linkplain
     * VerificationKey#certificate(java.security.cert.X509Certificate) digest of their certificate}.
     */
    public static final SignatureScheme JWS_DETACHED = new JwsDetachedScheme();

    /**
     * The legacy form of G2P-Connect of 2024: an RSA signature over the text of the header followed by that of the message,
     * in Base64, without the id of a key. Only for peers that know no other form. Covers header and message. Lives 300 s
     * from {@code message_ts} on.
     */
    public static final SignatureScheme G2P_CONNECT = new G2pConnectScheme();

    /** All of them, to be found by {@link SignatureScheme#name()}. */
    public static final List<SignatureScheme> ALL = List.of(DEFAULT, JWS_COMPACT, JWS_DETACHED, G2P_CONNECT);

    private SignatureSchemes() {}
}
