package io.github.dcisdk.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.client.ScriptedPeer.Reply;
import io.github.dcisdk.client.ScriptedPeer.Request;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.error.UnavailableException;
import io.github.dcisdk.record.Person;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A future is the same call, made in another thread. */
@Timeout(60)
class FutureTest {
    private final CountDownLatch over = new CountDownLatch(1);

    private static Reply found(Request request) {
        return Reply.json(
                Answers.onSearch(request, Answers.succeeded(request, Answers.pagination(50, 1, 1), Answers.person(1))));
    }

    /** A peer that says when it was asked, and answers when the test is over. */
    private Fixture silent(CountDownLatch asked) {
        return new Fixture(request -> {
            asked.countDown();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return found(request);
        });
    }

    private static RegistryClient client(Fixture fixture, Dci dci) {
        return RegistryClient.of(
                dci.peer(Fixture.PEER)
                        .baseUrl(fixture.peer.baseUrl())
                        .acceptUnsignedAnswers()
                        .build(),
                Fixture.REGISTRY);
    }

    private static Dci.Builder dci(Fixture fixture) {
        return Dci.builder().identity(Fixture.OWN, Fixture.OWN_KEY).transport(fixture.transport);
    }

    private static SearchPage<Person> search(RegistryClient client) {
        return client.search(Fixture.PERSON, Fixture.QUERY);
    }

    @Test
    void aFutureHasWhatTheCallReturns() throws Exception {
        try (Fixture fixture = new Fixture(FutureTest::found)) {
            RegistryClient client = fixture.unsigned().with(CallOptions.DEFAULT.header("X-Tenant", "north"));

            assertThat(client.future(FutureTest::search).get().records()).hasSize(1);
            assertThat(client.future(same -> same).join()).isSameAs(client);
            assertThat(client.peer().future(DciClient::peerId).join()).isEqualTo(Fixture.PEER);
            assertThat(fixture.peer.requests().get(0).headers()).containsEntry("x-tenant", "north");
        }
    }

    @Test
    void aFutureFailsWithTheErrorOfTheCallItself() {
        try (Fixture fixture = Fixture.answering(
                request -> Answers.onSearch(request, Answers.item(request.referenceId(), "\"status\":\"rjct\"")))) {
            CompletableFuture<SearchPage<Person>> future = fixture.unsigned().future(FutureTest::search);

            assertThatThrownBy(future::join)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOf(RejectedException.class);
            assertThatThrownBy(future::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(RejectedException.class);
            assertThat(future.handle((page, error) -> error).join()).isInstanceOf(RejectedException.class);
        }
    }

    @Test
    void whateverACallThrowsReachesWhoeverWaits() {
        try (Fixture fixture = new Fixture(FutureTest::found)) {
            assertThatThrownBy(fixture.unsigned().future(client -> {
                        throw new AssertionError("a bug of the caller");
                    })::join)
                    .cause()
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("a bug of the caller");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "orTimeout", "complete"})
    void aCallForWhichNobodyWaitsIsAbandonedAtOnce(String how) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        ExecutorService oneThread = Executors.newSingleThreadExecutor();
        try (Fixture fixture = silent(asked);
                Dci dci = dci(fixture).executor(oneThread).build()) {
            CompletableFuture<ErrorCode> seen = new CompletableFuture<>();
            CompletableFuture<SearchPage<Person>> future = client(fixture, dci).future(client -> {
                try {
                    return search(client);
                } catch (UnavailableException e) {
                    seen.complete(e.errorCode());
                    throw e;
                }
            });
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

            switch (how) {
                case "cancel" -> {
                    assertThat(future.cancel(true)).isTrue();
                    assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
                }
                case "orTimeout" ->
                    assertThatThrownBy(future.orTimeout(1, TimeUnit.MILLISECONDS)::join)
                            .cause()
                            .isInstanceOf(TimeoutException.class);
                default ->
                    assertThat(future.completeExceptionally(new IllegalStateException("enough")))
                            .isTrue();
            }

            assertThat(seen.get(20, TimeUnit.SECONDS)).isEqualTo(ErrorCode.INTERRUPTED);
            assertThat(client(fixture, dci)
                            .future(client -> Thread.currentThread().isInterrupted())
                            .get(20, TimeUnit.SECONDS))
                    .as("the interrupt is not left to the next call in the same thread")
                    .isFalse();
        } finally {
            over.countDown();
            oneThread.shutdownNow();
        }
    }

    @Test
    void aCallThatIsCancelledBeforeItsTurnIsNeverMade() {
        Queue<Runnable> waiting = new ArrayDeque<>();
        try (Fixture fixture = new Fixture(FutureTest::found);
                Dci dci = dci(fixture).executor(waiting::add).build()) {
            CompletableFuture<SearchPage<Person>> cancelled =
                    client(fixture, dci).future(FutureTest::search);
            CompletableFuture<SearchPage<Person>> other = client(fixture, dci).future(FutureTest::search);
            cancelled.cancel(true);

            waiting.forEach(Runnable::run);

            assertThat(other.join().records()).hasSize(1);
            assertThat(fixture.peer.requests()).hasSize(1);
        }
    }

    @Test
    void byDefaultEachCallHasADaemonThreadOfItsOwn() throws Exception {
        int calls = 12;
        CountDownLatch all = new CountDownLatch(calls);
        try (Fixture fixture = new Fixture(FutureTest::found)) {
            List<CompletableFuture<Boolean>> futures = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                futures.add(fixture.unsigned().future(client -> {
                    all.countDown();
                    try {
                        return all.await(20, TimeUnit.SECONDS)
                                && Thread.currentThread().isDaemon();
                    } catch (InterruptedException e) {
                        return false;
                    }
                }));
            }
            for (CompletableFuture<Boolean> future : futures) {
                assertThat(future.get(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Test
    void closingEndsTheCallsAndTakesNoMore() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (Fixture fixture = silent(asked)) {
            Dci dci = dci(fixture).build();
            RegistryClient client = client(fixture, dci);
            CompletableFuture<SearchPage<Person>> future = client.future(FutureTest::search);
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

            dci.close();

            assertThatThrownBy(() -> future.get(20, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(UnavailableException.class, e -> assertThat(e.errorCode())
                            .isEqualTo(ErrorCode.INTERRUPTED));
            assertThatThrownBy(client.future(FutureTest::search)::join)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Dci is closed");
            over.countDown();
        }
    }

    @Test
    void anExecutorOfTheApplicationIsUsedAndNotEnded() {
        ExecutorService own = Executors.newSingleThreadExecutor(task -> new Thread(task, "own"));
        Function<RegistryClient, String> thread =
                client -> Thread.currentThread().getName();
        try (Fixture fixture = new Fixture(FutureTest::found)) {
            Dci dci = dci(fixture).executor(own).build();
            assertThat(client(fixture, dci).future(thread).join()).isEqualTo("own");
            dci.close();
            assertThat(own.isShutdown()).isFalse();
        } finally {
            own.shutdownNow();
        }
        Executor full = task -> {
            throw new RejectedExecutionException("full");
        };
        try (Fixture fixture = new Fixture(FutureTest::found);
                Dci dci = dci(fixture).executor(full).build()) {
            assertThatThrownBy(client(fixture, dci).future(thread)::join)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasCauseInstanceOf(RejectedExecutionException.class);
        }
    }
}
