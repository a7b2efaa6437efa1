/**
 * For the tests of programs that use the SDK: {@link io.github.dcisdk.testing.TestRegistry} is a real registry over HTTP
 * that holds the records of a test, keeps the requests it receives, and misbehaves when told so by a {@link
 * io.github.dcisdk.testing.Fault}. Nothing of it belongs into production.
 */
@NullMarked
package io.github.dcisdk.testing;

import org.jspecify.annotations.NullMarked;
