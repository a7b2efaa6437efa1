package io.github.dcisdk.registry;

import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.SearchStatusReasonCode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From what is wrong in an item of a search to the standard's reason code for it. */
final class SearchRejection {
    static final String ITEMS = "/message/search_request/";

    /** Items stand in a list; a single one may stand there without, and the list's name may have a prefix. */
    private static final Pattern PLACE = Pattern.compile("/message/[^/]+(?:/([0-9]+))?((?:/[0-9]+)*)(/.+)");

    private static final Pattern PREFIX = Pattern.compile("/[^/]*:");

    /** Which part of an item is wrong decides the reason code; the first entry whose key begins the place counts. */
    private static final Map<String, SearchStatusReasonCode> REASONS = reasons();

    private SearchRejection() {}

    private static Map<String, SearchStatusReasonCode> reasons() {
        Map<String, SearchStatusReasonCode> reasons = new LinkedHashMap<>();
        reasons.put("/reference_id", SearchStatusReasonCode.RJCT_REFERENCE_ID_INVALID);
        // Also met as timesstamp and timesatmp.
        reasons.put("/times", SearchStatusReasonCode.RJCT_TIMESTAMP_INVALID);
        reasons.put("/search_criteria/pagination", SearchStatusReasonCode.RJCT_PAGINATION_INVALID);
        reasons.put("/search_criteria/sort", SearchStatusReasonCode.RJCT_SORT_INVALID);
        reasons.put("", SearchStatusReasonCode.RJCT_SEARCH_CRITERIA_INVALID);
        return reasons;
    }

    /** For each item that has to be rejected, by its place in the list: the first finding for which it has to be. */
    static Map<Integer, Finding> firstByItem(List<Finding> meaningChanging) {
        Map<Integer, Finding> first = new HashMap<>();
        for (Finding finding : meaningChanging) {
            Matcher place = PLACE.matcher(finding.pointer());
            if (place.matches()) {
                first.putIfAbsent(place.group(1) == null ? 0 : Integer.parseInt(place.group(1)), finding);
            }
        }
        return first;
    }

    /** Rejects an item for a rule that it breaks at a place in it, such as {@code /search_criteria/query}. */
    static RejectedException of(int index, String placeInItem, Rule rule) {
        return of(new Finding(ITEMS + index + placeInItem, rule));
    }

    static RejectedException of(Finding finding) {
        SearchStatusReasonCode reason = finding.rule() == Rule.REFERENCE_ID_DUPLICATE
                ? SearchStatusReasonCode.RJCT_REFERENCE_ID_DUPLICATE
                : reason(finding.pointer());
        return new RejectedException(
                reason.code(), finding + ": " + finding.rule().statement());
    }

    private static SearchStatusReasonCode reason(String pointer) {
        Matcher place = PLACE.matcher(pointer);
        String inItem = place.matches() ? PREFIX.matcher(place.group(3)).replaceAll("/") : "";
        return REASONS.entrySet().stream()
                .filter(entry -> inItem.startsWith(entry.getKey()))
                .findFirst()
                .orElseThrow()
                .getValue();
    }
}
