/**
 * Social registries: the records that they return, generated at build time from {@code src/main/openapi/social-registry.yaml}.
 */
@NullMarked
package io.github.dcisdk.socialregistry;

import org.jspecify.annotations.NullMarked;
