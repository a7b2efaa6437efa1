package io.github.dcisdk.examples.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.auth.Authentication;
import io.github.dcisdk.callback.CallbackEndpoint;
import io.github.dcisdk.client.AsyncSearchResult;
import io.github.dcisdk.client.CallbackSender;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.OutboxMessage;
import io.github.dcisdk.client.PendingAnswer;
import io.github.dcisdk.client.Subscription;
import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsClient;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.crvs.VitalEvent;
import io.github.dcisdk.inbound.Acceptance;
import io.github.dcisdk.inbound.InboundExchange;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.inbound.MessagePipeline;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.message.MsgCallbackHeader;
import io.github.dcisdk.message.NotifyEventData;
import io.github.dcisdk.message.NotifyEventItem;
import io.github.dcisdk.message.NotifyEventRequest;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.Pagination;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.RequestStatus;
import io.github.dcisdk.message.SearchRequest;
import io.github.dcisdk.message.SearchResponse;
import io.github.dcisdk.message.SearchResponseData;
import io.github.dcisdk.message.SearchResponseItem;
import io.github.dcisdk.message.SubscribeRequest;
import io.github.dcisdk.message.SubscribeResponse;
import io.github.dcisdk.message.SubscribeResponseItem;
import io.github.dcisdk.message.SubscriptionInfo;
import io.github.dcisdk.message.SubscriptionStatus;
import io.github.dcisdk.message.UnSubscribeRequest;
import io.github.dcisdk.message.UnSubscribeResponse;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.store.InMemoryStore;
import io.github.dcisdk.transport.AddressGuard;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What docs/async.md shows does what the page says, between a consumer and a registry that calls back. */
@Timeout(60)
class AsyncGuideTest {
    private static final Query QUERY = Query.identifier("UIN", "847951632");
    private static final CrvsPerson ABENA =
            CrvsPerson.builder().name(Name.builder().givenName("Abena").build()).build();
    private static final SigningKey CONSUMER_KEY = SigningKey.generate("consumer-key");
    private static final SigningKey REGISTRY_KEY = SigningKey.generate("registry-key");

    private final InMemoryStore store = InMemoryStore.create(Clock.systemUTC());
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final AsyncGuide guide = new AsyncGuide(new PrintStream(printed, true, StandardCharsets.UTF_8));
    private final BlockingQueue<DciObject> requests = new LinkedBlockingQueue<>();
    private final TrustedSender consumer = TrustedSender.signing("spmis.example.gov", CONSUMER_KEY.verificationKey());
    private final Dci registry = Dci.builder()
            .identity("crvs.example.gov", REGISTRY_KEY)
            .trust(consumer)
            .build();
    private final CallbackSender callbacks = CallbackSender.to(
            registry, consumer, Authentication.none(), AddressGuard.PUBLIC_ONLY.allowLoopbackInClearText());
    private final JdkHttpServer registryServer =
            JdkHttpServer.startOnLoopback(MessagePipeline.builder(registry, Crvs.PROFILE.regType())
                    .acknowledged(Operation.SEARCH.path(), Operation.SEARCH, registry.store(), this::accept)
                    .acknowledged(Operation.SUBSCRIBE.path(), Operation.SUBSCRIBE, registry.store(), this::accept)
                    .acknowledged(Operation.UNSUBSCRIBE.path(), Operation.UNSUBSCRIBE, registry.store(), this::accept)
                    .build());
    private String callbackAddress = "";
    private Dci dci = registry; // Until the test starts.
    private CallbackEndpoint endpoint;
    private JdkHttpServer server;
    private CrvsClient crvs;

    private <Q extends DciObject> Acceptance accept(Q request, InboundExchange exchange) {
        requests.add(request);
        return Acceptance.ack();
    }

