package io.github.dcisdk.registry;

import io.github.dcisdk.json.DciObject;

/**
 * The work on one kind of request that is answered later. Implementations are thread-safe.
 *
 * @param <Q> the request
 * @param <A> the answer
 */
interface RequestWork<Q extends DciObject, A extends DciObject> {
    /** What is known of the answer before anybody has worked on the request. */
    A pending(PeerRequest<Q> request);

    /**
     * Works on a request.
     *
     * @param answers takes the answers; they are stored in one step with the end of the work
     * @param lastResort whether an answer is wanted although something fails, because there is no further attempt
     * @return what is kept of the answer when it is delivered: ids, statuses and counts
     * @throws RuntimeException to be called again later
     */
    A answer(PeerRequest<Q> request, AnswerOutbox<A> answers, boolean lastResort);
}
