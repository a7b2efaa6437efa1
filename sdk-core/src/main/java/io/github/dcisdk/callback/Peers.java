package io.github.dcisdk.callback;

import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.work.TaskResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The peers of an endpoint. What belongs to others is left to programs that know them. Immutable, thread-safe. */
record Peers(Map<String, DciClient> byId, Clock clock) {
    private static final Duration FOR_OTHERS = Duration.ofDays(1);

    Peers {
        byId = Map.copyOf(byId);
    }

    Optional<DciClient> find(String peerId) {
        return Optional.ofNullable(byId.get(peerId));
    }

    /** For a day; then an operator has to see to it. */
    TaskResult leaveToOthers(ClaimedTask task) {
        Instant now = clock.instant();
        return now.isAfter(task.createdAt().plus(FOR_OTHERS))
                ? TaskResult.givenUp("no program knows the peer")
                : TaskResult.leftToOthers(task.createdAt(), now);
    }
}
