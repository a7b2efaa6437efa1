package io.github.dcisdk.inbound;

import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.message.HeaderAction;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.Operation.Exchange;
import java.util.Optional;
import java.util.Set;

/**
 * A message that is stored and acknowledged.
 *
 * @param operation the operation that it belongs to
 * @param side the message
 * @param isForConsumer whether it is an answer or an event
 * @param handler decides whether it is accepted
 * @param store where it is kept
 */
record AcknowledgedBinding<M extends DciObject>(
        Operation<?, ?> operation,
        Operation.Side<M> side,
        boolean isForConsumer,
        AcceptanceHandler<M> handler,
        Inbox store)
        implements Binding {

    /** A request that is answered by a callback later, or an event. */
    static <Q extends DciObject> AcknowledgedBinding<Q> request(
            Operation<Q, ?> operation, AcceptanceHandler<Q> handler, Inbox store) {
        if (operation.exchange() == Exchange.SYNCHRONOUS) {
            throw new IllegalArgumentException(operation + " is answered in the HTTP response");
        }
        boolean event = operation.exchange() == Exchange.ONE_WAY;
        return new AcknowledgedBinding<>(operation, operation.request(), event, handler, store);
    }

    /** An answer that comes later than the request of ours that it belongs to. */
    static <A extends DciObject> AcknowledgedBinding<A> callback(
            Operation<?, A> operation, AcceptanceHandler<A> handler, Inbox store) {
        if (operation.exchange() != Exchange.ACKNOWLEDGED) {
            throw new IllegalArgumentException(operation + " is not answered by a callback");
        }
        return new AcknowledgedBinding<>(operation, operation.answer(), true, handler, store);
    }

    @Override
    public Set<String> actions() {
        String asked = operation.request().action();
        return !isForConsumer || side.action().equals(asked) ? Set.of(side.action()) : Set.of(side.action(), asked);
    }

    /** Some peers name what they answer, and some have spellings of their own. */
    @Override
    public boolean accepts(String action) {
        return isForConsumer ? actions().contains(HeaderAction.of(action).code()) : action.equals(side.action());
    }

    @Override
    public Optional<Inbox> inbox() {
        return Optional.of(store);
    }

    @Override
    public InboundResponse dispatch(InboundExchange exchange, EnvelopeAnswers answers) {
        M message = exchange.message(side);
        Acceptance acceptance = handler.accept(message, exchange);
        return store.receive(
                exchange, message, side.transactionId().apply(message).orElse(""), acceptance);
    }
}
