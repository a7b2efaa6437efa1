package io.github.dcisdk.registry;

import io.github.dcisdk.error.DciException;
import io.github.dcisdk.error.EncryptionException;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.HttpStatusException;
import io.github.dcisdk.error.LogText;
import io.github.dcisdk.error.RefusedException;
import io.github.dcisdk.error.TokenException;
import io.github.dcisdk.error.UnavailableException;
import java.util.Optional;
import java.util.Set;

/**
 * Why a callback was not delivered, and how often it is tried for that. {@code docs/registry-async.md} has the table.
 */
enum DeliveryFault {
    /** Nobody answers, or the receiver says that it cannot at the moment. All attempts are made. */
    UNAVAILABLE(Integer.MAX_VALUE, true),
    /** The receiver does not admit us, or we have no key or token for it: a set-up that people mend. */
    NOT_ADMITTED(10, true),
    /** The receiver read the message and does not take it. Another attempt is for the case that it was damaged. */
    NOT_ACCEPTED(3, false),
    /** We do not call. */
    NOT_CALLED(1, false);

    private static final Set<String> PASSING =
            Set.of("err.service.unavailable", "err.request.timeout", "err.request.too_many_requests");
    private static final Set<String> SET_UP = Set.of(
            "err.request.unauthorized",
            "err.request.forbidden",
            "err.request.not_found",
            "err.signature.missing",
            "err.signature.invalid",
            "err.encryption.invalid",
            "err.sender_id.invalid",
            "err.receiver_id.invalid");
    private static final Set<Integer> CONTENT_STATUSES = Set.of(400, 413, 415, 422);
    private static final Set<Integer> PASSING_STATUSES = Set.of(408, 425);

    private final int attempts;
    private final boolean peerFault;

    DeliveryFault(int attempts, boolean peerFault) {
        this.attempts = attempts;
        this.peerFault = peerFault;
    }

    /** How often a callback is tried that fails so each time, unless the queue allows fewer. */
    int attempts() {
        return attempts;
    }

    /** Whether other callbacks to the same receiver will probably fail, too. */
    boolean isPeerFault() {
        return peerFault;
    }

    static DeliveryFault of(DciException failure) {
        if (failure instanceof UnavailableException) {
            return failure.errorCode() == ErrorCode.ADDRESS_REFUSED ? NOT_CALLED : UNAVAILABLE;
        } else if (failure instanceof RefusedException refused) {
            return ofCode(refused.refusalCode()).orElse(NOT_ACCEPTED);
        } else if (failure instanceof HttpStatusException http) {
            return ofStatus(http);
        }
        // Neither a token nor a key that cannot be had is the message's fault.
        boolean withoutMeans = failure instanceof TokenException || failure instanceof EncryptionException;
        return withoutMeans ? NOT_ADMITTED : NOT_ACCEPTED;
    }

    private static Optional<DeliveryFault> ofCode(Optional<String> code) {
        return code.map(it -> PASSING.contains(it) ? UNAVAILABLE : SET_UP.contains(it) ? NOT_ADMITTED : NOT_ACCEPTED);
    }

    private static DeliveryFault ofStatus(HttpStatusException http) {
        if (PASSING_STATUSES.contains(http.status())) {
            return UNAVAILABLE;
        }
        return CONTENT_STATUSES.contains(http.status()) ? NOT_ACCEPTED : NOT_ADMITTED;
    }

    /** For operators: codes only. */
    static String reason(DciException failure) {
        Optional<String> detail = Optional.empty();
        if (failure instanceof RefusedException refused) {
            detail = refused.refusalCode().map(LogText::code);
        } else if (failure instanceof HttpStatusException http) {
            detail = Optional.of("HTTP " + http.status());
        } else if (failure instanceof UnavailableException unavailable) {
            detail = unavailable.httpStatus().map(status -> "HTTP " + status);
        }
        return failure.errorCode().code() + detail.map(it -> " " + it).orElse("");
    }
}
