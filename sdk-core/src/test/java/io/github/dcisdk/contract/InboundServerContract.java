package io.github.dcisdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.RegistryClient;
import io.github.dcisdk.inbound.AuditSink;
import io.github.dcisdk.inbound.InboundHandler;
import io.github.dcisdk.inbound.Refusal;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.record.Person;
import io.github.dcisdk.registry.RegistryEndpoint;
import io.github.dcisdk.registry.SearchResult;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every adapter of a server does for an {@link InboundHandler}. Where servers differ and no adapter can change it, a
 * method says what the server does, and which methods an adapter's test overrides is part of what is known of its server.
 */
@Timeout(120)
public abstract class InboundServerContract extends ServedBodiesContract {
    private static final RecordType<Person> PERSON = new RecordType<>("Person", Set.of(), Person.TYPE);
    private static final RegistryProfile PROFILE = RegistryProfile.builder("ns:org:RegistryType:Civil")
            .recordType(PERSON)
            .operation(Operation.SYNC_SEARCH)
            .build();
    private static final Person SOPHEA =
            Person.builder().name(Name.builder().givenName("Sophea").build()).build();

    @Test
    void headersArriveWithTheirFirstValueWhateverTheirCase() throws IOException {
        assertThat(post(bytes(1), "CONTENT-type: a/b", "x-Many: 1", "X-MANY: 2", "X-Empty:")
                        .status())
                .isEqualTo(200);
        assertThat(lastSeen().header("Content-Type")).hasValue("a/b");
        assertThat(lastSeen().header("X-Many")).hasValue("1");
        assertThat(lastSeen().header("x-empty")).hasValue("");
        assertThat(lastSeen().header("X-None")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer a\r\nauthorization: Bearer b",
                "Content-Encoding: identity\r\nContent-Encoding: gzip",
                "Content-Type: application/json\r\nContent-Type: text/plain"
            })
    void aHeaderThatDecidesIsTurnedAwayWhenItStandsTwice(String headers) throws IOException {
        assertTurnedAway(post(bytes(100), headers), Refusal.BAD_REQUEST);
    }

    @Test
    void twoHostsOrTwoLengthsAreTurnedAway() throws IOException {
        byte[] body = bytes(100);
        assertTurnedAwayOrCut(post(body, "Host: " + MARK));
        assertTurnedAwayOrCut(post(body, "Content-Length: 2"));
        String both = RawClient.head("POST", "/" + MARK, "Content-Length: 100", "Transfer-Encoding: chunked");
        assertTurnedAwayOrCut(RawClient.exchange(server.address(), both, chunks(body, 10)));
    }

    @Test
    void headersWithoutEndAreTurnedAway() throws IOException {
        RawClient.Answer answer;
        try (RawClient client = new RawClient(server.address())) {
            client.write("GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ");
            answer = sendForEver(client);
        }
        assertThat(answer.status()).isIn(0, 400, 413, 431);
        assertThat(handler.requests).isEmpty();
    }

