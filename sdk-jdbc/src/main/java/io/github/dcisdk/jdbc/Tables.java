package io.github.dcisdk.jdbc;

import java.time.Clock;

/** The tables of a store, and the time by which rows are written. */
record Tables(Deliveries deliveries, Tasks tasks, Claims claims, Lanes lanes, States states, Clock clock) {
    static Tables of(Contents contents, Clock clock) {
        Deliveries deliveries = new Deliveries(contents);
        return new Tables(
                deliveries,
                new Tasks(contents),
                new Claims(contents, deliveries),
                new Lanes(),
                new States(contents),
                clock);
    }
}
