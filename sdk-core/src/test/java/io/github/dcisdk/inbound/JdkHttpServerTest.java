package io.github.dcisdk.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.contract.RawClient;
import io.github.dcisdk.registry.TestAnswer;
import io.github.dcisdk.registry.TestRegistry;
import io.github.dcisdk.registry.TestRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One server under many callers, slow ones and hostile ones among them, and how it ends. */
@Timeout(120)
class JdkHttpServerTest {
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

    /** Answers at once, except on the path {@code /wait}, where it waits until a test lets go. */
    private static final class Waiting implements InboundHandler {
        private final RefusalAnswers refusals = new RefusalAnswers(Clock.systemUTC());
        private final CountDownLatch letGo = new CountDownLatch(1);
        private final AtomicInteger atOnce = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        @Override
        public InboundResponse handle(InboundRequest request) {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            try {
                if (request.path().equals("/wait")) {
                    letGo.await();
                }
                return InboundResponse.json(200, BODY);
            } catch (InterruptedException e) {
                return refuse(Refusal.UNAVAILABLE);
            } finally {
                atOnce.decrementAndGet();
            }
        }

        @Override
        public InboundResponse refuse(Refusal refusal) {
            return refusals.answer(refusal, refusal.meaning(), "correlation");
        }

        @Override
        public int maxBodyBytes() {
            return 16 * 1024 * 1024;
        }
    }

    private final Waiting handler = new Waiting();

