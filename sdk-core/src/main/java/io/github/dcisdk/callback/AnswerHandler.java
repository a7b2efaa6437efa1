package io.github.dcisdk.callback;

import io.github.dcisdk.client.AnswerPage;
import io.github.dcisdk.json.DciObject;

/**
 * Gets the answers to searches that were begun with its name, page by page, also after a restart. For one search, one thing
 * happens at a time: the pages in the order in which they came, then the end. Implementations are thread-safe, because several
 * searches are worked on at a time, and may block.
 *
 * <p>What throws is tried again later, at last put aside for an operator; the rest of that search waits. So everything can
 * happen more than once: see {@link HandlerContext#idempotencyKey()} and {@link HandlerContext#unwrap}.
 *
 * @param <T> the class of the records
 */
@FunctionalInterface
public interface AnswerHandler<T extends DciObject> {
    /**
     * Works on a page.
     *
     * @param page the page; it may come after the end, if the answer came late: {@link AnswerPage#isLate()}
     * @param context key, identifiers, transaction
     */
    void page(AnswerPage<T> page, HandlerContext context);

    /**
     * Learns that nothing more is expected. Does nothing unless it is overridden. When an answer becomes whole after all, it
     * is called again.
     *
     * @param end what became of the search
     * @param context key, identifiers, transaction
     */
    default void end(AnswerEnd end, HandlerContext context) {}
}
