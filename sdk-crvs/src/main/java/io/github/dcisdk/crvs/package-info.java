/**
 * Civil registration and vital statistics (CRVS): {@link io.github.dcisdk.crvs.CrvsClient} searches a civil registry,
 * {@link io.github.dcisdk.crvs.Crvs} holds its vocabulary, {@code CrvsPerson} is its record, generated at build time from
 * {@code src/main/openapi/crvs.yaml}. Start with {@code CrvsClient.of(peer)}.
 */
@NullMarked
package io.github.dcisdk.crvs;

import org.jspecify.annotations.NullMarked;
