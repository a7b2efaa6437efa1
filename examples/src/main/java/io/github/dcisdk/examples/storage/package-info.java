/** Where a program keeps what must not be lost. */
@NullMarked
package io.github.dcisdk.examples.storage;

import org.jspecify.annotations.NullMarked;
