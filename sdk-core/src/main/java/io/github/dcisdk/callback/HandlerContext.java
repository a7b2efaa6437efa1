package io.github.dcisdk.callback;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonArray;
import io.github.dcisdk.security.Sha256;
import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.StoreTransaction;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** What surrounds one run of a handler. Belongs to the thread of that run. */
public final class HandlerContext {
    private final String idempotencyKey;
    private final int attempt;
    private final CallContext context;
    private final StoreTransaction transaction;

    private HandlerContext(String idempotencyKey, int attempt, CallContext context, StoreTransaction transaction) {
        this.idempotencyKey = idempotencyKey;
        this.attempt = attempt;
        this.context = context;
        this.transaction = transaction;
    }

    /** A context whose key is made of what the handler works on, whatever message brought it. */
    static HandlerContext of(
            String handler, List<String> identity, ClaimedTask task, CallContext context, StoreTransaction to) {
        List<JsonValue> parts = new ArrayList<>();
        parts.add(JsonValue.of(handler));
        identity.forEach(part -> parts.add(JsonValue.of(part)));
        String key =
                Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.digest(new JsonArray(parts).toJson()));
        return new HandlerContext(key, task.attempt(), context, to);
    }

    /**
     * What tells this piece of work from all others: the same whenever it is done again, however often it is delivered, under
     * whatever {@code message_id}, and after restarts; another one for another handler and for other data. Effects outside
     * the store's database are done once if the other system is given this key.
     *
     * @return 43 letters, digits, {@code -} and {@code _}
     */
    public String idempotencyKey() {
        return idempotencyKey;
    }

    /**
     * How often this was tried.
     *
     * @return 1 for the first time
     */
    public int attempt() {
        return attempt;
    }

    /**
     * The identifiers, for logs.
     *
     * @return peer, transaction and message
     */
    public CallContext ids() {
        return context;
    }

    /**
     * What the store works with, to write in the transaction in which this piece of work ends: what is written through it
     * happens exactly once. A {@code java.sql.Connection} for stores in databases; it is not to be committed or closed.
     *
     * @param <T> the type
     * @param type the type
     * @return the object; empty if the store has none of that type
     */
    public <T> Optional<T> unwrap(Class<T> type) {
        return transaction.unwrap(type);
    }

    @Override
    public String toString() {
        return "HandlerContext[" + context + ", attempt " + attempt + "]";
    }
}
