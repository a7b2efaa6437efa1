package io.github.dcisdk.security;

import java.util.List;

/** The forms of signature that the SDK knows. */
public final class SignatureSchemes {
    /**
     * The standard's own hint made exact: a string of parameters with {@code kidId="sender_id|key|ed25519"}, {@code
     * created} and {@code expires}, and an Ed25519 signature over a digest of header and message. Signatures live 300 s.
     * An identity and its key ids hold only ASCII letters, digits, {@code .}, {@code _} and {@code -}. Covers the whole
     * message and the header members that the standard defines, no others. {@code docs/signing.md} describes it.
     */
    public static final SignatureScheme DEFAULT = new HttpSignatureScheme();

    /** All of them, to be found by {@link SignatureScheme#name()}. */
    public static final List<SignatureScheme> ALL = List.of(DEFAULT);

    private SignatureSchemes() {}
}
