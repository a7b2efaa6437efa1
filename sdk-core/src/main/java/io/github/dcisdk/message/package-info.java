/**
 * The messages of the standard, generated at build time from {@code src/main/openapi/messages.yaml}, and what the
 * specification cannot say: {@link io.github.dcisdk.message.Operation} ties path, action and message types together,
 * {@link io.github.dcisdk.message.Query} composes and types what is searched for and what a subscription's filter asks
 * for, with {@link io.github.dcisdk.message.Expression} and {@link io.github.dcisdk.message.Attribute}, {@link
 * io.github.dcisdk.message.TxnAttribute} and {@link io.github.dcisdk.message.TxnStatus} type which transaction is asked
 * about and how far it is, {@link io.github.dcisdk.message.MessageDocument} reads a body of which nothing is known. Start
 * with {@code Operation}.
 */
@NullMarked
package io.github.dcisdk.message;

import org.jspecify.annotations.NullMarked;
