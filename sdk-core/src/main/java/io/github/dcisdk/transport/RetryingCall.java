package io.github.dcisdk.transport;

import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.LogText;
import io.github.dcisdk.error.UnavailableException;
import io.github.dcisdk.error.UnavailableException.Failure;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call with all its attempts. Used once, by one thread. */
final class RetryingCall {
    private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);

    /** What all calls of a transport share. */
    record Settings(
            OkHttpClient client,
            RetryPolicy retry,
            Duration callTimeout,
            int maxResponseBytes,
            String userAgent,
            Clock clock,
            Sleeper sleeper,
            RandomGenerator random) {}

    private final Settings settings;
    private final HttpCall call;
    private final HttpUrl url;
    private final OkHttpClient client;
    private final RetryPolicy retry;
    private final Duration callTimeout;
    private final int maxResponseBytes;
    private final List<Exception> earlierFailures = new ArrayList<>();
    private int attempt;
    private boolean everSent;
    private @Nullable String sentAuthorization;
    private boolean renewed;
    private @Nullable Integer lastStatus;
    private @Nullable Duration lastRetryAfter;
    /** Measured for attempts, as planned for waits: independent of the clock, which may be set while we wait. */
    private Duration spent = Duration.ZERO;

    RetryingCall(Settings settings, HttpCall call, HttpUrl url, OkHttpClient client) {
        this.settings = settings;
        this.call = call;
        this.url = url;
        this.client = client;
        this.retry = call.retry().orElse(settings.retry());
        this.callTimeout = call.callTimeout().orElse(settings.callTimeout());
        this.maxResponseBytes = call.maxResponseBytes().orElse(settings.maxResponseBytes());
    }

    HttpAnswer run() {
        Optional<HttpAnswer> answer = Optional.empty();
        while (answer.isEmpty()) {
            answer = attempt();
        }
        return answer.get();
    }

    /** Tries once. Empty when another attempt is due, the wait before it being over. */
    private Optional<HttpAnswer> attempt() {
        requireNotInterrupted();
        attempt++;
        long start = System.nanoTime();
        Request request = newRequest();
        Exchange exchange = new Exchange(call, maxResponseBytes);
        try {
            Exchange.Received received = exchange.run(client, request, left().minus(since(start)));
            Duration took = since(start);
            spent = spent.plus(took);
            everSent = true;
            tell(received.status(), null, took, true);
            return answered(received, took);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            everSent |= exchange.isSent();
            tell(null, "interrupted", since(start), exchange.isSent());
            throw interrupted();
        } catch (Exchange.TooLargeException e) {
            lastStatus = e.status;
            tell(e.status, null, since(start), true);
            throw unavailable(ErrorCode.ANSWER_TOO_LARGE, e.getMessage() + " (status " + e.status + ")", false, e);
        } catch (IOException e) {
            Duration took = since(start);
            spent = spent.plus(took);
            boolean sent = exchange.isSent();
            everSent |= sent;
            tell(null, Failures.reason(e, sent), took, sent);
            return failed(e, sent, took);
        }
    }

    private void tell(@Nullable Integer status, @Nullable String failure, Duration took, boolean sent) {
        call.attempts()
                .accept(new Attempt(attempt, Optional.ofNullable(status), Optional.ofNullable(failure), took, sent));
    }

    private Request newRequest() {
        Optional<RequestBody> body = call.body()
                .map(maker -> new OneShotBody(maker.apply(settings.clock().instant())));
        Request.Builder request = new Request.Builder()
                .url(url)
                .headers(call.headers())
                .header("User-Agent", settings.userAgent())
                .method(call.method(), body.orElse(null));
        sentAuthorization = call.authorization().header().orElse(null);
        if (sentAuthorization != null) {
            request.header("Authorization", sentAuthorization);
        }
        return request.build();
    }

    /** One time per call. The peer has not worked on what it refused, so this is safe for every request. */
    private boolean isRenewed(Exchange.Received refused) {
        List<String> challenges = refused.headers().values("WWW-Authenticate");
        // A peer that misses a signature is not helped by another token.
        boolean other = !challenges.isEmpty() && challenges.stream().allMatch(RetryingCall::asksForSignature);
        if (renewed || sentAuthorization == null || other) {
            return false;
        }
        renewed = true;
        return call.authorization().renew(sentAuthorization);
    }

    private static boolean asksForSignature(String challenge) {
        return challenge.strip().regionMatches(true, 0, "Signature", 0, "Signature".length());
    }

    private Optional<HttpAnswer> answered(Exchange.Received received, Duration took) {
        int status = received.status();
        lastStatus = status;
        lastRetryAfter = RetryAfter.of(
                        status,
                        received.headers(),
                        received.body(),
                        settings.clock().instant())
                .orElse(null);
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "{} {} attempt {}: status {}, {} bytes, {} ms [{}]",
                    call.method(),
                    where(),
                    attempt,
                    status,
                    received.body().length,
                    took.toMillis(),
                    call.context());
        }
        if (status == 401 && isRenewed(received)) {
            earlierFailures.add(new IOException("attempt " + attempt + ": HTTP status " + status));
            return Optional.empty();
        }
        boolean passing = status == 429 || status == 503 || (call.isRepeatable() && (status == 502 || status == 504));
        Optional<Duration> wait = passing ? nextWait(lastRetryAfter) : Optional.empty();
        if (wait.isEmpty()) {
            return Optional.of(new HttpAnswer(
                    status,
                    received.headers(),
                    received.body(),
                    lastRetryAfter,
                    new HttpAnswer.Effort(attempt, spent, earlierFailures)));
        }
        earlierFailures.add(new IOException("attempt " + attempt + ": HTTP status " + status));
        pause(wait.get());
        return Optional.empty();
    }

    private Optional<HttpAnswer> failed(IOException failure, boolean sent, Duration took) {
        String reason = Failures.reason(failure, sent);
        IOException shown = Failures.withoutPeerText(failure);
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "{} {} attempt {}: {} ({}), {} ms [{}]",
                    call.method(),
                    where(),
                    attempt,
                    reason,
                    sent ? "sent" : "nothing sent",
                    took.toMillis(),
                    call.context());
        }
        boolean lasting = !sent && Failures.isLasting(failure);
        // A peer that is too slow is not asked again: it may still be working on the request, and would get slower.
        boolean harmless = sent ? call.isRepeatable() && !Failures.isTimeout(failure) : !lasting;
        Optional<Duration> wait = harmless ? nextWait(null) : Optional.empty();
        if (wait.isEmpty()) {
            ErrorCode code = failure instanceof AddressRefusedException
                    ? ErrorCode.ADDRESS_REFUSED
                    : !everSent
                            ? ErrorCode.CONNECTION_FAILED
                            : Failures.isTimeout(failure) ? ErrorCode.TIMED_OUT : ErrorCode.CONNECTION_LOST;
            throw unavailable(
                    code, reason + (everSent && !sent ? "; an earlier attempt was sent" : ""), !lasting, shown);
        }
        earlierFailures.add(shown);
        pause(wait.get());
        return Optional.empty();
    }

    private Optional<Duration> nextWait(@Nullable Duration retryAfter) {
        if (client.dispatcher().executorService().isShutdown()) {
            return Optional.empty();
        }
        return retry.waitAfter(attempt, retryAfter, settings.random()).filter(wait -> wait.compareTo(left()) < 0);
    }

    private void pause(Duration wait) {
        if (LOG.isDebugEnabled()) {
            LOG.debug("{} {} next attempt in {} ms [{}]", call.method(), where(), wait.toMillis(), call.context());
        }
        settings.sleeper().sleep(wait);
        spent = spent.plus(wait);
        requireNotInterrupted();
    }

    private void requireNotInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted();
        }
    }

    private UnavailableException interrupted() {
        return unavailable(
                ErrorCode.INTERRUPTED,
                "interrupted; " + (everSent ? "the peer may have received the request" : "nothing was sent"),
                false,
                null);
    }

    private UnavailableException unavailable(
            ErrorCode code, String reason, boolean retryable, @Nullable IOException cause) {
        String tries = attempt > 1 ? " after " + attempt + " attempts" : "";
        UnavailableException error = new UnavailableException(
                code,
                where() + ": " + reason + tries,
                call.context(),
                new Failure(Math.max(attempt, 1), retryable, lastStatus, lastRetryAfter),
                cause);
        Throwable last = cause == null ? error : cause;
        // An interceptor of the user may throw one and the same exception each time.
        earlierFailures.stream().filter(earlier -> earlier != last).forEach(last::addSuppressed);
        return error;
    }

    private Duration left() {
        return callTimeout.minus(spent);
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    /** Host and port. Path and query may hold what is secret: some peers are told apart by an unguessable path. */
    private String where() {
        return LogText.safe(url.host() + ":" + url.port());
    }
}
