/**
 * JSON as this protocol needs it: nothing that is read gets lost, nothing ambiguous is trusted, and every deviation is
 * reported. Start with {@link io.github.dcisdk.json.Rule}.
 */
@NullMarked
package io.github.dcisdk.json;

import org.jspecify.annotations.NullMarked;
