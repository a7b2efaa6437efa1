/**
 * Who gets a grant: {@link io.github.dcisdk.examples.eligibility.Eligibility} asks a social registry for households that may
 * qualify, and {@link io.github.dcisdk.examples.eligibility.ChildGrant} decides on each by the exact rule.
 */
@NullMarked
package io.github.dcisdk.examples.eligibility;

import org.jspecify.annotations.NullMarked;
