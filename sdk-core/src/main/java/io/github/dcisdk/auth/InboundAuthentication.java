package io.github.dcisdk.auth;

import java.util.Optional;
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
     * Admits every caller and leaves it to the signatures to say who it is.
     *
     * @return the check
     */
    static InboundAuthentication bySignatureOnly() {
        return authorization -> Caller.admitted();
    }

    /** What is known about a caller. Immutable. */
    final class Caller {
        private static final Caller REFUSED = new Caller(false, null);
        private static final Caller ADMITTED = new Caller(true, null);

        private final boolean admitted;
        private final @Nullable String senderId;

        private Caller(boolean admitted, @Nullable String senderId) {
            this.admitted = admitted;
            this.senderId = senderId;
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
            return new Caller(true, senderId);
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

        @Override
        public String toString() {
            return !admitted ? "refused" : senderId == null ? "admitted" : "admitted as " + senderId;
        }
    }
}
