package io.github.dcisdk.testing;

import java.util.function.UnaryOperator;

/** What a fault does. Implementations are immutable. */
@FunctionalInterface
interface Effect {
    /**
     * Changes an answer.
     *
     * @param reply what goes back without this effect
     * @param scene the request, and who answers
     */
    Reply reply(Reply reply, Scene scene);

    /** Changes how the registry searches. */
    default Evaluation evaluation(Evaluation evaluation) {
        return evaluation;
    }

    /** Both effects, this one first. */
    default Effect and(Effect next) {
        Effect first = this;
        return new Effect() {
            @Override
            public Reply reply(Reply reply, Scene scene) {
                return next.reply(first.reply(reply, scene), scene);
            }

            @Override
            public Evaluation evaluation(Evaluation evaluation) {
                return next.evaluation(first.evaluation(evaluation));
            }
        };
    }

    /** An effect on nothing but the search. */
    static Effect searching(UnaryOperator<Evaluation> change) {
        return new Effect() {
            @Override
            public Reply reply(Reply reply, Scene scene) {
                return reply;
            }

            @Override
            public Evaluation evaluation(Evaluation evaluation) {
                return change.apply(evaluation);
            }
        };
    }
}
