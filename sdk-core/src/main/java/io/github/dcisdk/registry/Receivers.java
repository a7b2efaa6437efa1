package io.github.dcisdk.registry;

import io.github.dcisdk.auth.Authentication;
import io.github.dcisdk.client.Acknowledged;
import io.github.dcisdk.client.CallbackSender;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.OutboxMessage;
import io.github.dcisdk.error.DciException;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.UnavailableException;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.security.CallbackCheck;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.store.ClaimedTask;
import io.github.dcisdk.transport.AddressGuard;
import io.github.dcisdk.work.TaskResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls peers back. Whether one may be called at an address is judged before each call by its trust entry as it is then, and
 * where the address leads to while it is called. Thread-safe.
 */
final class Receivers {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryEndpoint.class);
    /** A receiver that asks for more is asked again all the same. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);

    private final Dci dci;
    private final Map<String, Authentication> authentications;
    private final Map<Way, Known> senders = new ConcurrentHashMap<>();

    private record Way(String receiverId, AddressGuard guard) {}

    private record Known(TrustedSender receiver, CallbackSender sender) {}

    Receivers(Dci dci, Map<String, Authentication> authentications) {
        this.dci = dci;
        this.authentications = Map.copyOf(authentications);
    }

    /**
     * Delivers a message, in one attempt.
     *
     * @param task the task that wants it
     * @param receiver the trust entry of the receiver, as it is now
     * @param address where to, exactly as the receiver gave it
     * @return what becomes of the task
     */
    TaskResult deliver(
            ClaimedTask task,
            TrustedSender receiver,
            Operation<?, ?> operation,
            OutboxMessage message,
            String address) {
        CallbackCheck check = receiver.checkCallback(address);
        if (check instanceof CallbackCheck.Refused refused) {
            LOG.warn("not called back: {} [{}]", refused.detail(), task);
            return TaskResult.givenUp("callback address " + refused.reason());
        }
        CallbackCheck.Permitted permitted = (CallbackCheck.Permitted) check;
        try {
            Acknowledged acknowledged =
                    sender(receiver, permitted.guard()).send(operation, message, permitted.address());
            if (!acknowledged.findings().isEmpty()) {
                LOG.info("delivered; the acknowledgement deviates: {} [{}]", acknowledged.findings(), task);
            }
            return TaskResult.done();
        } catch (DciException e) {
            return failed(task, e);
        }
    }

    private CallbackSender sender(TrustedSender receiver, AddressGuard guard) {
        return senders.compute(
                        new Way(receiver.senderId(), guard),
                        (way, known) -> known != null && known.receiver() == receiver
                                ? known
                                : new Known(receiver, newSender(receiver, guard)))
                .sender();
    }

    private CallbackSender newSender(TrustedSender receiver, AddressGuard guard) {
        Authentication authentication = authentications.getOrDefault(receiver.senderId(), Authentication.none());
        return CallbackSender.to(dci, receiver, authentication, guard);
    }

    private TaskResult failed(ClaimedTask task, DciException failure) {
        Instant now = dci.clock().instant();
        if (failure.errorCode() == ErrorCode.INTERRUPTED) {
            return TaskResult.postponed(now); // This program ends; it is no attempt of which the receiver knows.
        }
        DeliveryFault fault = DeliveryFault.of(failure);
        String reason = DeliveryFault.reason(failure);
        LOG.info("attempt {} not delivered: {}: {} [{}]", task.attempt(), fault, reason, task);
        if (task.attempt() >= fault.attempts()) {
            return TaskResult.givenUp(reason);
        }
        Optional<Duration> wait =
                failure instanceof UnavailableException unavailable ? unavailable.retryAfter() : Optional.empty();
        Instant notBefore = wait.map(it -> now.plus(it.compareTo(LONGEST_WAIT) < 0 ? it : LONGEST_WAIT))
                .orElse(null);
        return new TaskResult.Failed(reason, notBefore, fault.isPeerFault());
    }
}
