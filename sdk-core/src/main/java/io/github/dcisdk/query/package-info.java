/**
 * What a query means: {@link io.github.dcisdk.query.QueryEvaluator} says of a record in memory whether it answers a query,
 * {@link io.github.dcisdk.query.QueryTranslator} turns a query into another language, such as SQL. Neither knows of
 * messages or servers. The meaning is the same in both and documented in {@code docs/query-semantics.md}.
 */
@NullMarked
package io.github.dcisdk.query;

import org.jspecify.annotations.NullMarked;
