package io.github.dcisdk.inbound;

/**
 * The stages through which every inbound message goes, in this order. The size limit is kept by the server adapter before
 * the first. An application can add a step of its own after any of them; each stage says what is true from then on.
 */
public enum Stage {
    /** Path, method and content type fit an operation. Nothing of the body has been looked at. */
    ROUTE,
    /** The caller is admitted by its {@code Authorization} header, or by the certificate that it showed over TLS. */
    AUTHENTICATE,
    /** Signature, header and message are found in the bytes. Nothing is bound; nothing is trusted. */
    SLICE,
    /** The header is bound, and names a sender. Its content is still only a claim. */
    HEADER,
    /**
     * The signature proves the sender; header and message are what it covers. Where messages are acknowledged, it may be
     * too old until {@link #RECOGNISE}: what was acknowledged once is known again however late it comes.
     */
    VERIFY,
    /** The message is in clear. */
    DECRYPT,
    /**
     * The delivery is not one that was acknowledged before, and its signature is in time. A repetition has got its answer
     * and goes no further: no later step sees it.
     */
    RECOGNISE,
    /** The sender may do this, and the message is bound and complete. Deviations are in the findings. */
    VALIDATE,
    /** The application has answered, or the message is stored and acknowledged. */
    DISPATCH
}
