package io.github.dcisdk.security;

import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.JsonSlice;
import java.util.List;
import java.util.Objects;

/** What became of an encrypted message. */
public sealed interface Decryption {
    /**
     * The message is decrypted, and is one JSON object that every reader understands alike.
     *
     * @param message the message
     * @param fingerprint what tells this ciphertext from all others, however it is wrapped
     * @param findings where the encrypted form deviates from the standard
     */
    record Decrypted(JsonSlice message, String fingerprint, List<Finding> findings) implements Decryption {
        /**
         * Checks that the parts are there.
         *
         * @param message the message
         * @param fingerprint what tells this ciphertext from all others
         * @param findings the deviations; copied
         */
        public Decrypted {
            Objects.requireNonNull(message, "message");
            Objects.requireNonNull(fingerprint, "fingerprint");
            findings = List.copyOf(findings);
        }
    }

    /**
     * Something is decrypted, but it is not one JSON object, or two readers could understand it differently. Nothing of it
     * is to be used.
     *
     * @param finding the first rule that it breaks, with its place in the message
     * @param fingerprint what tells this ciphertext from all others, however it is wrapped
     */
    record Unreadable(Finding finding, String fingerprint) implements Decryption {
        /**
         * Checks that the parts are there.
         *
         * @param finding the first rule that it breaks
         * @param fingerprint what tells this ciphertext from all others
         */
        public Unreadable {
            Objects.requireNonNull(finding, "finding");
            Objects.requireNonNull(fingerprint, "fingerprint");
        }
    }

    /**
     * Nothing is decrypted.
     *
     * @param reason why, for the log of this side
     */
    record Failed(DecryptionFailure reason) implements Decryption {
        /**
         * Checks that the part is there.
         *
         * @param reason why
         */
        public Failed {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
