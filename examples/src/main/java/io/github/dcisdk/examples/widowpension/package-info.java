/**
 * Looking up two persons for each claim, all claims in one message: {@link
 * io.github.dcisdk.examples.widowpension.WidowPension} asks a civil registry and tells apart whatever can become of each
 * question, {@link io.github.dcisdk.examples.widowpension.Marriage} compares the dates.
 */
@NullMarked
package io.github.dcisdk.examples.widowpension;

import org.jspecify.annotations.NullMarked;
