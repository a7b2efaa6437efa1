/**
 * The consumer's side of what comes later: answers to requests that were acknowledged, and events. {@link
 * io.github.dcisdk.callback.CallbackEndpoint} takes them and has them worked on. Everything that happens is a task of the
 * store, done by a worker over the clock of {@code Dci}: a program that dies leaves it to the next one. {@code docs/async.md}
 * shows it in use.
 */
@NullMarked
package io.github.dcisdk.callback;

import org.jspecify.annotations.NullMarked;
