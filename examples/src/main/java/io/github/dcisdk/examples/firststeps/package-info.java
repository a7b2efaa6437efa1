/**
 * The least that each side has to write, as the README shows it: {@link io.github.dcisdk.examples.firststeps.FirstSearch}
 * and {@link io.github.dcisdk.examples.firststeps.FirstRegistry}, with keys in PEM files, and {@code FirstCallbacks}.
 */
@NullMarked
package io.github.dcisdk.examples.firststeps;

import org.jspecify.annotations.NullMarked;
