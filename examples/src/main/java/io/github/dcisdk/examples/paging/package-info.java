/**
 * A long list, page by page: {@link io.github.dcisdk.examples.paging.Paging} counts 10,000 people with progress, while the
 * registry goes down and comes back; {@link io.github.dcisdk.examples.paging.Count} can be continued where it stopped.
 */
@NullMarked
package io.github.dcisdk.examples.paging;

import org.jspecify.annotations.NullMarked;
