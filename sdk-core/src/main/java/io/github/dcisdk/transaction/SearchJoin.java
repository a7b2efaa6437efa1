package io.github.dcisdk.transaction;

import io.github.dcisdk.json.Code;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.MsgCallbackHeader;
import io.github.dcisdk.message.Pagination;
import io.github.dcisdk.message.RequestStatus;
import io.github.dcisdk.message.SearchResponse;
import io.github.dcisdk.message.SearchResponseData;
import io.github.dcisdk.message.SearchResponseItem;
import io.github.dcisdk.store.BusinessItem;
import io.github.dcisdk.store.Recurrence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Joins what came of the answer to a search: the rules by which an item is final and an answer complete. Used once, by one
 * thread.
 *
 * <ul>
 *   <li>An item is final when it is {@code succ} or {@code rjct}, or when it carries data and is not {@code pdng}.
 *   <li>If the request named a page, that page is all of the item. Otherwise the records of all distinct pages are counted,
 *       and the item is complete when there are as many as its {@code total_count} says; without one, when it is final.
 *   <li>Counts of the header complete nothing. A header {@code rjct} rejects what is not answered.
 * </ul>
 */
public final class SearchJoin {
    /** The place of the one item of a part's message. */
    private static final String ITEM = "/message/search_response/0";

    private final SearchResponse answer;
    private final MsgCallbackHeader header;
    private final List<Recurrence> recurrences;
    private final boolean isStatus;
    private final List<BusinessItem> contents;
    private final List<AnswerPart> parts = new ArrayList<>();
    private Transaction transaction;
    private boolean saysSomethingFinal;
    private int strangers;

    private SearchJoin(
            Transaction transaction,
            SearchResponse answer,
            MsgCallbackHeader header,
            List<Recurrence> recurrences,
            boolean isStatus) {
        this.transaction = transaction;
        this.answer = answer;
        this.header = header;
        this.recurrences = recurrences;
        this.isStatus = isStatus;
        this.contents = BusinessItem.of(transaction.peerId(), answer);
    }