    private static RawClient.Answer sendForEver(RawClient client) throws IOException {
        try {
            for (int i = 0; i < 1_024; i++) {
                client.write("x".repeat(1_024));
            }
            client.write("\r\n\r\n");
        } catch (IOException e) {
            // The server has ended the connection, which is an answer.
        }
        return client.answer();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a/b",
                "/a/b/",
                "/A/B",
                "/a//b",
                "//a/b",
                "//a/throws",
                "//a",
                "/a/../b",
                "/a/./b",
                "/a/%2e%2e/b",
                "/a%2Fb",
                "/a%5Cb",
                "/a/%62",
                "/a%00",
                "/a;v=1",
                "/a;v=1/../b",
                "/a%20b",
                "/%C3%BC",
                "/a%25b",
                "/a#b"
            })
    void aPathArrivesAsItWasSent(String path) throws IOException {
        RawClient.Answer answer = send("POST", path, new byte[0]);

        if (statusOfPathsThatTheServerRefuses().contains(answer.status())) {
            assertThat(handler.requests).isEmpty();
        } else {
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(lastSeen().path()).isEqualTo(path);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a?x=1&y=%20", "/a?", "/a?/b/../c", "http://localhost/a", "http://h:1/a?x"})
    void queriesAndAbsoluteAddressesLeadToTheSamePath(String target) throws IOException {
        assertThat(RawClient.exchange(
                                server.address(),
                                "GET " + target + " HTTP/1.1\r\nHost: " + (target.contains("h:1") ? "h:1" : "localhost")
                                        + "\r\n",
                                new byte[0])
                        .status())
                .isEqualTo(200);
        assertThat(lastSeen().path()).isEqualTo("/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "FOO"})
    void everyMethodArrives(String method) throws IOException {
        assertThat(send(method, "/", bytes(10)).status()).isEqualTo(200);
        assertThat(lastSeen().method()).isEqualTo(method);
    }

    @Test
    void headIsAnsweredLikeGetWithoutABody() throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            for (int i = 0; i < 3; i++) {
                RawClient.Answer answer =
                        client.send(RawClient.head("HEAD", "/"), new byte[0]).answerWithoutBody();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("X-Probe")).isEqualTo("yes");
                assertThat(lastSeen().method()).isEqualTo("HEAD");
            }
            assertThat(client.send(RawClient.head("GET", "/"), new byte[0])
                            .answer()
                            .body())
                    .isEqualTo("{\"bytes\":0}");
        }
    }

    @Test
    void anAnswerHasTheHeadersOfTheHandlerAndItsLength() throws IOException {
        RawClient.Answer answer = post(bytes(10));
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Probe")).isEqualTo("yes");
        assertThat(answer.header("Content-Length")).isEqualTo("12");
        assertThat(answer.header("Connection")).isEmpty();
        assertThat(answer.header("Date")).isNotEmpty();
        assertThat(send("GET", "/empty", new byte[0]).header("Content-Length")).isEqualTo("0");
    }

    @Test
    void aLargeAnswerArrivesWholeAlsoToManyAtOnce() throws Exception {
        String expected = new String(ProbeHandler.largeAnswer(), StandardCharsets.US_ASCII);
        for (RawClient.Answer answer : atOnce(4, caller -> send("GET", "/large", new byte[0]))) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body().equals(expected)).isTrue();
        }
    }

    @Test
    void aCallerWhoLeavesInTheMiddleOfAnAnswerSpoilsNothing() throws IOException {
        for (int i = 0; i < 20; i++) {
            try (RawClient client = new RawClient(server.address())) {
                client.send(RawClient.head("GET", "/large"), new byte[0]);
            }
        }
    }

    @Test
    void whoeverWaitsForItIsToldToGoOn() throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            client.write(RawClient.head("POST", "/", "Expect: 100-continue", "Content-Length: 5") + "\r\n");
            assertThat(client.answer().status()).isEqualTo(100);
            client.write("12345");
            assertThat(client.answer().body()).isEqualTo("{\"bytes\":5}");
        }
    }

    @Test
    void aConnectionServesManyRequestsAlsoAfterRefusalsOfTheHandler() throws IOException {
        byte[] body = bytes(300_000);
        try (RawClient client = new RawClient(server.address())) {
            for (int i = 0; i < 3; i++) {
                client.send(RawClient.head("POST", "/", "Content-Length: " + body.length), body);
                assertArrived(client.answer(), body);
                client.send(RawClient.head("GET", "/turned-away"), new byte[0]);
                RawClient.Answer refused = client.answer();
                assertThat(refused.status()).isEqualTo(404);
                assertThat(refused.header("Connection")).isEmpty();
            }
        }
    }

    @Test
    void requestsThatFollowWithoutWaitingAreAnsweredInOrder() throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            StringBuilder all = new StringBuilder();
            for (int i = 1; i <= 20; i++) {
                all.append(RawClient.head("POST", "/", "Content-Length: " + i))
                        .append("\r\n")
                        .append("x".repeat(i));
            }
            client.write(all.toString());
            for (int i = 1; i <= 20; i++) {
                assertThat(client.answer().body()).isEqualTo("{\"bytes\":" + i + "}");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/throws", "/fails"})
    void aFaultOfTheHandlerIsAnsweredWithoutAWord(String path) throws IOException {
        RawClient.Answer answer = send("POST", path, bytes(10));
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.header("Content-Length")).isEqualTo("0");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void thirtyTwoCallersAtOnceAreAllAnswered() throws Exception {
        restart(handler, Limits.defaults().threads(3));
        List<String> bodies = atOnce(32, caller -> {
            StringBuilder seen = new StringBuilder();
            for (int i = 0; i < 10; i++) {
                byte[] body = bytes(caller * 1_000 + i * 30_000);
                RawClient.Answer answer = i % 2 == 0 ? post(body) : postInChunks(body, 5_000);
                seen.append(answer.body().equals("{\"bytes\":" + body.length + "}") ? "" : answer.toString());
            }
            return seen.toString();
        });
        assertThat(bodies).containsOnly("");
        assertThat(handler.requests).hasSize(320);
        assertThat(handler.mostWorking.get()).isBetween(1, 3);
    }

    @Test
    void whoWaitsTooLongForATurnIsTurnedAway() throws Exception {
        restart(handler, Limits.defaults().threads(1).maxWait(Duration.ofMillis(50)));
        ExecutorService first = Executors.newSingleThreadExecutor();
        Future<RawClient.Answer> waiting = first.submit(() -> send("POST", "/waits", bytes(10)));
        while (handler.working.get() == 0) {
            Thread.onSpinWait();
        }
        RawClient.Answer answer = post(bytes(10));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(answer.header("Connection")).isEqualTo("close");
        handler.letGo.countDown();
        assertThat(waiting.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
        first.shutdownNow();
    }

    private interface Calls<T> {
        T by(int caller) throws Exception;
    }

    private static <T> List<T> atOnce(int callers, Calls<T> calls) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(callers);
        try {
            CyclicBarrier start = new CyclicBarrier(callers);
            List<Callable<T>> tasks = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                int caller = i;
                tasks.add(() -> {
                    start.await();
                    return calls.by(caller);
                });
            }
            List<T> results = new ArrayList<>();
            for (Future<T> result : executor.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n\r\n",
                "hello m4rk\r\n\r\n",
                "GET\r\n\r\n",
                "POST /%zzm4rk HTTP/1.1\r\nHost: a\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
                "POST mailto:m4rk HTTP/1.1\r\nHost: a\r\n\r\n",
                "POST m4rk HTTP/1.1\r\nHost: a\r\n\r\n",
                "CONNECT m4rk:443 HTTP/1.1\r\nHost: a\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: m4rk\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nm4rk m4rk\r\n\r\n"
            })
    void whatIsNotHttpEndsItsConnectionOnlyAndIsNotQuoted(String text) throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            RawClient.Answer answer = client.write(text).end().answer();
            assertThat(answer.body()).doesNotContain(MARK);
            assertThat(answer.status()).isIn(0, 400, 404, 505);
        }
        assertThat(handler.requests).isEmpty();
    }

    @Test
    void aRegistryIsServed() throws IOException {
        SigningKey registryKey = SigningKey.generate("registry-key");
        SigningKey consumerKey = SigningKey.generate("consumer-key");
        try (Dci registry = Dci.builder()
                        .identity("civil.example.org", registryKey)
                        .trust(TrustedSender.signing("spmis.example.org", consumerKey.verificationKey()))
                        .build();
                Dci consumer =
                        Dci.builder().identity("spmis.example.org", consumerKey).build()) {
            restart(
                    RegistryEndpoint.of(registry, PROFILE)
                            .audit(AuditSink.none())
                            .search(PERSON, (query, context) -> SearchResult.all(List.of(SOPHEA)))
                            .build(),
                    Limits.defaults());
            String url = "http://127.0.0.1:" + server.address().getPort();
            RegistryClient client = RegistryClient.of(
                    consumer.peer("civil.example.org")
                            .baseUrl(url)
                            .trust(registryKey.verificationKey())
                            .build(),
                    PROFILE);

            assertThat(client.search(PERSON, Query.identifier("UIN", "SYN-1")).records())
                    .hasSize(1);
            String path = Operation.SYNC_SEARCH.path();
            assertRefused(send("POST", "/registry/" + MARK, bytes(9)), 404);
            assertRefused(send("PUT", path, bytes(9), "X-A: " + MARK), 405);
            assertRefused(send("POST", path, bytes(9), "Content-Type: text/" + MARK), 415);
            assertRefused(
                    send("POST", path, MARK.getBytes(StandardCharsets.UTF_8), "Content-Type: application/json"), 400);
        } finally {
            restart(handler, Limits.defaults());
        }
    }

    private static void assertRefused(RawClient.Answer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains("\"ERR\"", "\"errors\"").doesNotContain(MARK);
    }
}
