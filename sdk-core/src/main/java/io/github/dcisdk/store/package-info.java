/**
 * What has to outlive the moment: messages that were acknowledged, and by what a repetition of them is recognised. {@link
 * io.github.dcisdk.store.InboxStore} is the contract for stores, {@link io.github.dcisdk.store.InMemoryInboxStore} the one
 * without a database. One entry is both the record of a delivery and the message to be worked on, so that neither can exist
 * without the other. {@link io.github.dcisdk.store.DeliveryKey} and {@link io.github.dcisdk.store.DeliveryContent} say when
 * two deliveries are one, {@link io.github.dcisdk.store.BusinessItem} and {@link io.github.dcisdk.store.Recurrence} when two
 * deliveries say the same. {@code docs/delivery.md} has the rules.
 */
@NullMarked
package io.github.dcisdk.store;

import org.jspecify.annotations.NullMarked;
