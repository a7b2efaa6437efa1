package io.github.dcisdk.client;

import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.JsonValue.JsonNull;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.TxnAttribute;
import io.github.dcisdk.message.TxnAttributeType;
import io.github.dcisdk.message.TxnStatus;
import io.github.dcisdk.message.TxnStatusRequest;
import io.github.dcisdk.message.TxnStatusRequestItem;
import io.github.dcisdk.message.TxnStatusResponse;
import io.github.dcisdk.message.TxnStatusResponseItem;
import io.github.dcisdk.message.TxnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Asks for the status of transactions. Immutable, thread-safe. */
final class TxnStatusCall {
    private static final String ITEM = "/message/txnstatus_response";

    private final DciClient peer;

    TxnStatusCall(DciClient peer) {
        this.peer = peer;
    }

    TxnStatusAnswer ask(TxnType txnType, TxnAttribute transaction) {
        return read(peer.call(Operation.SYNC_TXN_STATUS, request(txnType, transaction)), txnType, transaction);
    }

    static TxnStatusRequest request(TxnType txnType, TxnAttribute transaction) {
        TxnStatusRequestItem item = TxnStatusRequestItem.builder(
                        UUID.randomUUID().toString(), txnType, transaction.type(), transaction.toJson())
                .build();
        return TxnStatusRequest.builder(UUID.randomUUID().toString(), item).build();
    }

    TxnStatusAnswer read(Answer<TxnStatusResponse> answer, TxnType txnType, TxnAttribute transaction) {
        TxnStatusResponseItem answered = answer.message()
                .txnstatusResponse()
                .filter(it -> it.txnStatus()
                        .filter(status -> !(status instanceof JsonNull))
                        .isPresent())
                .orElseThrow(() -> noStatus(answer));
        List<Finding> findings = new ArrayList<>();
        TxnType answeredType = answered.txnType().orElse(txnType);
        TxnStatus status =
                TxnStatus.of(answeredType, answered.txnStatus().orElseThrow(), ITEM + "/txn_status", findings::add);
        if (!answeredType.equals(txnType)) {
            findings.add(new Finding(ITEM + "/txn_type", Rule.TXN_TYPE));
        }
        if (isOfAnother(status, transaction)) {
            findings.add(new Finding(ITEM + "/txn_status/transaction_id", Rule.TRANSACTION_ID));
        }
        peer.handOver(findings, answer);
        return new TxnStatusAnswer(status, answer.with(findings));
    }

    private static MalformedMessageException noStatus(Answer<?> answer) {
        MalformedMessageException error = new MalformedMessageException(
                ErrorCode.NOT_UNDERSTOOD,
                Rule.REQUIRED_MEMBER.id(),
                ITEM + "/txn_status",
                "the answer has no status",
                answer.context(),
                null);
        error.initRawAnswer(answer.rawAnswer());
        return error;
    }

    /** Whether the status names a transaction, and not the one that was asked about. */
    private static boolean isOfAnother(TxnStatus status, TxnAttribute asked) {
        return asked.type().equals(TxnAttributeType.TRANSACTION_ID)
                && transactionId(status)
                        .filter(id -> !asked.values().contains(id))
                        .isPresent();
    }

    private static Optional<String> transactionId(TxnStatus status) {
        if (status instanceof TxnStatus.SearchStatus search) {
            return search.response().transactionId();
        } else if (status instanceof TxnStatus.SubscribeStatus subscribe) {
            return subscribe.response().transactionId();
        } else if (status instanceof TxnStatus.UnSubscribeStatus unsubscribe) {
            return unsubscribe.response().transactionId();
        }
        return Optional.empty();
    }
}
