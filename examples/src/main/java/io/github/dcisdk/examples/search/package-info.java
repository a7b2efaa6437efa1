/** Searching, step by step, as {@code docs/search.md} shows it: {@link io.github.dcisdk.examples.search.SearchGuide}. */
@NullMarked
package io.github.dcisdk.examples.search;

import org.jspecify.annotations.NullMarked;
