package io.github.dcisdk.client;

import io.github.dcisdk.auth.Authentication;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.transport.AddressGuard;
import java.net.URI;

/**
 * Delivers answers that come later, and events, to one trusted sender, at addresses that it named. Immutable, thread-safe.
 * Whether an address is the sender's is for the caller to check; that it may be called at all is checked here, by name and
 * again when connected.
 */
public final class CallbackSender {
    private final AcknowledgedCall call;

    private CallbackSender(AcknowledgedCall call) {
        this.call = call;
    }

    /**
     * A sender of callbacks to one receiver.
     *
     * @param dci our side
     * @param receiver the trust entry of the receiver: how what it gets is signed and encrypted
     * @param authentication what the calls are authorised with
     * @param guard which addresses may be called
     * @return the sender
     */
    public static CallbackSender to(
            Dci dci, TrustedSender receiver, Authentication authentication, AddressGuard guard) {
        return new CallbackSender(new AcknowledgedCall(
                dci,
                receiver.senderId(),
                authentication.bind(dci.transport(), dci.clock(), receiver.senderId()),
                dci.envelopesTo(receiver.senderId()),
                new RequestEncryption(dci, receiver),
                guard,
                CallOptions.DEFAULT));
    }

    /**
     * Delivers a message, in one attempt.
     *
     * @param operation the operation that it answers, or whose event it is
     * @param message the message
     * @param address where to, exactly as the receiver gave it
     * @return the acknowledgement
     * @throws io.github.dcisdk.error.RefusedException if the receiver refused it
     * @throws io.github.dcisdk.error.HttpStatusException if the answer has another status than success and names no error
     * @throws io.github.dcisdk.error.UnavailableException if the receiver could not be reached, answers with 429 or 5xx, or
     *     did not answer; the message may have arrived all the same
     * @throws io.github.dcisdk.error.EncryptionException if it has to be encrypted and there is no key
     * @throws IllegalArgumentException if the address may not be called
     */
    public Acknowledged send(Operation<?, ?> operation, OutboxMessage message, URI address) {
        return call.send(operation, message, address);
    }

    @Override
    public String toString() {
        return "CallbackSender[" + call.peerId() + "]";
    }
}
