/**
 * What the examples have in common: {@link io.github.dcisdk.examples.loopback.LoopbackRegistry} is a registry to ask, {@link
 * io.github.dcisdk.examples.loopback.Database} a database as an application has one. Not part of the SDK.
 */
@NullMarked
package io.github.dcisdk.examples.loopback;

import org.jspecify.annotations.NullMarked;
