package io.github.dcisdk.testing;

import org.jspecify.annotations.Nullable;

/**
 * How a registry searches for one request.
 *
 * @param maxPageSize the most records of a page; null for the registry's own limit
 * @param searching which records are found
 */
record Evaluation(@Nullable Integer maxPageSize, Searching searching) {
    static final Evaluation HONEST = new Evaluation(null, Searching.HONEST);

    Evaluation maxPageSize(int records) {
        return new Evaluation(records, searching);
    }

    Evaluation searching(Searching value) {
        return new Evaluation(maxPageSize, value);
    }
}
