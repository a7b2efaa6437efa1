package io.github.dcisdk.client;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.RawAnswer;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.message.MsgCallbackHeader;
import java.util.List;
import java.util.stream.Stream;

/**
 * A peer's answer to one message, proven to be the peer's unless the client was built to take unsigned answers. {@link
 * #toString()} shows identifiers and sizes only.
 *
 * @param <A> the class of its message
 * @param header the header, as far as the signature covers it
 * @param message the message
 * @param context the identifiers of the exchange
 * @param findings where the answer deviates from the standard
 * @param rawAnswer what came over the wire, for diagnosis; its body may hold personal data and members that the signature
 *     does not cover
 */
public record Answer<A extends DciObject>(
        MsgCallbackHeader header, A message, CallContext context, List<Finding> findings, RawAnswer rawAnswer) {
    /**
     * Creates an answer.
     *
     * @param header the header
     * @param message the message
     * @param context the identifiers of the exchange
     * @param findings the deviations; copied
     * @param rawAnswer what came over the wire
     */
    public Answer {
        findings = List.copyOf(findings);
    }

    /** The answer with findings that were made since it was read. */
    Answer<A> with(List<Finding> more) {
        return new Answer<>(
                header,
                message,
                context,
                Stream.concat(findings.stream(), more.stream()).toList(),
                rawAnswer);
    }

    @Override
    public String toString() {
        return "Answer[" + context + ", " + findings.size() + " findings, " + rawAnswer + "]";
    }
}
