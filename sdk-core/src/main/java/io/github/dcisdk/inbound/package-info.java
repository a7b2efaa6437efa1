/**
 * What happens to a message that comes in, whatever server brought it: {@link io.github.dcisdk.inbound.MessagePipeline}
 * takes it through the stages of {@link io.github.dcisdk.inbound.Stage} and turns every failure into the standard's
 * answer, after the one table in {@link io.github.dcisdk.inbound.Refusal}. Until the message is understood the answer is a
 * refusal, an unsigned acknowledgement {@code ERR}; after that it is a signed envelope, also when it rejects. A message
 * that is worked on later is stored in an {@link io.github.dcisdk.store.DciStore} and acknowledged, once for however many
 * deliveries. Server adapters such as {@link io.github.dcisdk.inbound.JdkHttpServer} only carry bytes to an {@link
 * io.github.dcisdk.inbound.InboundHandler} and back, by way of {@link
 * io.github.dcisdk.inbound.ServerAdapter}. Start with {@code io.github.dcisdk.registry}, which builds the
 * handlers.
 */
@NullMarked
package io.github.dcisdk.inbound;

import org.jspecify.annotations.NullMarked;
