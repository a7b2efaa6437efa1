/**
 * Real processes over real sockets and files, and what is left when they are killed. {@link
 * io.github.dcisdk.reliability.KilledProcessesTest} is the short form that every build runs.
 */
@NullMarked
package io.github.dcisdk.reliability;

import org.jspecify.annotations.NullMarked;
