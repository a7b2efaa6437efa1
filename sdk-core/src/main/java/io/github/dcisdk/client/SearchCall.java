package io.github.dcisdk.client;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.PagesInconsistentException;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.SearchResponse;
import io.github.dcisdk.profile.RegistryProfile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Synchronous searches: several in one message, or one page after the other. Immutable, thread-safe. */
final class SearchCall {
    private final DciClient peer;
    private final SearchMessages messages;
    private final PageReader reader;

    SearchCall(DciClient peer, RegistryProfile registry) {
        this.peer = peer;
        this.messages = new SearchMessages(registry, peer.profile());
        this.reader = new PageReader(peer, registry);
    }

    /** Checks what can be known before anything is sent. */
    void requireSendable(SearchItem<?> item) {
        messages.requireSendable(item);
    }

    <T extends DciObject> SearchPage<T> firstPage(SearchItem<T> item) {
        return firstPage(item, ask(List.of(item), peer.context()));
    }

    /** Sends searches, which have references of their own, in as few messages as the peer allows. */
    BatchAnswer batch(List<? extends SearchItem<?>> items) {
        List<BatchOutcomes.Entry> entries = new ArrayList<>();
        int limit = peer.profile().itemsPerMessage();
        for (int from = 0; from < items.size(); from += limit) {
            List<? extends SearchItem<?>> some = items.subList(from, Math.min(from + limit, items.size()));
            Outcome<SearchAnswers> answers = Outcome.of(() -> ask(some, peer.context()));
            some.forEach(item -> entries.add(new BatchOutcomes.Entry(item, outcome(item, answers))));
        }
        return new BatchAnswer(entries);
    }

    private <T extends DciObject> Outcome<SearchPage<T>> outcome(SearchItem<T> item, Outcome<SearchAnswers> answers) {
        if (answers instanceof Outcome.Failed<SearchAnswers> failed) {
            return Outcome.failed(failed.cause());
        }
        return Outcome.of(() -> firstPage(item, answers.orElseThrow()));
    }

    private SearchAnswers ask(Collection<? extends SearchItem<?>> items, CallContext context) {
        Answer<SearchResponse> answer =
                peer.call(Operation.SYNC_SEARCH, messages.write(items, DciDateTime.of(peer.now())), context);
        SearchAnswers answers = new SearchAnswers(
                answer,
                items.stream().map(SearchItem::referenceId).collect(Collectors.toSet()),
                peer.profile().dropsEmptyItems());
        peer.handOver(answers.strangers(), answer);
        return answers;
    }

    private <T extends DciObject> SearchPage<T> firstPage(SearchItem<T> item, SearchAnswers answers) {
        PageAnswer answer = answers.of(item.referenceId());
        int number = item.options().pageNumber();
        checkPageNumber(answer, number, 0);
        PagePosition position = PagePosition.first(
                number,
                answer.records().size(),
                answer.pageSize().orElse(item.options().pageSize()),
                answer.totalCount());
        return page(item, answer, position, PageHistory.NONE.with(number, answer.records()));
    }

    private <T extends DciObject> SearchPage<T> nextPage(
            SearchItem<T> item, SearchPage<T> previous, PageHistory history) {
        PagePosition before = previous.position();
        if (before.size() == 0 || before.pageNumber() == Integer.MAX_VALUE) {
            PagesInconsistentException endsShort = new PagesInconsistentException(
                    "the registry ended before its total: "
                            + (before.size() == 0 ? "an empty page at " : "no page can come after ") + before,
                    before.received(),
                    previous.context());
            endsShort.initRawAnswer(previous.rawAnswer());
            throw endsShort;
        }
        int number = before.pageNumber() + 1;
        SearchItem<T> next = SearchItem.of(item.recordType(), item.query())
                .options(item.options().pageNumber(number));
        PageAnswer answer = ask(List.of(next), peer.context().withRecordsReceived(before.received()))
                .of(next.referenceId());
        checkPageNumber(answer, number, before.received());
        OptionalInt same = history.pageWith(answer.records());
        if (same.isPresent()) {
            throw answer.with(new PagesInconsistentException(
                    "page " + number + " repeats page " + same.getAsInt(), before.received(), answer.context()));
        }
        if (answer.totalCount().isPresent() && !answer.totalCount().equals(before.totalCount())) {
            answer.report("/pagination/total_count", Rule.PAGE_TOTAL);
        }
        PagePosition position = before.next(answer.records().size(), answer.totalCount());
        return page(next, answer, position, history.with(number, answer.records()));
    }

    /** Of the first page, another number is a slip of the pen; further on it means that pages are left out or repeated. */
    private static void checkPageNumber(PageAnswer answer, int asked, long received) {
        Optional<Integer> named = answer.pageNumber();
        if (named.isEmpty() || named.get() == asked) {
            return;
        } else if (asked > 1) {
            throw answer.with(new PagesInconsistentException(
                    "page " + asked + " was asked for, page " + named.get() + " came", received, answer.context()));
        }
        answer.report("/pagination/page_number", Rule.PAGE);
    }

    private <T extends DciObject> SearchPage<T> page(
            SearchItem<T> item, PageAnswer answer, PagePosition position, PageHistory history) {
        if (position.isTotalTooSmall()) {
            answer.report("/pagination/total_count", Rule.PAGE_TOTAL);
        }
        List<T> records = reader.read(item.recordType(), item.query(), answer);
        return new SearchPage<>(
                records,
                position,
                answer.context(),
                answer.findings(),
                answer.answer().rawAnswer(),
                previous -> nextPage(item, previous, history));
    }
}
