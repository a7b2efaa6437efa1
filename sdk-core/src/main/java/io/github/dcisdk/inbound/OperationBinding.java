package io.github.dcisdk.inbound;

import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.message.Operation;
import java.util.Optional;
import java.util.Set;

/**
 * An operation and what answers it at once.
 *
 * @param operation the operation
 * @param handler works on its messages
 */
record OperationBinding<Q extends DciObject, A extends DciObject>(
        Operation<Q, A> operation, OperationHandler<Q, A> handler) implements Binding {

    @Override
    public Operation.Side<Q> side() {
        return operation.request();
    }

    @Override
    public Set<String> actions() {
        return Set.of(side().action());
    }

    @Override
    public boolean accepts(String action) {
        return action.equals(side().action());
    }

    @Override
    public boolean isForConsumer() {
        return false;
    }

    @Override
    public Optional<Inbox> inbox() {
        return Optional.empty();
    }

    @Override
    public InboundResponse dispatch(InboundExchange exchange, EnvelopeAnswers answers) {
        A answer = handler.handle(exchange.message(operation.request()), exchange);
        return answers.succeeded(exchange, operation.answer(), answer);
    }

    InboundResponse reject(InboundExchange exchange, EnvelopeAnswers answers, RejectedException rejection) {
        return answers.rejected(exchange, operation, exchange.message(operation.request()), rejection);
    }
}
