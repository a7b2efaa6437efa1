package io.github.dcisdk.client;

import io.github.dcisdk.security.TrustStore;
import io.github.dcisdk.security.TrustedSender;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose messages our endpoints accept. Immutable, thread-safe.
 *
 * @param named those that were named one by one
 * @param others a store of others; null if there is none
 * @param store all of them
 */
record OwnTrust(List<TrustedSender> named, @Nullable TrustStore others, TrustStore store) {
    OwnTrust(List<TrustedSender> named, @Nullable TrustStore others) {
        this(List.copyOf(named), others, TrustStore.of(named).or(others == null ? TrustStore.of() : others));
    }

    boolean namesUnsigned() {
        return named.stream().anyMatch(TrustedSender::isUnsigned);
    }

    boolean isNamedOnly() {
        return others == null;
    }
}
