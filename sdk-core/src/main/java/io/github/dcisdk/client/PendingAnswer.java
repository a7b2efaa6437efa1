package io.github.dcisdk.client;

import java.util.concurrent.CompletableFuture;

/**
 * An answer that comes later. It is completed by the program's callback endpoint or, if the answer reached another program
 * that shares the store, within {@link Dci.Builder#answerPollInterval}; with the errors of {@code io.github.dcisdk.error} when
 * none comes. Cancelling it, or completing it in another way, only stops waiting: the registry works on, and its answer is
 * kept for {@link RegistryClient#resume}. Completions run in the threads of {@link Dci.Builder#executor}.
 *
 * @param <R> what is answered
 */
public final class PendingAnswer<R> extends CompletableFuture<R> {
    private final String transactionId;

    PendingAnswer(String transactionId) {
        this.transactionId = transactionId;
    }

    /**
     * By which the answer is found again, for example after a restart.
     *
     * @return the {@code transaction_id} of the request
     */
    public String transactionId() {
        return transactionId;
    }

    @Override
    public String toString() {
        return "PendingAnswer[" + transactionId + (isDone() ? ", done]" : "]");
    }
}
