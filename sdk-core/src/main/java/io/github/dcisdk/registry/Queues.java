package io.github.dcisdk.registry;

import io.github.dcisdk.message.Operation;

/**
 * The names of the queues of one registry. Several registries can share a store, so the names hold whose work it is. They
 * stand in stores and stay as they are.
 *
 * @param regType the {@code reg_type} of the registry
 */
record Queues(String regType) {
    /** Requests that are acknowledged and to be worked on. */
    String requests(Operation<?, ?> operation) {
        return operation.request().action() + ":" + regType;
    }

    /** Answers that are to be delivered. */
    String deliveries() {
        return "delivery:" + regType;
    }

    /** Events that are to be delivered. */
    String notifications() {
        return "notification:" + regType;
    }
}
