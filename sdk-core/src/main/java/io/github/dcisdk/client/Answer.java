package io.github.dcisdk.client;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.message.MsgCallbackHeader;
import java.util.List;

/**
 * A peer's answer to one message, proven to be the peer's unless the client was built to take unsigned answers. {@link
 * #toString()} shows identifiers only.
 *
 * @param <A> the class of its message
 * @param header the header, as far as the signature covers it
 * @param message the message
 * @param context the identifiers of the exchange
 * @param findings where the answer deviates from the standard
 * @param body the body as received; may hold personal data
 */
public record Answer<A extends DciObject>(
        MsgCallbackHeader header, A message, CallContext context, List<Finding> findings, JsonSlice body) {
    /**
     * Creates an answer.
     *
     * @param header the header
     * @param message the message
     * @param context the identifiers of the exchange
     * @param findings the deviations; copied
     * @param body the body as received
     */
    public Answer {
        findings = List.copyOf(findings);
    }

    Answer<A> withFindings(List<Finding> more) {
        return new Answer<>(header, message, context, more, body);
    }

    @Override
    public String toString() {
        return "Answer[" + context + ", " + findings.size() + " findings, " + body.length() + " bytes]";
    }
}
