package io.github.dcisdk.transaction;

import io.github.dcisdk.json.Code;
import io.github.dcisdk.message.MsgCallbackHeader;
import io.github.dcisdk.message.RequestStatus;
import io.github.dcisdk.message.SubscribeResponse;
import io.github.dcisdk.message.SubscribeResponseItem;
import io.github.dcisdk.message.SubscribeStatusReasonCode;
import io.github.dcisdk.message.UnSubscribeResponse;
import io.github.dcisdk.message.UnSubscribeStatusReasonCode;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the answers to a request for a subscription, or for its end, change: the request and the subscription. A registry that
 * already keeps the subscription, or keeps it no longer, has done what was asked. Immutable.
 *
 * @param transaction the request
 * @param subscription the subscription; null if it is not stored any more
 */
public record SubscriptionJoin(
        Transaction transaction, @Nullable StoredSubscription subscription) {
    /**
     * Checks that the request is there.
     *
     * @param transaction the request
     * @param subscription the subscription
     */
    public SubscriptionJoin {
        Objects.requireNonNull(transaction, "transaction");
    }

    /**
     * Applies the header of an answer: a rejection of all that was asked.
     *
     * @param header the header
     * @return what it changes; empty if the header rejects nothing
     */
    public Optional<SubscriptionJoin> rejectedBy(MsgCallbackHeader header) {
        if (!header.status().equals(Optional.of(RequestStatus.RJCT))) {
            return Optional.empty();
        }
        return Optional.of(rejected(header.statusReasonCode().map(Code::code).orElse(null)));
    }

    /**
     * Applies the answer to a request for the subscription.
     *
     * @param answer the answer
     * @return what it changes
     */
    public SubscriptionJoin subscribed(SubscribeResponse answer) {
        SubscriptionJoin joined = this;
        for (SubscribeResponseItem item : answer.subscribeResponse()) {
            if (transaction.items().containsKey(item.referenceId().orElse(""))) {
                joined = joined.subscribed(item);
            }
        }
        return joined;
    }

    private SubscriptionJoin subscribed(SubscribeResponseItem item) {
        boolean rejected = item.status().equals(Optional.of(RequestStatus.RJCT));
        boolean keptBefore =
                item.statusReasonCode().equals(Optional.of(SubscribeStatusReasonCode.RJCT_EVENT_ALREADY_SUBSCRIBED));
        if (rejected && !keptBefore) {
            return rejected(item.statusReasonCode().map(Code::code).orElse(null));
        } else if (!rejected
                && !item.status().equals(Optional.of(RequestStatus.SUCC))
                && (item.subscriptions().isEmpty() || item.status().equals(Optional.of(RequestStatus.PDNG)))) {
            return this;
        }
        String code = item.subscriptions().stream()
                .flatMap(info -> info.code().stream())
                .findFirst()
                .orElse(null);
        return new SubscriptionJoin(
                transaction.settled(Ending.COMPLETE),
                subscription != null && isCurrent() ? subscription.active(code) : subscription);
    }

    /**
     * Applies the answer to a request for the end of the subscription.
     *
     * @param answer the answer
     * @return what it changes
     */
    public SubscriptionJoin unsubscribed(UnSubscribeResponse answer) {
        boolean rejected = answer.status().equals(Optional.of(RequestStatus.RJCT));
        boolean endedBefore = answer.statusReasonCode()
                .equals(Optional.of(UnSubscribeStatusReasonCode.RJCT_EVENT_ALREADY_UNSUBSCRIBED));
        if (rejected && !endedBefore) {
            return rejected(answer.statusReasonCode().map(Code::code).orElse(null));
        } else if (!rejected
                && !answer.status().equals(Optional.of(RequestStatus.SUCC))
                && answer.subscriptionStatus().isEmpty()) {
            return this;
        }
        return new SubscriptionJoin(
                transaction.settled(Ending.COMPLETE),
                subscription != null && isCurrent() ? subscription.ended() : subscription);
    }

    private SubscriptionJoin rejected(@Nullable String code) {
        Transaction settled = transaction.settled(new Ending(Ending.Kind.REJECTED, code, 0));
        return new SubscriptionJoin(settled, afterEnd(settled, new Ending(Ending.Kind.REJECTED, code, 0)));
    }

    /**
     * The subscription after a request that was not answered, or rejected: what the registry kept before, it keeps. What it
     * accepted without wanting to answer ({@code NACK}) it has done.
     *
     * @param ended the request
     * @param ending how it ended
     * @return the subscription; null if it is not stored any more
     */
    @Nullable
    StoredSubscription afterEnd(Transaction ended, Ending ending) {
        if (subscription == null || !isCurrent()) {
            return subscription;
        }
        boolean asked = ended.kind() == Transaction.Kind.SUBSCRIBE;
        if (ending.kind() == Ending.Kind.NO_CALLBACK) {
            return asked ? subscription.active(null) : subscription.ended();
        }
        boolean neverKept = subscription.status() == StoredSubscription.Status.REQUESTED;
        return neverKept && asked ? subscription.rejected(ending.code()) : subscription;
    }

    /** Whether nothing was asked of the subscription since, and it did not end. */
    private boolean isCurrent() {
        return subscription != null
                && subscription.transactionId().equals(transaction.transactionId())
                && subscription.status() != StoredSubscription.Status.ENDED;
    }

    /**
     * The code that the registry gave before, if it gave another one now: nobody needs that one any more.
     *
     * @param before the same before the answer
     * @return the code; empty if there was none, or it is still the same
     */
    public Optional<String> replacedCode(SubscriptionJoin before) {
        String old = before.subscription == null ? null : before.subscription.code();
        String now = subscription == null ? null : subscription.code();
        return old == null || now == null || old.equals(now) ? Optional.empty() : Optional.of(old);
    }
}
