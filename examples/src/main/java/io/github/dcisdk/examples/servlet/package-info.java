/**
 * A registry in a servlet container, as the project's first page shows it: {@link
 * io.github.dcisdk.examples.servlet.ServletGuide}.
 */
@NullMarked
package io.github.dcisdk.examples.servlet;

import org.jspecify.annotations.NullMarked;
