package io.github.dcisdk.security;

import java.util.Objects;

/** What a signature turned out to prove. */
public sealed interface SignatureCheck {
    /**
     * The sender signed this content, and the signature is within its lifetime, where it has one.
     *
     * @param content what the signature covers
     */
    record Verified(VerifiedContent content) implements SignatureCheck {
        /**
         * Checks that the part is there.
         *
         * @param content what the signature covers
         */
        public Verified {
            Objects.requireNonNull(content, "content");
        }
    }

    /**
     * The sender signed this content, but the signature's lifetime is over. Good only to recognise a delivery that was
     * acknowledged before; anything else is refused as not authentic, by {@link
     * io.github.dcisdk.json.Rule#SIGNATURE_EXPIRED}.
     *
     * @param content what the signature covers
     */
    record Expired(VerifiedContent content) implements SignatureCheck {
        /**
         * Checks that the part is there.
         *
         * @param content what the signature covers
         */
        public Expired {
            Objects.requireNonNull(content, "content");
        }
    }

    /**
     * Nothing is proven.
     *
     * @param reason why, for the log of this side
     */
    record Failed(SignatureFailure reason) implements SignatureCheck {
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
