/**
 * The registry's side: {@link io.github.dcisdk.registry.RegistryEndpoint} answers requests with the handlers of an existing
 * registry, behind whatever server. Start with {@code RegistryEndpoint.of(..)}.
 */
@NullMarked
package io.github.dcisdk.registry;

import org.jspecify.annotations.NullMarked;
