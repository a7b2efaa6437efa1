package io.github.dcisdk.work;

import java.time.Duration;
import java.util.Objects;

/**
 * One kind of task and how it is done.
 *
 * @param name the name under which tasks are stored; a worker that does not have the queue leaves them to others
 * @param handler does them
 * @param backOff what happens to those that fail
 * @param blocksLane whether a parked task keeps the later ones of its lane waiting; if not, they go on without it
 * @param perPeer how many tasks of one peer are done at the same time by one worker, at most
 * @param peerFaultsToPause after how many faults of a peer in a row its tasks are left alone for a while
 * @param peerPause for how long; then one task is tried
 */
public record TaskQueue(
        String name,
        TaskHandler handler,
        BackOff backOff,
        boolean blocksLane,
        int perPeer,
        int peerFaultsToPause,
        Duration peerPause) {
    /**
     * Checks the parts.
     *
     * @param name the name under which tasks are stored
     * @param handler does them
     * @param backOff what happens to those that fail
     * @param blocksLane whether a parked task keeps the later ones of its lane waiting
     * @param perPeer how many tasks of one peer are done at the same time
     * @param peerFaultsToPause after how many faults of a peer its tasks are left alone
     * @param peerPause for how long
     * @throws IllegalArgumentException if a number is less than 1
     */
    public TaskQueue {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(handler, "handler");
        Objects.requireNonNull(backOff, "backOff");
        Objects.requireNonNull(peerPause, "peerPause");
        if (perPeer < 1 || peerFaultsToPause < 1) {
            throw new IllegalArgumentException("perPeer and peerFaultsToPause: at least 1");
        }
    }

    /**
     * A queue in which a parked task does not hold others up, four tasks of a peer are done at a time, and a peer that
     * fails five times in a row is left alone for 30 seconds.
     *
     * @param name the name under which tasks are stored
     * @param handler does them
     * @param backOff what happens to those that fail
     * @return the queue
     */
    public static TaskQueue of(String name, TaskHandler handler, BackOff backOff) {
        return new TaskQueue(name, handler, backOff, false, 4, 5, Duration.ofSeconds(30));
    }

    /**
     * The same, but a parked task keeps the later ones of its lane waiting until an operator replays or discards it.
     *
     * @return the changed queue
     */
    public TaskQueue blockingLanes() {
        return new TaskQueue(name, handler, backOff, true, perPeer, peerFaultsToPause, peerPause);
    }

    /**
     * The same with another limit of tasks of one peer.
     *
     * @param value how many are done at the same time
     * @return the changed queue
     */
    public TaskQueue perPeer(int value) {
        return new TaskQueue(name, handler, backOff, blocksLane, value, peerFaultsToPause, peerPause);
    }

    /**
     * The same with another patience with peers that do not work.
     *
     * @param faults after how many faults in a row a peer's tasks are left alone
     * @param pause for how long
     * @return the changed queue
     */
    public TaskQueue pausingPeers(int faults, Duration pause) {
        return new TaskQueue(name, handler, backOff, blocksLane, perPeer, faults, pause);
    }
}
