package io.github.dcisdk.transaction;

import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonArray;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.NewTask;
import io.github.dcisdk.store.StateQuery;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StateType;
import io.github.dcisdk.store.StoreTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes what changed of a transaction, with everything that follows from it, into one store transaction: parts go to the
 * handler or are kept for the future, and whoever waits is told of the end. Immutable, thread-safe.
 */
public final class TransactionWriter {
    /** The queue of tasks that look after transactions. */
    public static final String DEADLINE_QUEUE = "deadline";

    /** The member that says what a task of {@link #DEADLINE_QUEUE} looks for. */
    public static final String WATCH = "watch";

    private static final String HANDLER_QUEUE = "answer:";
    private static final String ENDED = "ended";
    private static final int BATCH = 100;

    private final DciStore store;

    /** What a task of {@link #DEADLINE_QUEUE} looks for. The names stand in databases and stay as they are. */
    public enum Watch {
        /** Whether the answer came before the deadline. */
        DEADLINE,
        /** What the peer says of the status. */
        STATUS,
        /** Whether nothing came for a while after something final. */
        SILENCE,
        /** Whether contents are still kept, which nobody took. */
        CONTENT
    }

    /**
     * A writer.
     *
     * @param store the store
     */
    public TransactionWriter(DciStore store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    /**
     * The queue of a handler.
     *
     * @param handler its name
     * @return the name under which its tasks are stored
     */
    public static String handlerQueue(String handler) {
        return HANDLER_QUEUE + handler;
    }

    /**
     * A task that looks after a transaction.
     *
     * @param transaction the transaction
     * @param watch what it looks for
     * @param round how often that was looked for before
     * @param dueAt when it looks
     * @return the task
     */
    public static NewTask watch(Transaction transaction, Watch watch, int round, Instant dueAt) {
        return NewTask.of(DEADLINE_QUEUE, transaction.peerId(), transaction.transactionId(), dueAt)
                .withContent(StoredJson.versioned()
                        .with(WATCH, watch.name())
                        .with("round", round)
                        .toJson());
    }

    /**
     * Writes a change.
     *
     * @param to where to
     * @param read the state as it was read
     * @param before the transaction as it was
     * @param after the transaction as it is now, without the parts
     * @param parts the parts of the answer that are new
     * @param now the time
     */
    public void write(
            StoreTransaction to,
            StateRecord read,
            Transaction before,
            Transaction after,
            List<AnswerPart> parts,
            Instant now) {
        Transaction counted = after.handler().isPresent() ? after : after.withParts(parts.size());
        if (after.handler().isPresent()) {
            parts.forEach(part -> to.add(handlerTask(after, part.toJson(), now)));
        } else {
            for (int i = 0; i < parts.size(); i++) {
                to.put(StateRecord.create(
                        AnswerPart.key(before, before.parts() + i),
                        before.transactionId(),
                        now.plus(DciStore.CONTENT_RETENTION),
                        parts.get(i).toJson()));
            }
        }
        to.put(counted.toState(read, now));
        if (after.hasEndedSince(before)) {
            tellEnd(to, after, now);
        }
    }

    /** A request about a subscription that led to no answer. What an answer says is for whoever read it. */
    private void endSubscription(StoreTransaction to, Transaction ended, Instant now) {
        Optional<Ending> unanswered = ended.items().values().stream()
                .flatMap(item -> item.ending().stream())
                .filter(ending -> !ending.isSettled() && ending.kind() != Ending.Kind.TIMED_OUT)
                .findFirst();
        if (unanswered.isEmpty() || ended.subject().isEmpty()) {
            return;
        }
        store.state(StoredSubscription.key(ended.peerId(), ended.subject().get()))
                .ifPresent(read -> {
                    StoredSubscription before = StoredSubscription.of(read);
                    StoredSubscription after = new SubscriptionJoin(ended, before).afterEnd(ended, unanswered.get());
                    if (after != null && !after.equals(before)) {
                        to.put(after.toState(read, now));
                    }
                });
    }

    private void tellEnd(StoreTransaction to, Transaction ended, Instant now) {
        endSubscription(to, ended, now);
        ended.handler().ifPresent(name -> to.add(handlerTask(ended, endContent(ended), now)));
        ended.waiter().ifPresent(program -> {
            StateRecord note = StateRecord.create(
                    AnswerPart.endKey(ended),
                    AnswerPart.endGroup(program),
                    now.plus(DciStore.CONTENT_RETENTION),
                    StoredJson.versioned().toJson());
            Optional<StateRecord> earlier = store.state(note.key());
            to.put(earlier.map(it -> it.with(true, note.expiresAt())).orElse(note));
        });
    }

    /** One lane, so that the end comes after all pages. */
    private static NewTask handlerTask(Transaction transaction, JsonSlice content, Instant now) {
        String queue = handlerQueue(transaction.handler().orElseThrow());
        return NewTask.of(queue, transaction.peerId(), transaction.transactionId(), now)
                .inLane(transaction.peerId() + " " + transaction.transactionId())
                .withContent(content);
    }

    private static JsonSlice endContent(Transaction ended) {
        List<JsonValue> items = new ArrayList<>();
        ended.withoutCriteria()
                .items()
                .values()
                .forEach(item -> items.add(item.toJson().toObject()));
        return StoredJson.versioned().with(ENDED, new JsonArray(items)).toJson();
    }

    /**
     * Reads what a handler is told at the end.
     *
     * @param content the content of a task of a {@link #handlerQueue}
     * @return the items, each with its end; empty if the task is a part of the answer
     */
    public static List<TransactionItem> readEnd(JsonSlice content) {
        return StoredJson.read(content).list(ENDED).stream()
                .map(item -> TransactionItem.of(StoredJson.of(item.asObject().orElseThrow())))
                .toList();
    }

    /**
     * The parts of an answer that are kept for a future.
     *
     * @param transaction the transaction
     * @return the parts in the order in which they came
     */
    public List<AnswerPart> parts(Transaction transaction) {
        return states(transaction).stream()
                .map(state -> AnswerPart.of(state.content()))
                .toList();
    }

    private List<StateRecord> states(Transaction transaction) {
        StateQuery query = StateQuery.of(StateType.ANSWER)
                .ofPeer(transaction.peerId())
                .ofGroup(transaction.transactionId())
                .limit(BATCH);
        List<StateRecord> all = new ArrayList<>();
        List<StateRecord> some = store.states(query);
        while (!some.isEmpty()) {
            all.addAll(some);
            some = some.size() < BATCH ? List.of() : store.states(query.after(some.get(some.size() - 1)));
        }
        return all;
    }

    /**
     * Forgets what was asked for, and the parts of the answer that are kept for a future: personal data. Identifiers and
     * counts stay.
     *
     * @param to where to
     * @param read the state as it was read
     * @param transaction the transaction as it was read
     * @param now the time
     */
    public void forget(StoreTransaction to, StateRecord read, Transaction transaction, Instant now) {
        states(transaction).forEach(part -> to.delete(part.key()));
        to.delete(AnswerPart.endKey(transaction));
        Transaction forgotten = transaction.withoutCriteria().withParts(-transaction.parts());
        to.put(forgotten.toState(read, now));
    }
}
