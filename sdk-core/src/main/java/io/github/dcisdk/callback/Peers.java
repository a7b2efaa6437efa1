package io.github.dcisdk.callback;

import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.work.TaskResult;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The peers of an endpoint. What belongs to others is left to programs that know them. Immutable, thread-safe. */
record Peers(Map<String, DciClient> byId, Clock clock) {
    private static final Duration FOR_OTHERS = Duration.ofSeconds(1);

    Peers {
        byId = Map.copyOf(byId);
    }

    Optional<DciClient> find(String peerId) {
        return Optional.ofNullable(byId.get(peerId));
    }

    TaskResult leaveToOthers() {
        return TaskResult.postponed(clock.instant().plus(FOR_OTHERS));
    }
}
