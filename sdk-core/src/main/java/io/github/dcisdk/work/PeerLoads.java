package io.github.dcisdk.work;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How busy one worker is with each peer of a queue, and which peers do not work at the moment. Thread-safe. */
final class PeerLoads {
    private final TaskQueue queue;
    private final Map<String, Load> loads = new HashMap<>();

    private static final class Load {
        int running;
        int faults;

        @Nullable
        Instant pausedUntil;

        boolean isIdle() {
            return running == 0 && faults == 0;
        }
    }

    PeerLoads(TaskQueue queue) {
        this.queue = queue;
    }

    /** The peers that get nothing more now. After a pause, one task tells whether the peer works again. */
    synchronized Set<String> full(Instant now) {
        Set<String> full = new HashSet<>();
        loads.forEach((peer, load) -> {
            boolean paused = load.pausedUntil != null && load.pausedUntil.isAfter(now);
            int limit = load.faults >= queue.peerFaultsToPause() ? 1 : queue.perPeer();
            if (paused || load.running >= limit) {
                full.add(peer);
            }
        });
        return full;
    }

    /** Counts a task, or says false if the peer has as many as it may have, so that this one is to be given back. */
    synchronized boolean begin(String peer, Instant now) {
        if (full(now).contains(peer)) {
            return false;
        }
        loads.computeIfAbsent(peer, added -> new Load()).running++;
        return true;
    }

    /** Counts a task that ended, and says whether the peer is left alone from now on and was not before. */
    synchronized boolean end(String peer, boolean isPeerFault, boolean reached, Instant now) {
        Load load = loads.get(peer);
        if (load == null) {
            return false;
        }
        load.running--;
        boolean paused = false;
        if (isPeerFault) {
            load.faults++;
            paused = load.faults == queue.peerFaultsToPause();
            if (load.faults >= queue.peerFaultsToPause()) {
                load.pausedUntil = now.plus(queue.peerPause());
            }
        } else if (reached) {
            load.faults = 0;
            load.pausedUntil = null;
        }
        if (load.isIdle()) {
            loads.remove(peer);
        }
        return paused;
    }
}
