package io.github.dcisdk.callback;

import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.work.TaskResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The peers of an endpoint. What belongs to others is left to programs that know them. Immutable, thread-safe. */
record Peers(Map<String, DciClient> byId, Map<String, List<RegistryProfile>> registries, Clock clock) {
    private static final Duration FOR_OTHERS = Duration.ofDays(1);

    Peers {
        byId = Map.copyOf(byId);
        registries = Map.copyOf(registries);
    }

    Optional<DciClient> find(String peerId) {
        return Optional.ofNullable(byId.get(peerId));
    }

    /** Whether events of a registry are taken from a peer: it has it, or nothing is said of what it has. */
    boolean mayReport(String peerId, RegistryProfile registry) {
        List<RegistryProfile> own = registries.getOrDefault(peerId, List.of());
        return own.isEmpty() || own.contains(registry);
    }

    /** For a day; then an operator has to see to it. */
    TaskResult leaveToOthers(ClaimedTask task) {
        Instant now = clock.instant();
        return now.isAfter(task.createdAt().plus(FOR_OTHERS))
                ? TaskResult.givenUp("no program knows the peer")
                : TaskResult.leftToOthers(task.createdAt(), now);
    }
}
