package io.github.dcisdk.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.UnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An interrupt ends a call at once, whatever it is doing, and the thread still knows of it afterwards. */
@Timeout(30)
class InterruptTest {
    /** What the interrupted thread saw. */
    private record Seen(UnavailableException error, boolean flag) {}

    @Test
    void beforeTheCallNothingIsSent() throws Exception {
        try (RawServer server = new RawServer(RawServer::awaitClose)) {
            Seen seen = post(HttpTransport.builder(), server, new CountDownLatch(0));

            assertThat(seen.error().errorCode()).isEqualTo(ErrorCode.INTERRUPTED);
            assertThat(seen.error()).hasMessageContaining("nothing was sent");
            assertThat(seen.flag()).isTrue();
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void whileWaitingForTheAnswerTheConnectionIsClosed() throws Exception {
        CountDownLatch requested = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (RawServer server = new RawServer(socket -> {
            RawServer.readRequest(socket);
            requested.countDown();
            RawServer.awaitClose(socket);
            closed.countDown();
        })) {
            Seen seen = post(HttpTransport.builder(), server, requested);

            assertThat(seen.error().errorCode()).isEqualTo(ErrorCode.INTERRUPTED);
            assertThat(seen.error()).hasMessageContaining("may have received");
            assertThat(seen.error().attempts()).isEqualTo(1);
            assertThat(seen.error().isRetryable()).isFalse();
            assertThat(seen.flag()).isTrue();
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void inTheMiddleOfABody() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        try (RawServer server = new RawServer(socket -> {
            RawServer.readRequest(socket);
            RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
            begun.countDown();
            RawServer.awaitClose(socket);
        })) {
            Seen seen = post(HttpTransport.builder(), server, begun);

            assertThat(seen.error().errorCode()).isEqualTo(ErrorCode.INTERRUPTED);
            assertThat(seen.flag()).isTrue();
        }
    }

    @Test
    void betweenTwoAttemptsThereIsNoFurtherAttempt() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        try (RawServer server = new RawServer(socket -> {
            RawServer.readRequest(socket);
            RawServer.write(socket, "HTTP/1.1 503 Busy\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n");
        })) {
            HttpTransport.Builder patient = HttpTransport.builder()
                    .callTimeout(Duration.ofHours(2))
                    .retry(RetryPolicy.DEFAULT.withWaits(Duration.ZERO, Duration.ofHours(1)))
                    .sleeper(duration -> {
                        waiting.countDown();
                        Sleeper.system().sleep(duration);
                    });
            Seen seen = post(patient, server, waiting);

            assertThat(seen.error().errorCode()).isEqualTo(ErrorCode.INTERRUPTED);
            assertThat(seen.error().attempts()).isEqualTo(1);
            assertThat(seen.error().httpStatus()).contains(503);
            assertThat(seen.error().getSuppressed()).hasSize(1);
            assertThat(seen.flag()).isTrue();
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** Posts in a thread of its own and interrupts it as soon as the latch is open; at once when it already is. */
    private static Seen post(HttpTransport.Builder builder, RawServer server, CountDownLatch moment) throws Exception {
        CompletableFuture<Seen> seen = new CompletableFuture<>();
        boolean before = moment.getCount() == 0;
        try (HttpTransport transport = builder.build()) {
            Thread caller = new Thread(() -> {
                if (before) {
                    Thread.currentThread().interrupt();
                }
                try {
                    transport.send(
                            HttpCall.to(server.uri(), instant -> new byte[0]).build());
                } catch (UnavailableException e) {
                    seen.complete(new Seen(e, Thread.currentThread().isInterrupted()));
                } finally {
                    seen.completeExceptionally(new AssertionError("an answer came"));
                }
            });
            caller.start();
            assertThat(moment.await(10, TimeUnit.SECONDS)).isTrue();
            if (!before) {
                caller.interrupt();
            }
            return seen.get(10, TimeUnit.SECONDS);
        }
    }
}
