/**
 * What has to outlive the moment. {@link io.github.dcisdk.store.DciStore} is the contract for stores, {@link
 * io.github.dcisdk.store.InMemoryStore} the one without a database. A store holds three things: deliveries, which are the
 * record of a message that was acknowledged and, until it is worked on, the message itself; tasks, which are what is to be
 * done, by whoever claims them; and states, to which later messages refer. {@link io.github.dcisdk.store.StoreTransaction}
 * writes several of them in one step. {@link io.github.dcisdk.store.DeliveryKey} and {@link
 * io.github.dcisdk.store.DeliveryContent} say when two deliveries are one, {@link io.github.dcisdk.store.BusinessItem} and
 * {@link io.github.dcisdk.store.Recurrence} when two deliveries say the same. {@code docs/delivery.md} has the rules.
 */
@NullMarked
package io.github.dcisdk.store;

import org.jspecify.annotations.NullMarked;
