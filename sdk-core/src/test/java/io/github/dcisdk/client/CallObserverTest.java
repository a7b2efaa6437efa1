package io.github.dcisdk.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.client.CallObserver.CallEnd;
import io.github.dcisdk.client.CallObserver.CallStart;
import io.github.dcisdk.client.CallObserver.Observation;
import io.github.dcisdk.client.ScriptedPeer.Reply;
import io.github.dcisdk.client.ScriptedPeer.Request;
import io.github.dcisdk.error.DciException;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.NotAuthenticException;
import io.github.dcisdk.error.RefusedException;
import io.github.dcisdk.error.UnavailableException;
import io.github.dcisdk.json.Findings;
import io.github.dcisdk.json.RuleClass;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.transport.Attempt;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What an observer learns of a call, what it can add, and that it can do no harm. */
@Timeout(60)
class CallObserverTest {
    /** Remembers everything that it is told. */
    private static final class Recorder implements CallObserver, Observation {
        final List<CallStart> starts = new ArrayList<>();
        final List<Attempt> attempts = new ArrayList<>();
        final List<CallEnd> ends = new ArrayList<>();
        final Map<String, String> headers = new HashMap<>();

        @Override
        public Observation started(CallStart call) {
            starts.add(call);
            return this;
        }

        @Override
        public Map<String, String> headers() {
            return headers;
        }

        @Override
        public void attempted(Attempt attempt) {
            attempts.add(attempt);
        }

        @Override
        public void ended(CallEnd end) {
            ends.add(end);
        }

        CallEnd end() {
            assertThat(ends).hasSize(1);
            return ends.get(0);
        }
    }

    private final Recorder recorder = new Recorder();

    /** An answer without any deviation. */
    private static Reply found(Request request) {
        String answer =
                Answers.onSearch(request, Answers.succeeded(request, Answers.pagination(50, 1, 1), Answers.person(1)));
        return Reply.json(answer.replace("\"signature\":\"\",", ""));
    }

    private static RegistryClient client(Fixture fixture, CallObserver... observers) {
        return changed(fixture, DciClient.Builder::acceptUnsignedAnswers, observers);
    }

    private static RegistryClient changed(
            Fixture fixture, Consumer<DciClient.Builder> change, CallObserver... observers) {
        Dci.Builder dci = Dci.builder()
                .identity(Fixture.OWN, Fixture.OWN_KEY)
                .clock(fixture.time)
                .transport(fixture.transport);
        List.of(observers).forEach(dci::observer);
        DciClient.Builder peer = dci.build().peer(Fixture.PEER).baseUrl(fixture.peer.baseUrl());
        change.accept(peer);
        return RegistryClient.of(peer.build(), Fixture.REGISTRY);
    }

    private static void search(RegistryClient client) {
        client.search(Fixture.PERSON, Fixture.QUERY);
    }

    /** How the search of a peer with this script ends, as the observer sees it. */
    private CallEnd ending(Function<Request, Reply> script, Class<? extends Throwable> error) {
        try (Fixture fixture = new Fixture(script)) {
            RegistryClient client = client(fixture, recorder);
            assertThatThrownBy(() -> search(client)).isExactlyInstanceOf(error);
        }
        CallEnd end = recorder.end();
        assertThat(end.isSuccessful()).isFalse();
        assertThat(end.errorType()).contains(error);
        return end;
    }

    @Test
    void aCallHasABeginningAnAttemptAndAnEnd() {
        try (Fixture fixture = new Fixture(CallObserverTest::found)) {
            SearchPage<?> page = client(fixture, recorder).search(Fixture.PERSON, Fixture.QUERY);

            CallStart start = recorder.starts.get(0);
            assertThat(start.operation()).isSameAs(Operation.SYNC_SEARCH);
            assertThat(start.host()).isEqualTo("127.0.0.1");
            assertThat(start.port())
                    .isEqualTo(URI.create(fixture.peer.baseUrl()).getPort());
            assertThat(start.context().peer()).contains(Fixture.PEER);
            assertThat(start.context().messageId()).isEqualTo(page.context().messageId());
            assertThat(start.context().transactionId())
                    .contains(fixture.peer.requests().get(0).transactionId());

            assertThat(recorder.attempts).singleElement().satisfies(attempt -> {
                assertThat(attempt.number()).isEqualTo(1);
                assertThat(attempt.status()).contains(200);
                assertThat(attempt.sent()).isTrue();
            });

            CallEnd end = recorder.end();
            assertThat(end.isSuccessful()).isTrue();
            assertThat(end.errorCode()).isEmpty();
            assertThat(end.context().correlationId()).contains("c-1");
            assertThat(end.attempts()).isEqualTo(1);
            assertThat(end.httpStatus()).contains(200);
            assertThat(page.findings()).isEmpty();
            assertThat(end.findings()).isZero();
            assertThat(end.requestBytes())
                    .isEqualTo(fixture.peer.requests().get(0).body().length);
            assertThat(end.answerBytes())
                    .isEqualTo(page.rawAnswer().body().length)
                    .isPositive();
            assertThat(end.duration())
                    .isGreaterThanOrEqualTo(recorder.attempts.get(0).duration())
                    .isLessThan(Duration.ofSeconds(30));
        }
    }

