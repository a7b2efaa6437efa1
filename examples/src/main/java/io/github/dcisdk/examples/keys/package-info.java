/** Makes the key pair of one side: {@link io.github.dcisdk.examples.keys.KeyTool}. */
@NullMarked
package io.github.dcisdk.examples.keys;

import org.jspecify.annotations.NullMarked;
