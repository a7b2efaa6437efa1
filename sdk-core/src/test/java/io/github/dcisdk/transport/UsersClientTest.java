package io.github.dcisdk.transport;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.dcisdk.error.UnavailableException;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A transport over the {@code OkHttpClient} of a user, and what it leaves alone. */
@Timeout(30)
class UsersClientTest {
    @RegisterExtension
    final WireMockExtension peer = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private final TestTime time = new TestTime();

    @Test
    void interceptorsListenersAndConnectionsAreTheUsers() {
        peer.stubFor(any(anyUrl()).willReturn(aResponse()));
        List<String> events = new CopyOnWriteArrayList<>();
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(chain -> chain.proceed(
                        chain.request().newBuilder().header("X-Gateway", "g-1").build()))
                .eventListenerFactory(call -> new EventListener() {
                    @Override
                    public void requestHeadersStart(Call started) {
                        events.add("sent");
                    }
                })
                .build();

        try (HttpTransport transport =
                HttpTransport.builder().okHttpClient(client).build()) {
            transport.send(call());
        }

        assertThat(peer.getAllServeEvents().get(0).getRequest().getHeader("X-Gateway"))
                .isEqualTo("g-1");
        assertThat(events).containsExactly("sent");
        assertThat(client.connectionPool().connectionCount())
                .as("the user's connections outlive the transport")
                .isEqualTo(1);
        assertThat(client.dispatcher().executorService().isShutdown()).isFalse();
    }

    @Test
    void redirectsAndRepetitionsOfTheUsersClientAreOff() {
        peer.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(307).withHeader("Location", "/elsewhere")));
        OkHttpClient eager = new OkHttpClient.Builder()
                .followRedirects(true)
                .retryOnConnectionFailure(true)
                .authenticator((route, response) -> response.request())
                .build();

        try (HttpTransport transport =
                HttpTransport.builder().okHttpClient(eager).sleeper(time).build()) {
            assertThat(transport.send(call()).status()).isEqualTo(307);
            for (int status : new int[] {401, 408}) {
                peer.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status)));
                assertThat(transport.send(call()).status()).isEqualTo(status);
            }
        }
        assertThat(peer.getAllServeEvents()).hasSize(3);
    }

    @Test
    void theUsersTimeoutsHoldUnlessTheTransportHasItsOwn() {
        peer.stubFor(any(anyUrl()).willReturn(aResponse().withFixedDelay(700)));
        OkHttpClient hasty =
                new OkHttpClient.Builder().readTimeout(Duration.ofMillis(200)).build();

        try (HttpTransport transport =
                HttpTransport.builder().okHttpClient(hasty).build()) {
            assertThatThrownBy(() -> transport.send(call())).isInstanceOf(UnavailableException.class);
        }
        try (HttpTransport transport = HttpTransport.builder()
                .okHttpClient(hasty)
                .readTimeout(Duration.ofSeconds(10))
                .build()) {
            assertThat(transport.send(call()).status()).isEqualTo(200);
        }
    }

    @Test
    void callsToOneHostDoNotWaitForEachOther() throws Exception {
        // OkHttp's own dispatcher would run five of them at a time.
        int calls = 12;
        CountDownLatch arrived = new CountDownLatch(calls);
        OkHttpClient meeting = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    arrived.countDown();
                    try {
                        assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return chain.proceed(chain.request());
                })
                .build();
        peer.stubFor(any(anyUrl()).willReturn(aResponse()));
        ExecutorService callers = Executors.newFixedThreadPool(calls);
        try (HttpTransport transport = HttpTransport.builder()
                .okHttpClient(meeting)
                .retry(RetryPolicy.none())
                .build()) {
            List<Future<HttpAnswer>> answers =
                    callers.invokeAll(Collections.nCopies(calls, () -> transport.send(call())));
            for (Future<HttpAnswer> answer : answers) {
                assertThat(answer.get().status()).isEqualTo(200);
            }
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void aClosedTransportEndsItsCallsAndTakesNoMore() throws Exception {
        CountDownLatch requested = new CountDownLatch(1);
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try (RawServer server = new RawServer(socket -> {
            RawServer.readRequest(socket);
            requested.countDown();
            RawServer.awaitClose(socket);
        })) {
            HttpTransport transport = HttpTransport.builder().sleeper(time).build();
            HttpCall call = HttpCall.to(server.uri(), instant -> new byte[0])
                    .repeatable(true)
                    .build();
            Future<HttpAnswer> answer = caller.submit(() -> transport.send(call));
            assertThat(requested.await(10, TimeUnit.SECONDS)).isTrue();

            transport.close();
            transport.close();

            assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(UnavailableException.class, e -> assertThat(e.attempts())
                            .isEqualTo(1));
            assertThatThrownBy(() -> transport.send(call)).isInstanceOf(IllegalStateException.class);
        } finally {
            caller.shutdownNow();
        }
    }

    private HttpCall call() {
        return HttpCall.to(URI.create(peer.baseUrl()), instant -> new byte[0]).build();
    }
}
