/** What {@code docs/registry-async.md} shows: a registry that answers later and tells subscribers what happened. */
@NullMarked
package io.github.dcisdk.examples.registry;

import org.jspecify.annotations.NullMarked;
