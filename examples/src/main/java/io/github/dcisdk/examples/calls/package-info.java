/** Time limits, futures, proxies, observers, as {@code docs/calls.md} shows them: {@link io.github.dcisdk.examples.calls.CallsGuide}. */
@NullMarked
package io.github.dcisdk.examples.calls;

import org.jspecify.annotations.NullMarked;
