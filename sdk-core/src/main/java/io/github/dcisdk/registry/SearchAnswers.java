package io.github.dcisdk.registry;

import io.github.dcisdk.inbound.AuditedItem;
import io.github.dcisdk.message.SearchRequestItem;
import io.github.dcisdk.message.SearchResponseItem;

/** Takes the answers of one search message, item by item and page by page. */
interface SearchAnswers {
    /** A page of an item, or its rejection. */
    void add(SearchResponseItem answer);

    /** What an item was given altogether. */
    void account(AuditedItem item);

    /**
     * The search of an item failed for no fault of the requester. If this returns, the item is rejected.
     *
     * @throws RuntimeException to give the whole message up
     */
    void failed(SearchRequestItem item, Throwable fault);
}
