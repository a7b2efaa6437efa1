/**
 * Requests of ours that are answered later, as they are stored, and the rules by which an answer is joined: what is final,
 * what is complete, what a late or repeated piece changes. Nothing here sends, waits or knows the time; {@code client} begins
 * transactions and waits for them, {@code callback} brings their answers. {@link
 * io.github.dcisdk.transaction.Transaction} is what is stored, {@link io.github.dcisdk.transaction.SearchJoin} holds the
 * rules. For the SDK itself; applications use {@code RegistryClient} and {@code CallbackEndpoint}.
 */
@NullMarked
package io.github.dcisdk.transaction;

import org.jspecify.annotations.NullMarked;
