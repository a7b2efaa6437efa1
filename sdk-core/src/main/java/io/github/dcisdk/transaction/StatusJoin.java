package io.github.dcisdk.transaction;

import io.github.dcisdk.json.Code;
import io.github.dcisdk.message.MsgCallbackHeader;
import io.github.dcisdk.message.RequestStatus;
import java.util.Optional;

/** What an answer about the status of another transaction changes: the question is answered. */
public final class StatusJoin {
    private StatusJoin() {}

    /**
     * Joins an answer.
     *
     * @param asked the question
     * @param header the header of the answer
     * @return the question, answered
     */
    public static Transaction join(Transaction asked, MsgCallbackHeader header) {
        boolean rejected = header.status().equals(Optional.of(RequestStatus.RJCT));
        return asked.settled(
                rejected
                        ? new Ending(
                                Ending.Kind.REJECTED,
                                header.statusReasonCode().map(Code::code).orElse(null),
                                0)
                        : Ending.COMPLETE);
    }
}
