package io.github.dcisdk.registry;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.registry.PeerTransaction.Phase;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.InboxEntry;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StoreConflictException;
import io.github.dcisdk.store.StoreException;
import io.github.dcisdk.store.StoreTransaction;
import io.github.dcisdk.work.TaskHandler;
import io.github.dcisdk.work.TaskResult;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on the requests of one operation that are stored and acknowledged. Work that fails is repeated; when all attempts
 * failed, the requester is told so, and the request is parked for an operator. Thread-safe.
 *
 * @param <Q> the request
 * @param <A> the answer
 */
final class RequestQueue<Q extends DciObject, A extends DciObject> implements TaskHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryEndpoint.class);
    private static final Duration STORE_PAUSE = Duration.ofSeconds(5);

    private final Dci dci;
    private final Queues queues;
    private final RequestWork<Q, A> work;
    private final @Nullable PeerTransactions transactions;
    private final int attempts;

    /**
     * Creates the queue.
     *
     * @param transactions where transactions are written down; null for requests that ask about others
     * @param attempts how often the work is tried
     */
    RequestQueue(
            Dci dci, Queues queues, RequestWork<Q, A> work, @Nullable PeerTransactions transactions, int attempts) {
        this.dci = dci;
        this.queues = queues;
        this.work = work;
        this.transactions = transactions;
        this.attempts = attempts;
    }

    /** A store that fails uses no attempt up, because without it the requester could not even be told. */
    @Override
    public TaskResult handle(ClaimedTask task, StoreTransaction transaction) {
        try {
            return work(task, transaction);
        } catch (StoreConflictException e) {
            throw e;
        } catch (StoreException e) {
            LOG.warn(
                    "the store failed, which is tried again: {} [{}]",
                    e.getClass().getName(),
                    task);
            return TaskResult.postponed(dci.clock().instant().plus(STORE_PAUSE));
        }
    }

    private TaskResult work(ClaimedTask task, StoreTransaction transaction) {
        Optional<InboxEntry> entry = task.message();
        if (entry.isEmpty()) {
            return TaskResult.givenUp("the request is not stored any more");
        }
        PeerRequest<Q> request = PeerRequest.of(work.operation(), entry.get().message());
        if (!mayAsk(request)) {
            return TaskResult.givenUp("the sender may not ask this any more");
        }
        return transactions == null
                ? work(task, transaction, request, null)
                : workOnce(task, transaction, request, transactions.begin(request, work.pending(request)));
    }

    private boolean mayAsk(PeerRequest<Q> request) {
        return dci.trustStore()
                .sender(request.senderId())
                .filter((TrustedSender sender) -> sender.allows(request.action(), queues.regType()))
                .isPresent();
    }

    private TaskResult workOnce(
            ClaimedTask task, StoreTransaction transaction, PeerRequest<Q> request, StateRecord begun) {
        PeerTransaction known = PeerTransaction.of(begun.content());
        if (!known.isFor(request)) {
            // Only of two that came at the same time; an answer would be taken for one to the other.
            return TaskResult.givenUp("the transaction_id was used for another request");
        } else if (known.phase() == Phase.ANSWERED) {
            LOG.debug("asked again under another message_id: {}", task);
            return TaskResult.done();
        } else if (known.phase() == Phase.FAILED && task.attempt() >= attempts) {
            return TaskResult.givenUp("all attempts failed");
        }
        return work(task, transaction, request.withCorrelationId(begun.group()), begun);
    }

    private TaskResult work(
            ClaimedTask task, StoreTransaction transaction, PeerRequest<Q> request, @Nullable StateRecord begun) {
        String reason = "the work was interrupted each time";
        if (task.attempt() <= attempts) {
            try {
                answer(transaction, request, begun, Phase.ANSWERED);
                return TaskResult.done();
            } catch (StoreException e) {
                throw e;
            } catch (Throwable e) {
                if (task.attempt() < attempts) {
                    throw Faults.unchecked(e);
                }
                reason = e.getClass().getName();
            }
        }
        // What the failed attempt wrote is given up with the task, so the answer needs a transaction of its own.
        try (StoreTransaction own = dci.store().begin()) {
            answer(own, request, begun, Phase.FAILED);
            own.commit();
        }
        LOG.error("all attempts failed, and the requester is told so: {}", task);
        return TaskResult.givenUp(reason);
    }

    private void answer(
            StoreTransaction transaction, PeerRequest<Q> request, @Nullable StateRecord begun, Phase phase) {
        AnswerOutbox<A> outbox = new AnswerOutbox<>(
                dci,
                transaction,
                request,
                work.operation().answer(),
                queues.deliveries(),
                begun == null ? "" : begun.key().id());
        A answer = phase == Phase.FAILED ? work.answerAtLast(request, outbox) : work.answer(request, outbox);
        if (transactions != null && begun != null) {
            transactions.end(transaction, begun, request, phase, answer);
        }
    }

    @Override
    public String toString() {
        return "RequestQueue[" + work.operation() + "]";
    }
}
