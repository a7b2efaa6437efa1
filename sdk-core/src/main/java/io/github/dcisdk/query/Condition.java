package io.github.dcisdk.query;

import io.github.dcisdk.json.DciObject;

/** What a query becomes when it is evaluated. */
@FunctionalInterface
interface Condition {
    Truth test(DciObject record);
}
