/** Tokens on both sides, as {@code docs/tokens.md} shows them: {@link io.github.dcisdk.examples.tokens.TokensGuide}. */
@NullMarked
package io.github.dcisdk.examples.tokens;

import org.jspecify.annotations.NullMarked;
