package io.github.dcisdk.callback;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.DciException;
import io.github.dcisdk.transaction.TransactionItem;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What became of a search that is answered to a handler. Immutable; {@link #toString()} shows counts and identifiers only. */
public final class AnswerEnd {
    private final CallContext context;
    private final List<Item> items;

    AnswerEnd(CallContext context, List<TransactionItem> items) {
        this.context = context;
        this.items = items.stream().map(item -> new Item(item, context)).toList();
    }

    /** What became of one query of the search. Immutable. */
    public static final class Item {
        private final TransactionItem item;
        private final CallContext context;

        private Item(TransactionItem item, CallContext context) {
            this.item = item;
            this.context = context;
        }

        /**
         * Which query it is.
         *
         * @return its {@code reference_id}
         */
        public String referenceId() {
            return item.referenceId();
        }

        /**
         * How many records came.
         *
         * @return the count over all pages
         */
        public long received() {
            return item.received();
        }

        /**
         * How many records there are.
         *
         * @return as the registry counts them; empty if it did not say
         */
        public OptionalLong total() {
            return item.total().map(OptionalLong::of).orElse(OptionalLong.empty());
        }

        /**
         * Why not everything came.
         *
         * @return the error that a future would have ended with; empty if all came
         */
        public Optional<DciException> error() {
            return item.ending().flatMap(ending -> ending.error(item, context));
        }

        @Override
        public String toString() {
            return item.toString();
        }
    }

    /**
     * The queries of the search.
     *
     * @return at least one, in the order in which they were asked
     */
    public List<Item> items() {
        return items;
    }

    /**
     * Whether everything came.
     *
     * @return true if no query ended with an error
     */
    public boolean isComplete() {
        return items.stream().allMatch(item -> item.error().isEmpty());
    }

    /**
     * The transaction that ended.
     *
     * @return its {@code transaction_id}
     */
    public String transactionId() {
        return context.transactionId().orElse("");
    }

    /**
     * Who was asked.
     *
     * @return the peer's {@code sender_id}
     */
    public String peerId() {
        return context.peer().orElse("");
    }

    @Override
    public String toString() {
        return "AnswerEnd[" + context + ", " + items + "]";
    }
}
