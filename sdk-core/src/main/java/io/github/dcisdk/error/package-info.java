/**
 * What can go wrong, as types a caller can react to. Everything thrown by the SDK in response to the outside world is a
 * {@link io.github.dcisdk.error.DciException}; a mistake in the calling code is an {@link
 * java.lang.IllegalArgumentException} or {@link java.lang.IllegalStateException}. Start with {@code docs/errors.md} or
 * {@link io.github.dcisdk.error.ErrorCode}, which lists every stable code.
 */
@NullMarked
package io.github.dcisdk.error;

import org.jspecify.annotations.NullMarked;
