package io.github.dcisdk.registry;

import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.message.Operation;

/**
 * The work on one kind of request that is answered later. Implementations are thread-safe.
 *
 * @param <Q> the request
 * @param <A> the answer
 */
interface RequestWork<Q extends DciObject, A extends DciObject> {
    /** What is asked. */
    Operation<Q, A> operation();

    /** What is known of the answer before anybody has worked on the request. */
    A pending(PeerRequest<Q> request);

    /**
     * Works on a request.
     *
     * @param answers takes the answers; they are stored in one step with the end of the work
     * @return what is kept of the answer when it is delivered: ids, statuses and counts
     * @throws RuntimeException to be called again later
     */
    A answer(PeerRequest<Q> request, AnswerOutbox<A> answers);

    /**
     * Answers although the work failed each time, and there is no further attempt: here by rejecting the whole.
     *
     * @param answers takes the answers
     * @return what is kept of the answer
     */
    default A answerAtLast(PeerRequest<Q> request, AnswerOutbox<A> answers) {
        A empty = operation().emptyAnswer(request.message(), request.correlationId(), answers.now());
        answers.reject(empty, Faults.rejection());
        return empty;
    }
}
