/** Whom a registry trusts. */
@NullMarked
package io.github.dcisdk.examples.trust;

import org.jspecify.annotations.NullMarked;
