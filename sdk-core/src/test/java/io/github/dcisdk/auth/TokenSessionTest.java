package io.github.dcisdk.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dcisdk.auth.TokenServer.Reply;
import io.github.dcisdk.auth.TokenServer.Request;
import io.github.dcisdk.error.DciException;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.TokenException;
import io.github.dcisdk.error.UnavailableException;
import io.github.dcisdk.transport.Authorization;
import io.github.dcisdk.transport.HttpTransport;
import io.github.dcisdk.transport.TestTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A token is renewed before it expires, by one thread at a time. */
@Timeout(60)
class TokenSessionTest {
    private final TestTime time = new TestTime();
    private final HttpTransport transport =
            HttpTransport.builder().clock(time).sleeper(time).build();
    private final Semaphore arrived = new Semaphore(0);
    private final Semaphore released = new Semaphore(0);
    private final List<Caller> callers = new ArrayList<>();
    private TokenServer server = new TokenServer(Reply::token);

    @AfterEach
    void close() {
        transport.close();
        server.close();
    }

    private Authorization bound() {
        return OAuth2.clientCredentials(server.uri(), "spmis", "s3cret").bind(transport, time, "crvs.example.gov");
    }

    /** An endpoint that answers when the test lets it. */
    private Authorization held(Function<Request, Reply> script) {
        server.close();
        server = new TokenServer(request -> {
            arrived.release();
            released.acquireUninterruptibly();
            return script.apply(request);
        });
        return bound();
    }

    /** A thread that asks for the header. */
    private static final class Caller {
        final CompletableFuture<String> header = new CompletableFuture<>();
        final Thread thread;

        Caller(Authorization authorization) {
            thread = new Thread(() -> {
                try {
                    header.complete(authorization.header().orElseThrow());
                } catch (Throwable e) {
                    header.completeExceptionally(e);
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        String get() throws Exception {
            return header.get(50, TimeUnit.SECONDS);
        }

        DciException failure() {
            return (DciException) catchThrowableOfType(java.util.concurrent.ExecutionException.class, this::get)
                    .getCause();
        }
    }

    private Caller caller(Authorization authorization) {
        Caller caller = new Caller(authorization);
        callers.add(caller);
        return caller;
    }

    /** Whoever asks and whoever waits for that stands still; then nothing more will happen before an answer comes. */
    private void awaitStandstill() {
        while (!callers.stream().allMatch(caller -> List.of(Thread.State.WAITING, Thread.State.TIMED_WAITING)
                .contains(caller.thread.getState()))) {
            Thread.onSpinWait();
        }
    }

    @Test
    void howeverManyThreadsCallOneAsksAndAllGetItsToken() throws Exception {
        Authorization authorization = held(Reply::token);
        IntStream.range(0, 16).forEach(n -> caller(authorization));
        arrived.acquire();
        awaitStandstill();

        released.release();

        for (Caller caller : callers) {
            assertThat(caller.get()).isEqualTo("Bearer t0ken-1");
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void whileOneRenewsOthersUseTheOldToken() throws Exception {
        Authorization authorization = held(Reply::token);
        released.release();
        assertThat(authorization.header()).contains("Bearer t0ken-1");
        arrived.acquire();
        time.pass(Duration.ofSeconds(3570));

        Caller renewing = caller(authorization);
        arrived.acquire();
        assertThat(authorization.header()).contains("Bearer t0ken-1");
        // Once it has expired, it is no use to anybody.
        time.pass(Duration.ofSeconds(30));
        Caller waiting = caller(authorization);
        awaitStandstill();
        released.release();

        assertThat(renewing.get()).isEqualTo("Bearer t0ken-2");
        assertThat(waiting.get()).isEqualTo("Bearer t0ken-2");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aTokenThatCannotBeRenewedIsUsedUntilItExpires() {
        server.close();
        server = new TokenServer(request ->
                request.number() == 1 ? Reply.token(request) : Reply.of(400, "{\"error\":\"invalid_scope\"}"));
        Authorization authorization = bound();
        authorization.header();
        time.pass(Duration.ofSeconds(3570));

        assertThat(authorization.header()).contains("Bearer t0ken-1");
        assertThat(authorization.header()).contains("Bearer t0ken-1");
        assertThat(server.requests()).as("not asked again at once").hasSize(2);
        time.pass(Duration.ofSeconds(10));
        assertThat(authorization.header()).contains("Bearer t0ken-1");
        assertThat(server.requests()).hasSize(3);
        time.pass(Duration.ofSeconds(20));
        assertThat(catchThrowableOfType(TokenException.class, authorization::header)
                        .oauthError())
                .contains("invalid_scope");
    }

    @Test
    void aFailureIsEverybodysAndTheNextCallAsksAgain() throws Exception {
        Authorization authorization = held(request ->
                request.number() == 1 ? Reply.of(401, "{\"error\":\"invalid_client\"}") : Reply.token(request));
        IntStream.range(0, 8).forEach(n -> caller(authorization));
        arrived.acquire();
        awaitStandstill();
        released.release();

        List<DciException> failures = callers.stream().map(Caller::failure).toList();
        assertThat(failures).doesNotHaveDuplicates().allSatisfy(error -> {
            assertThat(error).isInstanceOf(TokenException.class);
            assertThat(((TokenException) error).oauthError()).contains("invalid_client");
        });
        assertThat(server.requests()).hasSize(1);
        released.release();
        assertThat(authorization.header()).contains("Bearer t0ken-2");
    }

    @Test
    void whoeverIsInterruptedGivesUpAloneAndTheNextOneAsks() throws Exception {
        Authorization authorization = held(Reply::token);
        Caller asking = caller(authorization);
        arrived.acquire();
        Caller waiting = caller(authorization);
        Caller patient = caller(authorization);
        awaitStandstill();

        waiting.thread.interrupt();
        assertThat(waiting.failure().errorCode()).isEqualTo(ErrorCode.INTERRUPTED);
        asking.thread.interrupt();
        assertThat(asking.failure())
                .isInstanceOf(UnavailableException.class)
                .extracting(DciException::errorCode)
                .isEqualTo(ErrorCode.INTERRUPTED);
        arrived.acquire();
        released.release(2);

        assertThat(patient.get()).isEqualTo("Bearer t0ken-2");
    }

    @Test
    void aRefusedTokenIsReplacedOnceHoweverManyThreadsHoldIt() {
        Authorization authorization = bound();
        String refused = authorization.header().orElseThrow();

        assertThat(authorization.renew(refused)).isTrue();
        Optional<String> replaced = authorization.header();
        assertThat(authorization.renew(refused))
                .as("another thread with the old one")
                .isTrue();

        assertThat(replaced).contains("Bearer t0ken-2");
        assertThat(authorization.header()).contains("Bearer t0ken-2");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aFixedTokenIsNotRenewed() {
        Authorization authorization = BearerToken.of("t0ken").bind(transport, time, "crvs.example.gov");

        assertThat(authorization.renew("Bearer t0ken")).isFalse();
    }
}
