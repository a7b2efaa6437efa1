/**
 * The messages of the standard, generated at build time from {@code src/main/openapi/messages.yaml}, and what the
 * specification cannot say: {@link io.github.dcisdk.message.Operation} ties path, action and message types together,
 * {@link io.github.dcisdk.message.Query} types what is searched for. Start with {@code Operation}.
 */
@NullMarked
package io.github.dcisdk.message;

import org.jspecify.annotations.NullMarked;
