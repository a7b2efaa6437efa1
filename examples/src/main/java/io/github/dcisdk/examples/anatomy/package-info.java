/** How a message is made and why one is refused, step by step: {@link io.github.dcisdk.examples.anatomy.Anatomy}. */
@NullMarked
package io.github.dcisdk.examples.anatomy;

import org.jspecify.annotations.NullMarked;
