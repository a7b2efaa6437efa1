package io.github.dcisdk.inbound;

/** Answers requests, independent of any server. Implementations are thread-safe and do not throw. */
public interface InboundHandler {
    /**
     * Answers a request whose body arrived whole and within {@link #maxBodyBytes()}.
     *
     * @param request the request
     * @return the answer
     */
    InboundResponse handle(InboundRequest request);

    /**
     * Answers a request that the server itself has to turn away, for example because its body is too large.
     *
     * @param refusal why
     * @return the answer
     */
    InboundResponse refuse(Refusal refusal);

    /**
     * How large a body may be. The server reads no more than that, neither as it is sent nor after inflation.
     *
     * @return bytes
     */
    int maxBodyBytes();
}
