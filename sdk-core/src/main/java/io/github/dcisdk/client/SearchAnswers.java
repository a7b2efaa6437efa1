package io.github.dcisdk.client;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.json.Code;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.RequestStatus;
import io.github.dcisdk.message.SearchResponse;
import io.github.dcisdk.message.SearchResponseItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The items of one answer, by the searches that they belong to. Immutable. */
final class SearchAnswers {
    private static final String ITEMS = "/message/search_response/";
    private static final Pattern IN_ITEM = Pattern.compile(".*?/search_response/([0-9]{1,9})(?:/.*)?");

    private final Answer<SearchResponse> answer;
    private final boolean dropsEmptyItems;
    private final Map<String, List<Integer>> places = new HashMap<>();
    private final List<Finding> strangers = new ArrayList<>();
    private final List<Finding> shared = new ArrayList<>();
    private final Map<Integer, List<Finding>> byItem = new HashMap<>();

    /**
     * Sorts the items.
     *
     * @param answer the answer
     * @param asked the references of the searches in the message that it answers
     * @param dropsEmptyItems whether a missing item means that nothing was found
     */
    SearchAnswers(Answer<SearchResponse> answer, Set<String> asked, boolean dropsEmptyItems) {
        this.answer = answer;
        this.dropsEmptyItems = dropsEmptyItems;
        List<SearchResponseItem> items = answer.message().searchResponse();
        for (int i = 0; i < items.size(); i++) {
            Optional<String> referenceId = items.get(i).referenceId().filter(asked::contains);
            if (referenceId.isPresent()) {
                places.computeIfAbsent(referenceId.get(), it -> new ArrayList<>())
                        .add(i);
            } else {
                strangers.add(new Finding(ITEMS + i + "/reference_id", Rule.REFERENCE_ID));
            }
        }
        sortFindings();
    }

    /** Once for all searches: hostile answers have many findings, and many items that nobody asked for. */
    private void sortFindings() {
        Set<Integer> owned = new HashSet<>();
        places.values().forEach(owned::addAll);
        for (Finding finding : answer.findings()) {
            OptionalInt place = item(finding);
            if (place.isPresent() && owned.contains(place.getAsInt())) {
                byItem.computeIfAbsent(place.getAsInt(), it -> new ArrayList<>())
                        .add(finding);
            } else {
                shared.add(finding);
            }
        }
        shared.addAll(strangers);
    }

    Answer<SearchResponse> answer() {
        return answer;
    }

    /** The items that belong to no search of the message. */
    List<Finding> strangers() {
        return strangers;
    }

    /** The answer to one search; data that came for it a second time would otherwise be lost unseen. */
    PageAnswer of(String referenceId) {
        List<Integer> own = places.getOrDefault(referenceId, List.of());
        if (own.isEmpty()) {
            return missing();
        }
        String pointer = ITEMS + own.get(0);
        SearchResponseItem item = answer.message().searchResponse().get(own.get(0));
        PageAnswer found = new PageAnswer(answer, pointer, Optional.of(item), findings(own.get(0)));
        if (own.size() > 1) {
            throw found.with(notUnderstood(
                    Rule.REFERENCE_ID_DUPLICATE, ITEMS + own.get(1), "the query is answered twice", answer.context()));
        }
        checkStatus(found, item);
        return found;
    }

    private PageAnswer missing() {
        boolean isSuccess = answer.header().status().equals(Optional.of(RequestStatus.SUCC));
        PageAnswer nothing = new PageAnswer(answer, "", Optional.empty(), findings(-1));
        if (dropsEmptyItems && isSuccess && strangers.isEmpty()) {
            return nothing;
        }
        String detail = strangers.isEmpty()
                ? "the answer has no item for the query; if the peer leaves out items of queries that find nothing,"
                        + " set PeerProfile.droppingEmptyItems()"
                : "no item of the answer belongs to the query: another reference_id";
        throw nothing.with(notUnderstood(Rule.REFERENCE_ID, "/message/search_response", detail, answer.context()));
    }

    /** What deviates in the message as a whole, in one item, and in items that belong to no search. */
    private List<Finding> findings(int item) {
        List<Finding> own = byItem.getOrDefault(item, List.of());
        return Stream.concat(own.stream(), shared.stream()).toList();
    }

    private static OptionalInt item(Finding finding) {
        Matcher place = IN_ITEM.matcher(finding.pointer());
        return place.matches() ? OptionalInt.of(Integer.parseInt(place.group(1))) : OptionalInt.empty();
    }

    /** An item is an answer when it succeeded, or when it carries data and is not pending. */
    private static void checkStatus(PageAnswer found, SearchResponseItem item) {
        Optional<RequestStatus> status = item.status();
        if (status.equals(Optional.of(RequestStatus.RJCT))) {
            throw found.with(new RejectedException(
                    item.statusReasonCode().map(Code::code).orElse(null),
                    item.statusReasonMessage().orElse(null),
                    found.context()));
        } else if (status.equals(Optional.of(RequestStatus.SUCC))) {
            return;
        } else if (item.data().isEmpty() || status.equals(Optional.of(RequestStatus.PDNG))) {
            throw found.with(notUnderstood(
                    Rule.STATUS_CONTRADICTION,
                    found.pointer() + "/status",
                    "the status of the item is "
                            + status.map(Code::toString).orElse("absent")
                            + (item.data().isEmpty() ? " and it has no data" : "")
                            + ", but a synchronous search is answered at once or never",
                    found.context()));
        }
        found.report("/status", Rule.STATUS_CONTRADICTION);
    }

    private static MalformedMessageException notUnderstood(
            Rule rule, String pointer, String detail, CallContext context) {
        return new MalformedMessageException(ErrorCode.NOT_UNDERSTOOD, rule.id(), pointer, detail, context, null);
    }
}
