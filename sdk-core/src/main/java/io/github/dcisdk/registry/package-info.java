/**
 * The registry's side: {@link io.github.dcisdk.registry.RegistryEndpoint} answers requests with the handlers of an existing
 * registry, behind whatever server: at once, or later by calling the requester back. {@link
 * io.github.dcisdk.registry.EventPublisher} tells subscribers what happened. Start with {@code RegistryEndpoint.of(..)}.
 */
@NullMarked
package io.github.dcisdk.registry;

import org.jspecify.annotations.NullMarked;
