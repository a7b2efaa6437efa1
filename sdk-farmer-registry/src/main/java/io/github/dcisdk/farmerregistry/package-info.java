/**
 * Farmer registries: {@link io.github.dcisdk.farmerregistry.FarmerRegistryClient} searches one, {@link
 * io.github.dcisdk.farmerregistry.FarmerRegistry} holds its vocabulary, {@code Farmer} is its record, generated at build
 * time from {@code src/main/openapi/farmer-registry.yaml}. Start with {@code FarmerRegistryClient.of(peer)}.
 */
@NullMarked
package io.github.dcisdk.farmerregistry;

import org.jspecify.annotations.NullMarked;