    private static RawClient.Answer get(JdkHttpServer server, String path) {
        try {
            return RawClient.exchange(server.address(), RawClient.head("GET", path, "Connection: close"), new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CompletableFuture<RawClient.Answer> later(JdkHttpServer server, String path) {
        CompletableFuture<RawClient.Answer> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                answer.complete(get(server, path));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return answer;
    }

    private void awaitWorking(int requests) throws InterruptedException {
        await(() -> handler.atOnce.get() >= requests);
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) throws InterruptedException {
        for (int i = 0; i < 2_000 && !condition.holds(); i++) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(condition.holds()).isTrue();
    }

    private static Set<String> serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("dci-http-") || name.startsWith("HTTP-Dispatcher"))
                .collect(Collectors.toSet());
    }

    private static void assertUnavailable(RawClient.Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(answer.header("Connection")).isEqualTo("close");
        assertThat(answer.body()).contains("\"ERR\"", "\"errors\"", "err.service.unavailable");
    }

    @Test
    void connectionsThatNeverFinishDoNotKeepOthersOut() throws Exception {
        List<RawClient> slow = new ArrayList<>();
        try (JdkHttpServer server = JdkHttpServer.builder(handler).threads(2).start()) {
            for (int i = 0; i < 10; i++) {
                slow.add(new RawClient(server.address()).write("POST /slow HT"));
                slow.add(new RawClient(server.address()).write("POST /slow HTTP/1.1\r\nContent-Length: 100\r\n\r\n{"));
                slow.add(new RawClient(server.address()));
            }
            for (int i = 0; i < 4; i++) {
                // As many bodies of unknown length as may be large at once, and more.
                slow.add(new RawClient(server.address())
                        .write("POST /slow HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(get(server, "/").status()).isEqualTo(200);
            }
        } finally {
            for (RawClient client : slow) {
                client.close();
            }
        }
    }

    @Test
    void whenEvenTheConnectionsAreAllTakenTheAnswerIs503() throws Exception {
        Set<String> before = serverThreads();
        List<RawClient> slow = new ArrayList<>();
        try (JdkHttpServer server = JdkHttpServer.builder(handler).threads(1).start()) {
            for (int i = 0; i < 16; i++) {
                slow.add(new RawClient(server.address()).write("POST /slow HT"));
            }
            await(() -> serverThreads().stream()
                            .filter(name -> name.startsWith("dci-http-") && !before.contains(name))
                            .count()
                    == 16);
            for (int i = 0; i < 50; i++) {
                assertUnavailable(get(server, "/"));
            }
            for (RawClient client : slow) {
                client.close();
            }
            await(() -> get(server, "/").status() == 200);
        }
    }

    @Test
    void soManyAreWorkedOnAtOnceAndOthersWaitForTheirTurn() throws Exception {
        try (JdkHttpServer server = JdkHttpServer.builder(handler).threads(3).start()) {
            List<CompletableFuture<RawClient.Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                answers.add(later(server, "/wait"));
            }
            awaitWorking(3);
            handler.letGo.countDown();
            for (CompletableFuture<RawClient.Answer> answer : answers) {
                assertThat(answer.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
            }
            assertThat(handler.most).hasValue(3);
        }
    }

    @Test
    void whoWaitsTooLongIsTurnedAway() throws Exception {
        try (JdkHttpServer server = JdkHttpServer.builder(handler)
                .threads(1)
                .maxWait(Duration.ofMillis(50))
                .start()) {
            CompletableFuture<RawClient.Answer> first = later(server, "/wait");
            awaitWorking(1);
            assertUnavailable(get(server, "/"));
            handler.letGo.countDown();
            assertThat(first.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(get(server, "/").status()).isEqualTo(200);
        }
    }

    @Test
    void closingGivesTheRequestsUnderWayTheirTime() throws Exception {
        JdkHttpServer server =
                JdkHttpServer.builder(handler).drain(Duration.ofSeconds(60)).start();
        CompletableFuture<RawClient.Answer> underWay = later(server, "/wait");
        awaitWorking(1);
        CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
        await(() -> get(server, "/").status() == 503);
        assertThat(closed).isNotDone();

        handler.letGo.countDown();

        assertThat(underWay.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
        closed.get(30, TimeUnit.SECONDS);
        assertThatThrownBy(() -> get(server, "/")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void closingWithoutTimeEndsEverythingAtOnce() throws Exception {
        Set<String> before = serverThreads();
        JdkHttpServer server = JdkHttpServer.startOnLoopback(handler);
        CompletableFuture<RawClient.Answer> underWay = later(server, "/wait");
        try (RawClient slow = new RawClient(server.address()).write("POST /slow HT")) {
            awaitWorking(1);
            server.close();
            server.close();
            assertThat(underWay.get(30, TimeUnit.SECONDS).status()).isIn(0, 503);
            assertThat(slow.isClosed()).isTrue();
        }
        await(() -> before.containsAll(serverThreads()));
    }

    @Test
    void thirtyCallersAtOnceAreAllAnsweredAndNoThreadIsLeft() throws Exception {
        Set<String> before = serverThreads();
        ExecutorService callers = Executors.newFixedThreadPool(30);
        try (TestRegistry registry = TestRegistry.start()) {
            byte[] good = TestRequest.search().signed();
            List<Future<?>> all = new ArrayList<>();
            for (int caller = 0; caller < 30; caller++) {
                int first = caller;
                all.add(callers.submit(() -> {
                    for (int i = 0; i < 16; i++) {
                        mixed(registry, good, first + i);
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get(100, TimeUnit.SECONDS);
            }
        } finally {
            callers.shutdownNow();
        }
        await(() -> before.containsAll(serverThreads()));
    }

    private static void mixed(TestRegistry registry, byte[] good, int kind) {
        String[] json = {"Content-Type", "application/json"};
        switch (kind % 6) {
            case 0 -> registry.send("/elsewhere", "POST", good, json).refusedWith(Refusal.NOT_FOUND);
            case 1 -> registry.send(TestRegistry.PATH, "GET", new byte[0]).refusedWith(Refusal.METHOD_NOT_ALLOWED);
            case 2 -> registry.post(BODY).refusedWith(Refusal.BAD_REQUEST);
            case 3 -> {
                byte[] forged = new String(good, StandardCharsets.UTF_8)
                        .replace("SYN-1", "SYN-2")
                        .getBytes(StandardCharsets.UTF_8);
                registry.post(forged).refusedWith(Refusal.SIGNATURE_INVALID);
            }
            default -> {
                TestAnswer answer = registry.post(good);
                assertThat(answer.status()).isEqualTo(200);
            }
        }
    }

    @Test
    void overTlsTheSameIsAnswered(@TempDir Path folder) throws Exception {
        SSLContext tls = tls(folder);
        try (JdkHttpServer server = JdkHttpServer.builder(handler).tls(tls).start()) {
            assertThat(server.baseUrl()).startsWith("https://127.0.0.1:");
            HttpClient client = HttpClient.newBuilder().sslContext(tls).build();
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(server.baseUrl() + "/")).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            // Clear text and half a handshake spoil nothing for others.
            try (RawClient clear = new RawClient(server.address());
                    RawClient half = new RawClient(server.address())) {
                clear.send(RawClient.head("GET", "/"), new byte[0]);
                half.write(new byte[] {22, 3, 1, 1});
                assertThat(clear.answer().status()).isZero();
                answer = client.send(
                        HttpRequest.newBuilder(URI.create(server.baseUrl() + "/"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(200);
            }
        }
    }

    private static SSLContext tls(Path folder) throws Exception {
        Path file = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, "changeit".toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    @Test
    void anAddressIsTakenOnce() {
        try (JdkHttpServer server = JdkHttpServer.startOnLoopback(handler)) {
            InetSocketAddress taken = server.address();
            assertThat(taken.getAddress().isLoopbackAddress()).isTrue();
            assertThatThrownBy(
                            () -> JdkHttpServer.builder(handler).address(taken).start())
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(String.valueOf(taken.getPort()));
        }
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        JdkHttpServer.Builder builder = JdkHttpServer.builder(handler);
        assertThatThrownBy(() -> builder.threads(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.threads(5_000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.maxWait(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.drain(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
    }
}
