/**
 * Keys: {@link io.github.dcisdk.examples.keys.KeyTool} makes them, {@link io.github.dcisdk.examples.keys.KeysGuide} uses
 * them in every form, as {@code docs/keys.md} shows it.
 */
@NullMarked
package io.github.dcisdk.examples.keys;

import org.jspecify.annotations.NullMarked;
