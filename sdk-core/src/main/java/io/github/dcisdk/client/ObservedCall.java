package io.github.dcisdk.client;

import static java.util.Objects.requireNonNull;

import io.github.dcisdk.client.CallObserver.CallEnd;
import io.github.dcisdk.client.CallObserver.CallStart;
import io.github.dcisdk.client.CallObserver.Observation;
import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.DciException;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.transport.Attempt;
import io.github.dcisdk.transport.HttpAnswer;
import io.github.dcisdk.transport.HttpCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells all observers of one call what happens in it, and survives them. Used by one thread. */
final class ObservedCall {
    private static final Logger LOG = LoggerFactory.getLogger(CallObserver.class);

    private final CallStart call;
    private final long start = System.nanoTime();
    private final List<Observation> observations = new ArrayList<>();
    private int attempts;
    private @Nullable Integer httpStatus;
    private int requestBytes;
    private int answerBytes;
    private int findings;

    ObservedCall(List<CallObserver> observers, CallStart call) {
        this.call = call;
        for (CallObserver observer : observers) {
            survive(observer, told -> observations.add(requireNonNull(told.started(call))));
        }
    }

    /** Adds the headers of all observers to a call, each for itself. */
    void addHeadersTo(HttpCall.Builder request) {
        for (Observation observation : observations) {
            survive(observation, told -> told.headers()
                    .forEach((name, value) -> survive(told, same -> {
                        CallOptions.requireHeader(name, value);
                        request.header(name, value);
                    })));
        }
    }

    /** Notes what is about to be sent. */
    byte[] sending(byte[] body) {
        requestBytes = body.length;
        return body;
    }

    void attempted(Attempt attempt) {
        attempts++; // Not its number, which begins anew when the message is encrypted with another key.
        httpStatus = attempt.status().orElse(httpStatus);
        observations.forEach(observation -> survive(observation, told -> told.attempted(attempt)));
    }

    void received(HttpAnswer answer) {
        answerBytes = answer.body().length;
    }

    void read(Answer<?> answer) {
        findings = answer.findings().size();
    }

    void succeeded(Answer<?> answer) {
        end(answer.context(), null, null);
    }

    void succeeded(Acknowledged acknowledged) {
        findings = acknowledged.findings().size();
        end(acknowledged.context(), null, null);
    }

    void failed(Throwable error) {
        boolean known = error instanceof DciException e && e.messageId().isPresent();
        CallContext context = known ? ((DciException) error).context() : call.context();
        end(context, error instanceof DciException e ? e.errorCode() : null, error.getClass());
    }

    private void end(
            CallContext context, @Nullable ErrorCode errorCode, @Nullable Class<? extends Throwable> errorType) {
        CallEnd end = new CallEnd(
                context,
                Duration.ofNanos(System.nanoTime() - start),
                attempts,
                Optional.ofNullable(httpStatus),
                requestBytes,
                answerBytes,
                findings,
                Optional.ofNullable(errorCode),
                Optional.ofNullable(errorType));
        Collections.reverse(observations); // A scope that was opened last is closed first.
        observations.forEach(observation -> survive(observation, told -> told.ended(end)));
    }

    private <T> void survive(T observer, Consumer<T> event) {
        try {
            event.accept(observer);
        } catch (RuntimeException | LinkageError e) { // The latter when versions of a metrics library do not fit.
            StackTraceElement[] trace = e.getStackTrace();
            LOG.warn(
                    "an observer failed and was passed over: {} threw {} at {} [{}]",
                    observer.getClass().getName(),
                    e.getClass().getName(),
                    trace.length == 0 ? "an unknown place" : trace[0],
                    call.context());
        }
    }
}