    @Test
    void eachPageIsACall() {
        try (Fixture fixture = Fixture.answering(request -> Answers.onSearch(
                request,
                Answers.succeeded(
                        request,
                        Answers.pagination(1, request.pageNumber(), 3),
                        Answers.person(request.pageNumber()))))) {
            assertThat(client(fixture, recorder).searchAll(Fixture.PERSON, Fixture.QUERY))
                    .hasSize(3);
        }
        assertThat(recorder.ends).hasSize(3);
        assertThat(recorder.starts)
                .extracting(start -> start.context().messageId())
                .doesNotHaveDuplicates();
    }

    @Test
    void attemptsThatFailAreToldToo() {
        AtomicInteger asked = new AtomicInteger();
        try (Fixture fixture = new Fixture(
                request -> asked.getAndIncrement() < 2 ? Reply.of(503, "text/plain", "busy") : found(request))) {
            search(client(fixture, recorder));
        }
        assertThat(recorder.attempts)
                .extracting(Attempt::status)
                .containsExactly(Optional.of(503), Optional.of(503), Optional.of(200));
        assertThat(recorder.end().attempts()).isEqualTo(3);
        assertThat(recorder.end().isSuccessful()).isTrue();
    }

    @Test
    void findingsAreCounted() {
        try (Fixture fixture = new Fixture(request -> Reply.json(
                new String(found(request).body(), StandardCharsets.UTF_8).replace("\"on-search\"", "\"search\"")))) {
            search(client(fixture, recorder));
        }
        assertThat(recorder.end().findings()).isEqualTo(1);
    }

    @Test
    void aRefusalIsAnEndWithItsCode() {
        CallEnd end = ending(
                request -> Reply.of(400, "application/json", "{\"error\":{\"code\":\"err.request.bad\"}}"),
                RefusedException.class);

        assertThat(end.errorCode()).contains(ErrorCode.REFUSED);
        assertThat(end.httpStatus()).contains(400);
        assertThat(end.answerBytes()).isPositive();
        assertThat(end.context().messageId()).isPresent();
    }

    @Test
    void aPeerThatIsNotThereIsAnEndWithoutAnswer() {
        CallEnd end = ending(request -> Reply.of(500, "text/plain", ""), UnavailableException.class);

        assertThat(end.errorCode()).contains(ErrorCode.SERVICE_UNAVAILABLE);
        assertThat(end.answerBytes()).isZero();
        assertThat(end.requestBytes()).isPositive();
    }

    @Test
    void anAnswerOfSomebodyElseIsNoSuccess() {
        try (Fixture fixture = new Fixture(CallObserverTest::found)) {
            RegistryClient client = changed(fixture, peer -> peer.trust(Fixture.PEER_KEY.verificationKey()), recorder);
            assertThatThrownBy(() -> search(client)).isInstanceOf(NotAuthenticException.class);
        }
        assertThat(recorder.end().errorCode()).contains(ErrorCode.NOT_AUTHENTIC);
        assertThat(recorder.end().httpStatus()).contains(200);
    }

    @Test
    void whatAHandlerOfFindingsThrowsIsAnEndToo() {
        Function<Request, Reply> deviating = request -> Reply.json(
                new String(found(request).body(), StandardCharsets.UTF_8).replace("\"on-search\"", "\"search\""));
        try (Fixture fixture = new Fixture(deviating)) {
            RegistryClient broken = changed(
                    fixture,
                    peer -> peer.acceptUnsignedAnswers().findings(finding -> {
                        throw new IllegalStateException("canary");
                    }),
                    recorder);
            assertThatThrownBy(() -> search(broken)).isInstanceOf(IllegalStateException.class);
            assertThat(recorder.end().errorType()).contains(IllegalStateException.class);
            assertThat(recorder.end().errorCode()).isEmpty();
            assertThat(recorder.end().findings()).isEqualTo(1);

            RegistryClient strict = changed(
                    fixture,
                    peer -> peer.acceptUnsignedAnswers().findings(Findings.throwing(RuleClass.HARMLESS)),
                    recorder);
            assertThatThrownBy(() -> search(strict)).isInstanceOf(DciException.class);
            assertThat(recorder.ends.get(1).errorCode()).isPresent();
        }
    }

