package io.github.dcisdk.auth;

import io.github.dcisdk.error.LogText;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An issuer of JWT access tokens that we believe: its keys, for whom its tokens are meant, and which of its subjects is which
 * sender. Each method gives a changed copy. Immutable.
 */
public final class JwtIssuer {
    private final String issuer;
    private final String audience;
    private final TokenKeys keys;
    private final String senderClaim;
    private final Map<String, String> senders;
    private final @Nullable Function<String, Optional<String>> otherSenders;
    private final ActionScopes actionScopes;
    private final boolean onlyAccessTokenType;

    private JwtIssuer(
            String issuer,
            String audience,
            TokenKeys keys,
            String senderClaim,
            Map<String, String> senders,
            @Nullable Function<String, Optional<String>> otherSenders,
            ActionScopes actionScopes,
            boolean onlyAccessTokenType) {
        this.issuer = issuer;
        this.audience = audience;
        this.keys = keys;
        this.senderClaim = senderClaim;
        this.senders = Map.copyOf(senders);
        this.otherSenders = otherSenders;
        this.actionScopes = actionScopes;
        this.onlyAccessTokenType = onlyAccessTokenType;
    }

    /**
     * An issuer. None of its subjects may call until one is named by {@link #sender} or {@link #senders}.
     *
     * @param issuer its name, exactly as in the claim {@code iss}
     * @param audience our name with it, exactly as in the claim {@code aud}: a token for somebody else is refused
     * @param keys the keys with which it signs
     * @return the entry
     * @throws IllegalArgumentException if issuer or audience is blank
     */
    public static JwtIssuer of(String issuer, String audience, TokenKeys keys) {
        if (issuer.isBlank() || audience.isBlank()) {
            throw new IllegalArgumentException(
                    "an issuer has a name, and its tokens are for somebody: neither is blank");
        }
        return new JwtIssuer(
                issuer,
                audience,
                Objects.requireNonNull(keys, "keys"),
                "sub",
                Map.of(),
                null,
                ActionScopes.NONE,
                false);
    }

    /**
     * Lets a subject call.
     *
     * @param subject the value of the claim that says who calls, exactly
     * @param senderId the {@code sender_id} that it may use
     * @return a changed copy
     * @throws IllegalArgumentException if one is blank, or the subject is another sender already
     */
    public JwtIssuer sender(String subject, String senderId) {
        if (subject.isBlank() || senderId.isBlank()) {
            throw new IllegalArgumentException("a subject and its sender_id are not blank");
        }
        Map<String, String> changed = new HashMap<>(senders);
        String before = changed.putIfAbsent(subject, senderId);
        if (before != null && !before.equals(senderId)) {
            throw new IllegalArgumentException("subject " + LogText.safe(subject) + " is two senders");
        }
        return new JwtIssuer(
                issuer, audience, keys, senderClaim, changed, otherSenders, actionScopes, onlyAccessTokenType);
    }

    /**
     * Looks subjects up that {@link #sender} does not name, for example in a register of partners.
     *
     * @param mapping gives the {@code sender_id} of a subject; empty for one that may not call. Called by many threads
     * @return a changed copy
     */
    public JwtIssuer senders(Function<String, Optional<String>> mapping) {
        return new JwtIssuer(
                issuer,
                audience,
                keys,
                senderClaim,
                senders,
                Objects.requireNonNull(mapping, "mapping"),
                actionScopes,
                onlyAccessTokenType);
    }

    /**
     * Names the claim that says who calls.
     *
     * @param claim for example {@code client_id} or {@code azp}; {@code sub} by default
     * @return a changed copy
     * @throws IllegalArgumentException if the name is blank
     */
    public JwtIssuer senderClaim(String claim) {
        if (claim.isBlank()) {
            throw new IllegalArgumentException("the claim that says who calls has a name");
        }
        return new JwtIssuer(issuer, audience, keys, claim, senders, otherSenders, actionScopes, onlyAccessTokenType);
    }

    /**
     * Says which scope a message needs. Once one is named, an action without scope is allowed to nobody.
     *
     * @param action the header's {@code action}, for example {@code search}
     * @param scope the scope that must be in the claim {@code scope} (RFC 9068 section 2.2.3)
     * @return a changed copy
     * @throws IllegalArgumentException if one is blank, or the scope holds a space
     */
    public JwtIssuer scope(String action, String scope) {
        return new JwtIssuer(
                issuer,
                audience,
                keys,
                senderClaim,
                senders,
                otherSenders,
                actionScopes.with(action, scope),
                onlyAccessTokenType);
    }

    /**
     * Takes only tokens that say by their type that they are access tokens ({@code at+jwt}, RFC 9068 section 2.1), so that
     * no ID token passes for one. Without it, {@code JWT} and no type are taken too, which is what most issuers write.
     *
     * @return a changed copy
     */
    public JwtIssuer onlyAccessTokenType() {
        return new JwtIssuer(issuer, audience, keys, senderClaim, senders, otherSenders, actionScopes, true);
    }

    String issuer() {
        return issuer;
    }

    String audience() {
        return audience;
    }

    TokenKeys keys() {
        return keys;
    }

    String senderClaim() {
        return senderClaim;
    }

    boolean isOnlyAccessTokenType() {
        return onlyAccessTokenType;
    }

    ActionScopes actionScopes() {
        return actionScopes;
    }

    boolean hasSenders() {
        return !senders.isEmpty() || otherSenders != null;
    }

    Optional<String> senderOf(String subject) {
        String named = senders.get(subject);
        return named != null || otherSenders == null ? Optional.ofNullable(named) : otherSenders.apply(subject);
    }

    @Override
    public String toString() {
        return "JwtIssuer[" + LogText.safe(issuer) + "]";
    }
}
