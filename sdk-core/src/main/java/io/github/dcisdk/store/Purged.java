package io.github.dcisdk.store;

/**
 * How much a store forgot.
 *
 * @param deliveries records of deliveries
 * @param contents contents of deliveries that nobody had worked on
 * @param tasks parked tasks
 * @param states states
 */
public record Purged(int deliveries, int contents, int tasks, int states) {}
