package io.github.dcisdk.callback;

import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.work.TaskResult;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The peers of an endpoint. What belongs to others is left to programs that know them. Immutable, thread-safe. */
record Peers(Map<String, DciClient> byId, Map<String, List<RegistryProfile>> registries, Clock clock) {
    private static final Duration FOR_OTHERS = Duration.ofSeconds(1);

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

    TaskResult leaveToOthers() {
        return TaskResult.postponed(clock.instant().plus(FOR_OTHERS));
    }
}
