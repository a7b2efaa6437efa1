/**
 * Root of the DCI SDK. Start with {@code io.github.dcisdk.client} to search a registry, or with
 * {@code io.github.dcisdk.registry} to answer as one.
 */
@org.jspecify.annotations.NullMarked
package io.github.dcisdk;
