package io.github.dcisdk.auth;

import io.github.dcisdk.auth.TokenIssuer.Grant;
import io.github.dcisdk.security.Sha256;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** A client of a {@link TokenIssuer}: what it may have, which tokens it has. Thread-safe. */
final class RegisteredClient {
    /** More are of no use to anybody, and somebody who asks without end must not fill the memory. */
    private static final int MAX_GRANTS = 1_000;

    private final Settings settings;
    private final Deque<Grant> grants = new ArrayDeque<>();

    RegisteredClient(Settings settings) {
        this.settings = settings;
    }

    /** What is configured. */
    record Settings(String senderId, Set<String> scopes, List<byte[]> secretDigests) {
        Settings {
            scopes = Set.copyOf(scopes);
            secretDigests = List.copyOf(secretDigests);
        }

        boolean isSameClient(Settings other) {
            return senderId.equals(other.senderId) && scopes.equals(other.scopes);
        }

        Settings withSecretsOf(Settings other) {
            List<byte[]> all = new ArrayList<>(secretDigests);
            all.addAll(other.secretDigests);
            return new Settings(senderId, scopes, all);
        }
    }

    String senderId() {
        return settings.senderId();
    }

    Set<String> scopes() {
        return settings.scopes();
    }

    boolean hasSecret(String secret) {
        byte[] digest = Sha256.digest(secret);
        boolean right = false;
        for (byte[] known : settings.secretDigests()) {
            // No early end: how long it takes must not tell which secret was nearly right.
            right |= MessageDigest.isEqual(known, digest);
        }
        return right;
    }

    /** Keeps a new token in mind, and gives back those that are to be forgotten. */
    synchronized List<Grant> remember(Grant grant, Instant now) {
        List<Grant> forgotten = new ArrayList<>();
        while (!grants.isEmpty()
                && (grants.size() >= MAX_GRANTS || !now.isBefore(grants.peek().expiresAt()))) {
            forgotten.add(grants.remove());
        }
        grants.add(grant);
        return forgotten;
    }
}
