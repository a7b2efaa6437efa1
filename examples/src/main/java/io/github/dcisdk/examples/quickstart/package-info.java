/** The first thing to run and to read: {@link io.github.dcisdk.examples.quickstart.Quickstart}. */
@NullMarked
package io.github.dcisdk.examples.quickstart;

import org.jspecify.annotations.NullMarked;
