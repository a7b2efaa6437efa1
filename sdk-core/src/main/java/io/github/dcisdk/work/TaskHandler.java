package io.github.dcisdk.work;

import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.store.StoreTransaction;

/** Does the tasks of a queue. Implementations are thread-safe and may block. */
@FunctionalInterface
public interface TaskHandler {
    /**
     * Does a task. It may be done more than once: when the program crashes, or takes longer than its lease although that is
     * renewed. What is written through the transaction is stored in one step with the end of the task, and only if the task
     * is {@linkplain TaskResult#done() done}; so it happens once.
     *
     * @param task the task
     * @param transaction writes that belong to the task; it is committed and closed by the worker
     * @return what becomes of the task
     * @throws RuntimeException of any kind: the task is tried again later, as its queue says
     */
    TaskResult handle(ClaimedTask task, StoreTransaction transaction);
}