    /**
     * What an answer changes.
     *
     * @param transaction the transaction after it
     * @param parts the pages that are new, in their order
     * @param strangers how many items belong to nothing that was asked
     */
    public record Joined(Transaction transaction, List<AnswerPart> parts, int strangers) {
        /**
         * Checks that the parts are there.
         *
         * @param transaction the transaction after it
         * @param parts the pages that are new; copied
         * @param strangers how many items belong to nothing that was asked
         */
        public Joined {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Joins an answer that was delivered.
     *
     * @param transaction the transaction that it belongs to
     * @param header its header
     * @param answer its message
     * @param recurrences how each item stands to those delivered before
     * @param now the time
     * @return what it changes
     */
    public static Joined delivered(
            Transaction transaction,
            MsgCallbackHeader header,
            SearchResponse answer,
            List<Recurrence> recurrences,
            Instant now) {
        return new SearchJoin(transaction, answer, header, recurrences, false).join(now);
    }

    /**
     * Joins an answer that stood in a status.
     *
     * @param transaction the transaction that it belongs to
     * @param header the header that the status came with
     * @param answer the answer, as far as there is one
     * @param now the time
     * @return what it changes
     */
    public static Joined polled(Transaction transaction, MsgCallbackHeader header, SearchResponse answer, Instant now) {
        return new SearchJoin(transaction, answer, header, List.of(), true).join(now);
    }

    private Joined join(Instant now) {
        Transaction before = transaction;
        Optional<RequestStatus> status = header.status();
        for (int i = 0; i < answer.searchResponse().size(); i++) {
            join(i, answer.searchResponse().get(i));
        }
        if (!isStatus && status.equals(Optional.of(RequestStatus.RJCT))) {
            saysSomethingFinal = true;
            transaction = transaction.settled(new Ending(
                    Ending.Kind.REJECTED,
                    header.statusReasonCode().map(Code::code).orElse(null),
                    0));
        } else if (status.equals(Optional.of(RequestStatus.SUCC)) && !isStatus && strangers == 0) {
            saysSomethingFinal = true;
        }
        // What says nothing new does not begin the silence anew, or a peer that repeats itself would keep it open for
        // ever.
        boolean isNews = before.quietSince().isEmpty() || !parts.isEmpty() || transaction.hasOtherEndingsThan(before);
        if (saysSomethingFinal && isNews && !transaction.isFinished()) {
            transaction = transaction.quietSince(now);
        }
        return new Joined(transaction, parts, strangers);
    }

    private void join(int index, SearchResponseItem item) {
        TransactionItem known = transaction.items().get(item.referenceId().orElse(""));
        if (known == null) {
            strangers++;
            return;
        }
        Optional<RequestStatus> status = item.status();
        if (status.equals(Optional.of(RequestStatus.RJCT))) {
            saysSomethingFinal = true;
            if (!known.isSettled()) {
                transaction = transaction.with(known.ended(new Ending(
                        Ending.Kind.REJECTED,
                        item.statusReasonCode().map(Code::code).orElse(null),
                        0)));
            }
        } else if (isStatus && isFinal(item) && isWithoutAnswer(item)) {
            return; // The peer has answered, and says no more of it here: the callback may still come.
        } else if (isAnnouncement(item, known)) {
            saysSomethingFinal = true;
            transaction = transaction.with(known.announced(total(item)));
        } else if (isFinal(item)) {
            saysSomethingFinal = true;
            page(index, item, known);
        } else if (known.ending().isEmpty()) {
            transaction = transaction.with(known.pending(true));
        }
    }

    private static boolean isFinal(SearchResponseItem item) {
        Optional<RequestStatus> status = item.status();
        return status.equals(Optional.of(RequestStatus.SUCC))
                || (item.data().isPresent() && !status.equals(Optional.of(RequestStatus.PDNG)));
    }

    /** Of what was found nothing is said, unless that it was nothing. */
    private static boolean isWithoutAnswer(SearchResponseItem item) {
        boolean nothingFound = item.pagination()
                .flatMap(Pagination::totalCount)
                .filter(count -> count == 0)
                .isPresent();
        return item.data().isEmpty() && !nothingFound;
    }

    /** It says how much there is, and brings nothing of it: no page, or its place would be taken when the page comes. */
    private static boolean isAnnouncement(SearchResponseItem item, TransactionItem known) {
        Long total = total(item);
        long all = total == null ? known.total().orElse(0L) : total;
        return isFinal(item)
                && item.data().isEmpty()
                && pageNumber(item).isEmpty()
                && all > 0
                && !known.isOnePage()
                && !known.isSettled();
    }

    private static @Nullable Long total(SearchResponseItem item) {
        return item.pagination()
                .flatMap(Pagination::totalCount)
                .filter(count -> count >= 0)
                .orElse(null);
    }

    private void page(int index, SearchResponseItem item, TransactionItem known) {
        int records = item.data()
                .map(SearchResponseData::regRecords)
                .orElse(List.of())
                .size();
        String digest = contents.get(index).contentDigest();
        if (isRepeated(item, known, recurrence(index), digest)) {
            return;
        }
        int number = number(item, known);
        List<Finding> findings = new ArrayList<>();
        boolean changed = known.pages().contains(number)
                || (known.pages().count() > 0 && recurrence(index) == Recurrence.CHANGED);
        if (changed) {
            findings.add(new Finding(ITEM, Rule.ITEM_CHANGED));
        }
        Long total = total(item);
        if (total != null
                && known.total().filter(earlier -> !earlier.equals(total)).isPresent()) {
            findings.add(new Finding(ITEM + "/pagination/total_count", Rule.PAGE_TOTAL));
        }
        TransactionItem joined =
                known.page(number, records, total, isStatus || pageNumber(item).isEmpty() ? digest : null);
        if (joined.total().filter(all -> all < joined.received()).isPresent()) {
            findings.add(new Finding(ITEM + "/pagination/total_count", Rule.PAGE_TOTAL));
        }
        boolean late = known.ending().isPresent();
        transaction = transaction.with(isComplete(joined) ? joined.ended(Ending.COMPLETE) : joined);
        parts.add(AnswerPart.of(known.referenceId(), number, changed, late, header, one(item), findings));
    }

    /**
     * Whether it came before. What came counts, not what was delivered: an answer that was delivered and could not be worked
     * on is worked on when it comes again.
     */
    private boolean isRepeated(SearchResponseItem item, TransactionItem known, Recurrence recurrence, String digest) {
        Optional<Integer> named = pageNumber(item);
        boolean there = named.map(known.pages()::contains).orElse(known.pages().count() > 0);
        boolean came = known.hasDigest(digest);
        return there && (isStatus ? came || named.isPresent() : came || recurrence == Recurrence.REPEATED);
    }

    private static Optional<Integer> pageNumber(SearchResponseItem item) {
        return item.pagination().flatMap(Pagination::pageNumber).filter(number -> number > 0);
    }

    /** Pages without number of a peer that sends several follow each other; what cannot be a further page is page 1. */
    private static int number(SearchResponseItem item, TransactionItem known) {
        boolean further = known.total().filter(all -> known.received() < all).isPresent();
        return pageNumber(item)
                .orElseGet(() -> further && !known.isOnePage() ? known.pages().firstFree() : 1);
    }

    private Recurrence recurrence(int index) {
        return index < recurrences.size() ? recurrences.get(index) : Recurrence.NEW;
    }

    private static boolean isComplete(TransactionItem item) {
        return item.isOnePage()
                || item.total().map(all -> item.received() >= all).orElse(true);
    }

    private SearchResponse one(SearchResponseItem item) {
        return answer.toBuilder().searchResponse(List.of(item)).build();
    }
}
