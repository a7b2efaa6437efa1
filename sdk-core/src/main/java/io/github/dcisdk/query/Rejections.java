package io.github.dcisdk.query;

import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.message.SearchStatusReasonCode;

/** How a query is turned down. The texts go to the requester: they name attributes, never values. */
final class Rejections {
    private Rejections() {}

    static RejectedException criteria(String reason) {
        return new RejectedException(SearchStatusReasonCode.RJCT_SEARCH_CRITERIA_INVALID.code(), reason);
    }

    static RejectedException sort(String reason) {
        return new RejectedException(SearchStatusReasonCode.RJCT_SORT_INVALID.code(), reason);
    }
}
