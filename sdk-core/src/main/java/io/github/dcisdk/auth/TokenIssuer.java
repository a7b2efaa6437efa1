package io.github.dcisdk.auth;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.security.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Issues short-lived bearer tokens for client credentials (RFC 6749 section 4.4) and recognises them: enough for tests,
 * quickstarts and small registries with one process. Tokens are random, kept in memory as digests, and gone after a restart,
 * when callers simply ask for new ones. Of client secrets, too, only digests are kept. Thread-safe. {@code
 * io.github.dcisdk.inbound.TokenEndpoint} puts it on the network.
 *
 * <p>Secrets are made by chance and at least 16 characters long, so they are not found by trying. Attempts are not counted
 * against a client: whoever knows its id could then keep it from new tokens. Who fails learns nothing from the answer or from
 * the time that it takes, not even whether there is such a client; when many fail, a warning is logged.
 */
public final class TokenIssuer implements InboundAuthentication {
    private static final Logger LOG = LoggerFactory.getLogger(TokenIssuer.class);
    private static final int TOKEN_BYTES = 32;
    /** How many failures within a minute are worth a warning. */
    private static final int ALARM = 10;

    private final Map<String, RegisteredClient> clients;
    private final RegisteredClient stranger;
    private final ActionScopes actionScopes;
    private final Duration lifetime;
    private final Clock clock;
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final Object failureLock = new Object();
    private long minute = Long.MIN_VALUE;
    private int failures;

    private TokenIssuer(Builder builder) {
        Map<String, RegisteredClient> registered = new HashMap<>();
        builder.clients.forEach((id, client) -> registered.put(id, new RegisteredClient(client)));
        this.clients = Map.copyOf(registered);
        // Knocking on an unknown door takes as long as on a known one.
        this.stranger =
                new RegisteredClient(new RegisteredClient.Settings("", Set.of(), List.of(Sha256.digest(newToken()))));
        this.actionScopes = builder.actionScopes;
        this.lifetime = builder.lifetime;
        this.clock = builder.clock;
    }

    /** What a token stands for. */
    record Grant(String digest, String senderId, Set<String> scopes, Instant expiresAt) {}

    /**
     * Begins an issuer.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** How a request for a token ends. */
    public sealed interface Decision {
        /**
         * A token is given.
         *
         * @param token the token, which is to be sent after {@code Bearer}
         * @param lifetime how long it is good
         * @param scopes what it is good for, in alphabetical order; empty if the client has no scopes
         */
        record Issued(String token, Duration lifetime, List<String> scopes) implements Decision {
            /**
             * Creates the decision.
             *
             * @param token the token
             * @param lifetime how long it is good
             * @param scopes what it is good for; copied
             */
            public Issued {
                scopes = List.copyOf(scopes);
            }

            @Override
            public String toString() {
                return "Issued[redacted]";
            }
        }

        /**
         * No token is given.
         *
         * @param reason why
         */
        record Refused(Reason reason) implements Decision {}
    }

    /** Why no token is given. */
    public enum Reason {
        /** Unknown client, or wrong secret: deliberately one answer for both. */
        INVALID_CLIENT,
        /** A scope that the client does not have. */
        INVALID_SCOPE
    }

    /**
     * Decides on a request for a token.
     *
     * @param clientId the client that asks; any text
     * @param clientSecret its secret; any text
     * @param scopes the scopes it asks for; none to ask for all that it has
     * @return a token, or why there is none
     */
    public Decision issue(String clientId, String clientSecret, Collection<String> scopes) {
        RegisteredClient known = clients.get(clientId);
        RegisteredClient client = known == null ? stranger : known;
        // What a stranger calls itself may be a secret that stands in the wrong place.
        String name = known == null ? "(not known)" : clientId;
        Instant now = clock.instant();
        // Before anything else, so that what else is wrong is told to the client alone.
        if (!client.hasSecret(clientSecret) || known == null) {
            noteFailure(now);
            return refused(Reason.INVALID_CLIENT, name);
        } else if (!client.scopes().containsAll(scopes)) {
            return refused(Reason.INVALID_SCOPE, name);
        }
        Set<String> granted = scopes.isEmpty() ? client.scopes() : Set.copyOf(scopes);
        String token = newToken();
        Grant grant = new Grant(
                Sha256.base64(token.getBytes(StandardCharsets.UTF_8)), client.senderId(), granted, now.plus(lifetime));
        grants.put(grant.digest(), grant);
        client.remember(grant, now).forEach(old -> grants.remove(old.digest()));
        return new Decision.Issued(token, lifetime, granted.stream().sorted().toList());
    }

