package io.github.dcisdk.registry;

import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.TxnStatusRequest;
import io.github.dcisdk.message.TxnStatusResponse;
import java.util.List;

/** Questions for the status of transactions that are answered later themselves. Thread-safe. */
final class TxnStatusRequests implements RequestWork<TxnStatusRequest, TxnStatusResponse> {
    private final TxnStatusService service;
    private final AnswerAudit audit;

    TxnStatusRequests(TxnStatusService service, AnswerAudit audit) {
        this.service = service;
        this.audit = audit;
    }

    @Override
    public Operation<TxnStatusRequest, TxnStatusResponse> operation() {
        return Operation.TXN_STATUS;
    }

    @Override
    public TxnStatusResponse pending(PeerRequest<TxnStatusRequest> request) {
        throw new IllegalStateException("nobody asks for the status of a question for a status");
    }

    @Override
    public TxnStatusResponse answer(PeerRequest<TxnStatusRequest> request, AnswerOutbox<TxnStatusResponse> answers) {
        TxnStatusService.Asker asker = new TxnStatusService.Asker(request.senderId(), request.encrypted());
        try {
            TxnStatusService.Status status = service.status(request.message(), asker, request.correlationId());
            audit.record(request, List.of(status.account()));
            answers.add(status.answer());
            return status.answer();
        } catch (RejectedException e) {
            TxnStatusResponse empty =
                    operation().emptyAnswer(request.message(), request.correlationId(), answers.now());
            answers.reject(empty, e);
            return empty;
        }
    }
}
