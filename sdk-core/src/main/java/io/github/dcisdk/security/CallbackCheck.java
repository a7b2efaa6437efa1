package io.github.dcisdk.security;

import io.github.dcisdk.transport.AddressGuard;
import java.net.URI;
import java.util.Objects;

/** Whether a sender may be called back at an address that its message names. */
public sealed interface CallbackCheck {
    /**
     * It may, as far as the address itself tells. Names are judged when they are called.
     *
     * @param address the address, exactly as it was given
     * @param guard what the call has to be made under ({@link io.github.dcisdk.transport.HttpCall.Builder#guard}), so that
     *     the address leads nowhere else than the trust entry permits
     */
    record Permitted(URI address, AddressGuard guard) implements CallbackCheck {
        /**
         * Checks that the parts are there.
         *
         * @param address the address
         * @param guard what the call has to be made under
         */
        public Permitted {
            Objects.requireNonNull(address, "address");
            Objects.requireNonNull(guard, "guard");
        }

        /** Without the address, whose path may be what proves the caller. */
        @Override
        public String toString() {
            return "Permitted[" + guard + "]";
        }
    }

    /**
     * It may not.
     *
     * @param reason why; its {@link Reason#meaning() meaning} may be told to the sender
     * @param detail for our own log: what is wrong, and what would permit it; without the address
     */
    record Refused(Reason reason, String detail) implements CallbackCheck {
        /**
         * Checks that the parts are there.
         *
         * @param reason why
         * @param detail for our own log
         */
        public Refused {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(detail, "detail");
        }
    }

    /** Why somebody is not called back. */
    enum Reason {
        /** The message names no address. */
        MISSING("there is no address to answer to"),
        /** It is no absolute address that everybody reads alike. */
        NOT_AN_ADDRESS("it is no absolute https address without credentials and fragment"),
        /** It is {@code http:}, and this origin is not registered so. */
        CLEAR_TEXT("it is in clear text (http:)"),
        /** The trust entry has no origin at all. */
        NO_ORIGIN("no origin is registered for this sender"),
        /** The trust entry has other origins. */
        OTHER_ORIGIN("its scheme, host and port are not registered for this sender"),
        /** It is an address of a network into which this sender may not lead us. */
        INNER_ADDRESS("it leads to an address that is not called");

        private final String meaning;

        Reason(String meaning) {
            this.meaning = meaning;
        }

        /**
         * The reason in words. Says nothing of what is registered.
         *
         * @return the end of a sentence about the address, without a full stop
         */
        public String meaning() {
            return meaning;
        }
    }
}
