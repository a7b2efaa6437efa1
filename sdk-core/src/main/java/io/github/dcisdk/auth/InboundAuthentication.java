package io.github.dcisdk.auth;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a caller may speak to us at all, before its message is read. Implementations are thread-safe, and take
 * the same time whether a secret is nearly right or all wrong.
 */
@FunctionalInterface
public interface InboundAuthentication {
    /**
     * Checks the {@code Authorization} header of a request.
     *
     * @param authorization the header's value as received, which may be anything; null when the request has none
     * @return what is known about the caller
     */
    Caller check(@Nullable String authorization);

    /**
     * Checks a request with its {@code Authorization} header and the certificate that the caller showed over TLS. Called
     * for every request.
     *
     * @param authorization the header's value as received, which may be anything; null when the request has none
     * @param certificates the caller's certificate first, then those up to the authority that the server believes, all
     *     checked by the server; empty if it showed none
     * @return what is known about the caller; unless an implementation says otherwise, what the header alone proves
     */
    default Caller check(@Nullable String authorization, List<X509Certificate> certificates) {
        return check(authorization);
    }

    /**
     * Lets in whoever this check or another lets in, for example by token or by certificate. Who shows credentials of two
     * senders is turned away.
     *
     * @param other the other check
     * @return a check of both
     */
    default InboundAuthentication or(InboundAuthentication other) {
        return new CombinedAuthentication(this, Objects.requireNonNull(other, "other"), false);
    }

    /**
     * Lets in only whom this check and another let in, as the same sender, for what both allow.
     *
     * @param other the other check
     * @return a check of both
     */
    default InboundAuthentication and(InboundAuthentication other) {
        return new CombinedAuthentication(this, Objects.requireNonNull(other, "other"), true);
    }

    /**
     * Whether a caller without credentials of its own is turned away. Where not, a sender that cannot sign could be spoken
     * for by anybody.
     *
     * @return true, unless an implementation says otherwise
     */
    default boolean asksForToken() {
        return true;
    }

    /**
     * Admits every caller and leaves it to the signatures to say who it is.
     *
     * @return the check
     */
    static InboundAuthentication bySignatureOnly() {
        return SignatureOnly.INSTANCE;
    }

    /** What is known about a caller. Immutable. */
    final class Caller {
        private static final Caller REFUSED = new Caller(false, null, action -> false);
        private static final Caller ADMITTED = new Caller(true, null, action -> true);

        private final boolean admitted;
        private final @Nullable String senderId;
        private final Predicate<String> actions;

        private Caller(boolean admitted, @Nullable String senderId, Predicate<String> actions) {
            this.admitted = admitted;
            this.senderId = senderId;
            this.actions = actions;
        }

        /**
         * A caller that is turned away with HTTP 401.
         *
         * @return the decision
         */
        public static Caller refused() {
            return REFUSED;
        }

        /**
         * A caller that may go on under one identity.
         *
         * @param senderId the {@code sender_id} that its messages must carry
         * @return the decision
         */
        public static Caller admittedAs(String senderId) {
            return new Caller(true, senderId, action -> true);
        }

        /**
         * Narrows what an admitted caller may do; everything else is turned away with HTTP 403.
         *
         * @param allowed whether it may send messages of an {@code action}, for example {@code search}
         * @return a changed copy
         */
        public Caller onlyActions(Predicate<String> allowed) {
            return new Caller(admitted, senderId, allowed);
        }

        /** One caller by two proofs: refused if one is missing, or if they name two senders. */
        Caller and(Caller other) {
            if (!admitted
                    || !other.admitted
                    || (senderId != null && other.senderId != null && !senderId.equals(other.senderId))) {
                return REFUSED;
            }
            return new Caller(true, senderId == null ? other.senderId : senderId, actions.and(other.actions));
        }

        /**
         * A caller that may go on; its signature says who it is.
         *
         * @return the decision
         */
        public static Caller admitted() {
            return ADMITTED;
        }

        /**
         * Whether the request may go on.
         *
         * @return false to turn it away
         */
        public boolean isAdmitted() {
            return admitted;
        }

        /**
         * The only {@code sender_id} that this caller may use.
         *
         * @return the identity; empty when the caller is refused, or may be anyone whose signature is trusted
         */
        public Optional<String> senderId() {
            return Optional.ofNullable(senderId);
        }

        /**
         * Whether the caller's credentials cover an action.
         *
         * @param action the {@code action} of a message
         * @return true if they do; false for all actions of a caller that is refused
         */
        public boolean allows(String action) {
            return admitted && actions.test(action);
        }

        @Override
        public String toString() {
            return !admitted ? "refused" : senderId == null ? "admitted" : "admitted as " + senderId;
        }
    }
}