    @BeforeEach
    void start() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        callbackAddress = "http://127.0.0.1:" + port + "/dci";
        dci = Dci.builder()
                .identity("spmis.example.gov", CONSUMER_KEY)
                .store(store)
                .callbackAddress(callbackAddress)
                .build();
        var civil = AsyncGuide.civil(dci, registryServer.baseUrl(), REGISTRY_KEY.verificationKey());
        crvs = CrvsClient.of(civil);
        endpoint = guide.endpoint(dci, civil);
        server = JdkHttpServer.builder(endpoint)
                .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .start();
    }

    @AfterEach
    void close() {
        server.close();
        endpoint.close();
        dci.close();
        registryServer.close();
        registry.close();
    }

    private <Q extends DciObject> Q asked(Class<Q> type) throws InterruptedException {
        return type.cast(requests.poll(30, TimeUnit.SECONDS));
    }

    private void callBack(Operation<?, ?> operation, String action, DciObject message) {
        MsgCallbackHeader header = MsgCallbackHeader.builder(
                        UUID.randomUUID().toString(), now(), action, RequestStatus.SUCC)
                .senderId("crvs.example.gov")
                .receiverId("spmis.example.gov")
                .build();
        assertThat(callbacks
                        .send(operation, OutboxMessage.callback(header, message, false), URI.create(callbackAddress))
                        .callbackFollows())
                .isTrue();
    }

    private static DciDateTime now() {
        return DciDateTime.of(Instant.now());
    }

    private void answer(SearchRequest request) {
        SearchResponseItem item = SearchResponseItem.builder(
                        request.searchRequest().get(0).referenceId().orElseThrow(), now(), RequestStatus.SUCC)
                .data(SearchResponseData.builder(List.of(Json.toJson(ABENA))).build())
                .pagination(Pagination.builder(1, 1, 1L).build())
                .build();
        callBack(
                Operation.SEARCH,
                "on-search",
                SearchResponse.builder(request.transactionId().orElseThrow(), "c-1", List.of(item))
                        .build());
    }

    private void waitFor(String line) throws InterruptedException {
        while (!printed.toString(StandardCharsets.UTF_8).contains(line)) {
            TimeUnit.MILLISECONDS.sleep(20); // Other threads print; the timeout of the test ends it.
        }
    }

    @Test
    void aSearchIsAnsweredToItsFuture() throws Exception {
        PendingAnswer<AsyncSearchResult<CrvsPerson>> later = guide.search(crvs, QUERY);
        answer(asked(SearchRequest.class));

        assertThat(guide.outcome(later)).isEqualTo("1 persons");
        waitFor("1 persons");
    }

    @Test
    void aSearchIsWaitedForAgain() throws Exception {
        PendingAnswer<AsyncSearchResult<CrvsPerson>> first = AsyncGuide.patient(crvs, QUERY);
        first.cancel(true);
        SearchRequest request = asked(SearchRequest.class);
        PendingAnswer<AsyncSearchResult<CrvsPerson>> again = AsyncGuide.resume(crvs, first.transactionId());
        answer(request);

        assertThat(guide.outcome(again)).isEqualTo("1 persons");
    }

    @Test
    void aSearchIsAnsweredToAHandler() throws Exception {
        String transactionId = AsyncGuide.toHandler(crvs, QUERY);
        SearchRequest request = asked(SearchRequest.class);
        assertThat(request.transactionId()).hasValue(transactionId);
        answer(request);

        waitFor("checked 1");
    }

    @Test
    void aSearchIsPartOfTheApplicationsTransaction() throws Exception {
        String transactionId = AsyncGuide.inTransaction(dci, crvs, QUERY);

        assertThat(asked(SearchRequest.class).transactionId()).hasValue(transactionId);
    }

    @Test
    void aSubscriptionIsKeptAndCancelled() throws Exception {
        Subscription deaths = guide.subscribe(crvs);
        SubscribeRequest request = asked(SubscribeRequest.class);
        SubscribeResponseItem item = SubscribeResponseItem.builder(
                        request.subscribeRequest().get(0).referenceId().orElseThrow(), now(), RequestStatus.SUCC)
                .subscriptions(List.of(SubscriptionInfo.builder("code-1", SubscriptionStatus.SUBSCRIBE, now())
                        .build()))
                .build();
        callBack(
                Operation.SUBSCRIBE,
                "on-subscribe",
                SubscribeResponse.builder(request.transactionId().orElseThrow(), "c-1", List.of(item))
                        .build());
        assertThat(deaths.active().join().code()).hasValue("code-1");
        waitFor("subscribed as code-1");

        Thread operator = new Thread(() -> AsyncGuide.cancelAll(crvs));
        operator.start();
        UnSubscribeRequest end = asked(UnSubscribeRequest.class);
        callBack(
                Operation.UNSUBSCRIBE,
                "on-unsubscribe",
                UnSubscribeResponse.builder(end.transactionId().orElseThrow(), "c-1", now(), RequestStatus.SUCC)
                        .build());
        operator.join();
        assertThat(crvs.subscriptions()).isEmpty();
    }

    @Test
    void anEventReachesItsHandler() throws Exception {
        NotifyEventData data = NotifyEventData.builder(Crvs.PERSON.name(), List.of(Json.toJson(ABENA)))
                .regType(Crvs.PROFILE.regType())
                .regEventType(VitalEvent.DEATH.name())
                .build();
        callBack(
                Operation.NOTIFY,
                "notify",
                NotifyEventRequest.builder(
                                "t-1",
                                List.of(NotifyEventItem.builder("r-1", now(), data)
                                        .build()))
                        .build());

        waitFor("ceased 1");
        AsyncGuide.replayParked(store);
    }
}
