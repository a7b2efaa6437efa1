/**
 * The consumer's side: {@link io.github.dcisdk.client.Dci} is our side of all exchanges, {@link
 * io.github.dcisdk.client.DciClient} one peer, {@link io.github.dcisdk.client.RegistryClient} asks a registry in the terms
 * of its domain: searches, pages, {@linkplain io.github.dcisdk.client.BatchAnswer batches}. What a call ended in is an
 * exception or an {@link io.github.dcisdk.client.Outcome}. Start with {@code Dci.builder()}.
 */
@NullMarked
package io.github.dcisdk.client;

import org.jspecify.annotations.NullMarked;
