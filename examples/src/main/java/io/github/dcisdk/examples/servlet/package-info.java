/**
 * A registry in a servlet container, as docs/servlet.md shows it: {@link
 * io.github.dcisdk.examples.servlet.ServletGuide}.
 */
@NullMarked
package io.github.dcisdk.examples.servlet;

import org.jspecify.annotations.NullMarked;