    @Test
    void aCallThatCannotEvenBeMadeEndsToo() {
        try (Fixture fixture = new Fixture(CallObserverTest::found)) {
            RegistryClient client = changed(
                    fixture,
                    peer -> peer.acceptUnsignedAnswers().auth((transport, clock, peerId) -> () -> {
                        throw new IllegalStateException("no token");
                    }),
                    recorder);
            assertThatThrownBy(() -> search(client)).hasMessage("no token");
        }
        assertThat(recorder.end().attempts()).isZero();
        assertThat(recorder.end().httpStatus()).isEmpty();
        assertThat(recorder.end().errorType()).contains(IllegalStateException.class);
    }

    @Test
    void headersOfATraceGoOutWithEveryAttempt() {
        AtomicInteger asked = new AtomicInteger();
        try (Fixture fixture = new Fixture(
                request -> asked.getAndIncrement() < 1 ? Reply.of(503, "text/plain", "busy") : found(request))) {
            recorder.headers.put("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
            recorder.headers.put("X-Tenant", "of the observer");
            RegistryClient client =
                    client(fixture, recorder).with(CallOptions.DEFAULT.header("X-Tenant", "of the call"));
            search(client);

            assertThat(fixture.peer.requests()).hasSize(2).allSatisfy(request -> assertThat(request.headers())
                    .containsEntry("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                    .containsEntry("x-tenant", "of the call"));
        }
    }

    @Test
    @ResourceLock(Resources.SYSTEM_ERR)
    void headersThatAreNotTheObserversAreLeftOut() {
        try (Fixture fixture = new Fixture(CallObserverTest::found);
                CapturedLog log = new CapturedLog()) {
            recorder.headers.put("Content-Type", "text/canary");
            recorder.headers.put("Authorization", "canary");
            recorder.headers.put("X-Broken", "canary\r\nX-Injected: 1");
            recorder.headers.put("tracestate", "a=b");
            search(client(fixture, recorder));

            assertThat(fixture.peer.requests().get(0).headers())
                    .containsEntry("tracestate", "a=b")
                    .containsEntry("content-type", "application/json")
                    .doesNotContainKeys("authorization", "x-broken", "x-injected");
            assertThat(log.text()).contains("an observer failed").doesNotContain("canary");
        }
    }

    @Test
    @ResourceLock(Resources.SYSTEM_ERR)
    @SuppressWarnings("NullAway") // An application without null checks may well return null.
    void anObserverThatFailsChangesNothingAndItsTextIsNotLogged() {
        RuntimeException failure = new IllegalStateException("canary");
        Observation failing = new Observation() {
            @Override
            public Map<String, String> headers() {
                throw failure;
            }

            @Override
            public void attempted(Attempt attempt) {
                throw new NoSuchMethodError("canary");
            }

            @Override
            public void ended(CallEnd end) {
                throw failure;
            }
        };
        try (Fixture fixture = new Fixture(CallObserverTest::found);
                CapturedLog log = new CapturedLog()) {
            search(client(
                    fixture,
                    call -> {
                        throw failure;
                    },
                    call -> null,
                    call -> failing,
                    recorder));

            assertThat(recorder.end().isSuccessful()).isTrue();
            assertThat(recorder.attempts).hasSize(1);
            assertThat(log.text())
                    .contains("WARN", "java.lang.IllegalStateException", "NoSuchMethodError", "NullPointerException")
                    .contains("CallObserverTest")
                    .doesNotContain("canary");
        }
    }

    @Test
    void beginningsAndEndsAreNestedAndInTheThreadOfTheCall() {
        List<String> events = new ArrayList<>();
        Thread caller = Thread.currentThread();
        Function<String, CallObserver> observer = name -> start -> {
            events.add(name + " begins");
            assertThat(Thread.currentThread()).isSameAs(caller);
            return end -> {
                assertThat(Thread.currentThread()).isSameAs(caller);
                events.add(name + " ends");
            };
        };
        try (Fixture fixture = new Fixture(CallObserverTest::found)) {
            search(client(fixture, observer.apply("first"), observer.apply("second")));
        }
        assertThat(events).containsExactly("first begins", "second begins", "second ends", "first ends");
    }

    @Test
    void nothingThatAnObserverSeesIsAboutAPerson() {
        try (Fixture fixture = new Fixture(request -> Reply.json(Answers.onSearch(
                request,
                Answers.succeeded(request, "", "{\"name\":{\"given_name\":\"canary\"},\"sex\":\"canary\"}"))))) {
            RegistryClient client = changed(
                    fixture,
                    peer -> peer.acceptUnsignedAnswers()
                            .auth((transport, clock, peerId) -> () -> Optional.of("Bearer canary"))
                            .baseUrl(fixture.peer.baseUrl() + "/canary"),
                    recorder);
            client.search(Fixture.PERSON, Query.identifier("UIN", "canary"));
        }
        List<Object> seen = new ArrayList<>(recorder.starts);
        seen.addAll(recorder.attempts);
        seen.addAll(recorder.ends);
        assertThat(seen).hasSize(3).noneMatch(event -> event.toString().contains("canary"));
    }
}
