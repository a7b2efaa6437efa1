package io.github.dcisdk.client;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.transport.Attempt;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Learns of every message that is sent and of how it ended: for metrics, tracing and audit. Given to {@link
 * Dci.Builder#observer}. It sees identifiers, numbers, codes and classes; never a message, personal data, a token or an
 * exception, whose texts may hold some of it.
 *
 * <p>A search of several pages sends one message per page. What an observer throws is logged at WARN, without its text, and
 * changes nothing. Implementations are thread-safe.
 */
@FunctionalInterface
public interface CallObserver {
    /**
     * A call begins; nothing has been sent. Several observers are told of beginnings in the order in which they were added,
     * and of ends in the opposite order.
     *
     * @param call which call
     * @return what is to learn of the rest of it
     */
    Observation started(CallStart call);

    /**
     * The observation of one call. All its methods and {@link CallObserver#started} are called by the thread that makes the
     * call, so that a scope can be opened in {@code started} and closed in {@link #ended}.
     */
    @FunctionalInterface
    interface Observation {
        /**
         * HTTP headers to send along with each attempt, such as {@code traceparent} of W3C Trace Context. Asked once, after
         * {@link CallObserver#started}. A header that {@link CallOptions#header} sets wins; one that it would refuse is
         * logged and left out.
         *
         * @return names and values; none by default
         */
        default Map<String, String> headers() {
            return Map.of();
        }

        /**
         * An attempt is over. Called once per attempt.
         *
         * @param attempt its number, status or failure, and duration
         */
        default void attempted(Attempt attempt) {}

        /**
         * The call is over. Called once, whatever happened.
         *
         * @param end how it ended
         */
        void ended(CallEnd end);
    }

    /**
     * A call that begins. Immutable.
     *
     * @param operation what is asked of the peer
     * @param context peer, message id and, where the operation has one, transaction id
     * @param host the host that is called
     * @param port the port that is called
     */
    record CallStart(Operation<?, ?> operation, CallContext context, String host, int port) {}

    /**
     * How a call ended. It succeeded if an answer came that is the peer's and could be read; what the answer says of each
     * item, a rejection for instance, is not part of it. Immutable.
     *
     * @param context the identifiers of the exchange, the correlation id included once it is known
     * @param duration how long the call took, with all attempts, waits, signing and reading
     * @param attempts how often the request was tried; 0 when it was not even made
     * @param httpStatus the last HTTP status, if any arrived
     * @param requestBytes the length of the message that was sent last; 0 when none was made
     * @param answerBytes the length of the answer; 0 when none arrived
     * @param findings how many deviations from the standard the answer has, its records not counted
     * @param errorCode the code, if the call failed with a {@link io.github.dcisdk.error.DciException}
     * @param errorType the class of what the caller got instead of an answer, for example of an exception that a handler of
     *     findings threw; empty when the call succeeded
     */
    record CallEnd(
            CallContext context,
            Duration duration,
            int attempts,
            Optional<Integer> httpStatus,
            int requestBytes,
            int answerBytes,
            int findings,
            Optional<ErrorCode> errorCode,
            Optional<Class<? extends Throwable>> errorType) {
        /**
         * Whether the caller got an answer.
         *
         * @return false if it got an exception
         */
        public boolean isSuccessful() {
            return errorType.isEmpty();
        }
    }
}
