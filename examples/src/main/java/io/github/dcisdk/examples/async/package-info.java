/**
 * The code that {@code docs/async.md} shows: searches that are answered later, handlers, events and subscriptions.
 */
@NullMarked
package io.github.dcisdk.examples.async;

import org.jspecify.annotations.NullMarked;
