package io.github.dcisdk.store;

/** What becomes of a task that is stored. Tasks that are done are not stored any more. */
public enum TaskState {
    /** It is to be done: now, later, or by somebody who has claimed it. */
    READY,
    /** It was given up for now. An operator replays or discards it. */
    PARKED
}
