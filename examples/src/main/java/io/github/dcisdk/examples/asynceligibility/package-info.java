/**
 * A search that is answered later, while the asking program is started three times: {@link
 * io.github.dcisdk.examples.asynceligibility.AsyncEligibility}. Each page of the answer counts once.
 */
@NullMarked
package io.github.dcisdk.examples.asynceligibility;

import org.jspecify.annotations.NullMarked;
