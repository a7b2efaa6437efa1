package io.github.dcisdk.client;

import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.SubscribeCriteria;
import io.github.dcisdk.transaction.StoredSubscription;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A subscription of ours at a registry, as it stood when this object was made; {@link #current()} looks again. Immutable,
 * thread-safe; {@link #toString()} shows identifiers only. Its events go to the handlers of callback endpoints.
 */
public final class Subscription {
    private final StoredSubscription stored;
    private final Subscriptions subscriptions;
    private final @Nullable PendingAnswer<Subscription> answer;

    Subscription(StoredSubscription stored, Subscriptions subscriptions, @Nullable PendingAnswer<Subscription> answer) {
        this.stored = stored;
        this.subscriptions = subscriptions;
        this.answer = answer;
    }

    /** How a subscription stands. */
    public enum Status {
        /** It was asked for, and the registry has not answered. */
        REQUESTED,
        /** The registry keeps it. */
        ACTIVE,
        /** The registry does not keep it. */
        REJECTED,
        /** It was cancelled. */
        ENDED
    }

    /**
     * Our name for it.
     *
     * @return the same as long as it exists, also when the registry gives it another code
     */
    public String id() {
        return stored.id();
    }

    /**
     * How it stood.
     *
     * @return the status
     */
    public Status status() {
        return Status.valueOf(stored.status().name());
    }

    /**
     * The registry's name for it.
     *
     * @return the code; empty while the registry gave none
     */
    public Optional<String> code() {
        return Optional.ofNullable(stored.code());
    }

    /**
     * Why the registry rejected it.
     *
     * @return the {@code rjct.*} code; empty unless it is {@link Status#REJECTED} with one
     */
    public Optional<String> reasonCode() {
        return Optional.ofNullable(stored.reason());
    }

    /**
     * What was subscribed to.
     *
     * @return the criteria as they were sent; empty once it ended
     */
    public Optional<SubscribeCriteria> criteria() {
        return stored.typedCriteria();
    }

    /**
     * Which records are of interest.
     *
     * @return the filter; empty once it ended
     */
    public Optional<Query> filter() {
        return criteria().flatMap(kept -> kept.filterType()
                .flatMap(type -> kept.filter().map(filter -> Query.of(type, filter))));
    }

    /**
     * Waits for the registry's answer to the request for the subscription.
     *
     * @return the subscription, {@link Status#ACTIVE}; at once if it is. Or the error that the registry rejected or refused it,
     *     or did not answer in time; an answer that comes later still counts
     */
    public CompletableFuture<Subscription> active() {
        if (status() == Status.ACTIVE) {
            return CompletableFuture.completedFuture(this);
        }
        return answer == null ? subscriptions.resume(stored) : answer;
    }

    /**
     * Asks the registry for the same again, for a registry whose subscriptions end by themselves. If it gives another code, the
     * old one is cancelled.
     *
     * @return the subscription after the answer, or an error as {@link #active()} has
     * @throws IllegalStateException if it ended
     * @throws NoSuchElementException if it is not stored any more
     * @throws io.github.dcisdk.store.StoreConflictException if something else happened to it at the same moment
     */
    public PendingAnswer<Subscription> renew() {
        return subscriptions.renew(stored);
    }

    /**
     * Asks the registry to end it.
     *
     * @return the subscription, {@link Status#ENDED}; or an error as {@link #active()} has
     * @throws IllegalStateException if the registry has given no code yet
     * @throws IllegalArgumentException if registries of this kind do not end subscriptions
     * @throws NoSuchElementException if it is not stored any more
     * @throws io.github.dcisdk.store.StoreConflictException if something else happened to it at the same moment
     */
    public PendingAnswer<Subscription> cancel() {
        return subscriptions.cancel(stored);
    }

    /**
     * Looks again.
     *
     * @return the subscription as it stands now
     * @throws NoSuchElementException if it is not stored any more
     */
    public Subscription current() {
        return subscriptions.current(stored);
    }

    @Override
    public String toString() {
        return "Subscription[" + stored + "]";
    }
}