    /** Somebody tries secrets, or a client has a wrong one: worth a look, but not worth a line for each attempt. */
    private void noteFailure(Instant now) {
        boolean alarm;
        synchronized (failureLock) {
            long current = Math.floorDiv(now.getEpochSecond(), 60L);
            failures = current == minute ? failures + 1 : 1;
            minute = current;
            alarm = failures == ALARM;
        }
        if (alarm) {
            LOG.warn("{} requests for tokens with wrong credentials within a minute, perhaps more to come", ALARM);
        }
    }

    private static Decision refused(Reason reason, String client) {
        LOG.debug("no token for client {}: {}", LogText.safe(client), reason);
        return new Decision.Refused(reason);
    }

    private static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public Caller check(@Nullable String authorization) {
        // Found by digest: how long that takes says nothing about a token that is nearly right.
        return BearerHeader.token(authorization)
                .flatMap(
                        token -> Optional.ofNullable(grants.get(Sha256.base64(token.getBytes(StandardCharsets.UTF_8)))))
                .filter(grant -> clock.instant().isBefore(grant.expiresAt()))
                .map(grant -> Caller.admittedAs(grant.senderId()).onlyActions(actionScopes.allowed(grant.scopes())))
                .orElseGet(Caller::refused);
    }

    @Override
    public String toString() {
        return "TokenIssuer[" + clients.size() + " clients]";
    }

    /** Sets an issuer up. Not thread-safe. */
    public static final class Builder {
        private static final int MIN_SECRET_LENGTH = 16;

        private final Map<String, RegisteredClient.Settings> clients = new HashMap<>();
        private ActionScopes actionScopes = ActionScopes.NONE;
        private Duration lifetime = Duration.ofMinutes(5);
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        /**
         * Registers a client. Calling it again with the same id and another secret lets both secrets in, so that one can be
         * replaced without an interruption.
         *
         * @param clientId the client's id
         * @param clientSecret its secret, made by chance: at least 16 characters; only a digest is kept
         * @param senderId the {@code sender_id} for which its tokens stand
         * @param scopes what it may ask for, each without spaces; none if scopes play no part
         * @return this
         * @throws IllegalArgumentException if an id is blank, the secret too short, a scope blank or with spaces, or the
         *     client is registered already for another sender or other scopes
         */
        public Builder client(String clientId, String clientSecret, String senderId, String... scopes) {
            if (clientId.isBlank() || senderId.isBlank()) {
                throw new IllegalArgumentException("a client has an id and a sender_id, and neither is blank");
            }
            if (clientSecret.length() < MIN_SECRET_LENGTH) {
                throw new IllegalArgumentException("the secret of client " + LogText.safe(clientId)
                        + " is shorter than 16 characters; make one with 'openssl rand -base64 32'");
            }
            Set<String> named = new HashSet<>(List.of(scopes));
            if (named.stream().anyMatch(scope -> scope.isEmpty() || scope.contains(" "))) {
                throw new IllegalArgumentException("a scope is not blank and holds no space; give several one by one");
            }
            RegisteredClient.Settings registered =
                    new RegisteredClient.Settings(senderId, named, List.of(Sha256.digest(clientSecret)));
            RegisteredClient.Settings before = clients.putIfAbsent(clientId, registered);
            if (before != null && !before.isSameClient(registered)) {
                throw new IllegalArgumentException("client " + LogText.safe(clientId)
                        + " is registered already, for another sender or with other scopes");
            } else if (before != null) {
                clients.put(clientId, before.withSecretsOf(registered));
            }
            return this;
        }

        /**
         * Says which scope a message needs. Once one is named, an action without scope is allowed to nobody.
         *
         * @param action the header's {@code action}, for example {@code search}
         * @param scope the scope that a token must have
         * @return this
         * @throws IllegalArgumentException if one is blank, or the scope holds a space
         */
        public Builder scope(String action, String scope) {
            this.actionScopes = actionScopes.with(action, scope);
            return this;
        }

        /**
         * Says how long a token is good.
         *
         * @param value from 10 seconds to one day; 5 minutes by default
         * @return this
         * @throws IllegalArgumentException if the value is out of range
         */
        public Builder lifetime(Duration value) {
            if (value.compareTo(Duration.ofSeconds(10)) < 0 || value.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("the lifetime of a token: from 10 seconds to one day");
            }
            this.lifetime = value;
            return this;
        }

        /**
         * Sets the time by which tokens expire; for tests.
         *
         * @param value the clock; the system's by default
         * @return this
         */
        public Builder clock(Clock value) {
            this.clock = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Ends the set-up. The builder is not to be used again.
         *
         * @return the issuer
         * @throws IllegalStateException if no client is registered
         */
        public TokenIssuer build() {
            if (clients.isEmpty()) {
                throw new IllegalStateException("nobody could get a token: call client(..) at least once");
            }
            return new TokenIssuer(this);
        }
    }
}
