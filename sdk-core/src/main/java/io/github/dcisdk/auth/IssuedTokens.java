package io.github.dcisdk.auth;

import io.github.dcisdk.security.Sha256;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bearer tokens (RFC 6750) that we issued to senders, fixed in the configuration. Only their SHA-256 digests are kept;
 * they are compared in constant time. A sender may hold several, so that one can be replaced without an interruption.
 * Immutable, thread-safe.
 */
public final class IssuedTokens implements InboundAuthentication {
    private final List<Issued> issued;

    private IssuedTokens(List<Issued> issued) {
        this.issued = issued;
    }

    /**
     * The tokens, one or more.
     *
     * @param senderIdByToken for each token, without {@code Bearer} and at most 8192 characters long, the {@code
     *     sender_id} that may use it
     * @return the check
     * @throws IllegalArgumentException if there is no token, one is too long or breaks RFC 6750 section 2.1, or a {@code
     *     sender_id} is blank
     */
    public static IssuedTokens of(Map<String, String> senderIdByToken) {
        if (senderIdByToken.isEmpty()) {
            throw new IllegalArgumentException("issued tokens: there must be at least one");
        }
        List<Issued> issued = new ArrayList<>();
        senderIdByToken.forEach((token, senderId) -> {
            if (senderId.isBlank() || token.length() > BearerHeader.MAX_TOKEN_LENGTH) {
                throw new IllegalArgumentException(
                        "issued tokens: every token is at most 8192 characters long and names a sender_id");
            }
            issued.add(new Issued(Sha256.digest(BearerToken.requireSyntax(token)), senderId));
        });
        return new IssuedTokens(List.copyOf(issued));
    }

    @Override
    public Caller check(@Nullable String authorization) {
        Optional<String> presented = BearerHeader.token(authorization);
        if (presented.isEmpty()) {
            return Caller.refused();
        }
        byte[] digest = Sha256.digest(presented.get());
        Caller caller = Caller.refused();
        // No early end: how long it takes must not tell which token was nearly right.
        for (Issued token : issued) {
            if (MessageDigest.isEqual(token.digest(), digest)) {
                caller = Caller.admittedAs(token.senderId());
            }
        }
        return caller;
    }

    @Override
    public String toString() {
        return "IssuedTokens[" + issued.size() + "]";
    }

    @SuppressWarnings("ArrayRecordComponent") // Private, and only ever compared by MessageDigest.isEqual.
    private record Issued(byte[] digest, String senderId) {}
}
