package io.github.dcisdk.inbound;

import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.message.Operation;
import java.util.Optional;
import java.util.Set;

/** What is at a path: which message comes in there, and how it is answered. Immutable, thread-safe. */
sealed interface Binding permits OperationBinding, AcknowledgedBinding {
    Operation<?, ?> operation();

    /** The message that comes in: the operation's request, or its answer where we are called back. */
    Operation.Side<? extends DciObject> side();

    /** The actions, as the standard writes them, whose messages come in here. */
    Set<String> actions();

    /** Whether a message of this action comes in here. */
    boolean accepts(String action);

    /** Whether the header is that of answers and events, and the message is read in whatever form it comes. */
    boolean isForConsumer();

    /** Where deliveries are remembered; empty if the message is answered anew each time. */
    Optional<Inbox> inbox();

    InboundResponse dispatch(InboundExchange exchange, EnvelopeAnswers answers);
}
