/**
 * Farmer registries: the records that they return, generated at build time from {@code src/main/openapi/farmer-registry.yaml}.
 */
@NullMarked
package io.github.dcisdk.farmerregistry;

import org.jspecify.annotations.NullMarked;
