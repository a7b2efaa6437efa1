package io.github.dcisdk.callback;

import static io.github.dcisdk.callback.World.OWN;
import static io.github.dcisdk.callback.World.PEER;
import static io.github.dcisdk.callback.World.PERSON;
import static io.github.dcisdk.callback.World.QUERY;
import static io.github.dcisdk.callback.World.REGISTRY;
import static io.github.dcisdk.callback.World.onSearch;
import static io.github.dcisdk.callback.World.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.client.AsyncSearchResult;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.client.PendingAnswer;
import io.github.dcisdk.client.RegistryClient;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.record.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The endpoint with its own threads, beside those of the callers. */
@Timeout(120)
class ThreadsTest {
    private static final int SEARCHES = 200;

    @Test
    void manySearchesAtOnceAreEachSentOnceAndAnswered() throws Exception {
        try (World world = new World();
                Dci dci = Dci.builder()
                        .identity(OWN, World.OWN_KEY)
                        .clock(world.clock)
                        .store(world.memory)
                        .callbackAddress("https://spmis.example.org/dci")
                        .build()) {
            DciClient peer = dci.peer(PEER)
                    .baseUrl(world.registryUrl())
                    .trust(World.PEER_KEY.verificationKey())
                    .build();
            RegistryClient client = RegistryClient.of(peer, REGISTRY);
            Map<String, Integer> deliveries = new ConcurrentHashMap<>();
            try (CallbackEndpoint endpoint =
                            CallbackEndpoint.of(dci).peer(peer).threads(3).build();
                    JdkHttpServer server = JdkHttpServer.startOnLoopback(endpoint)) {
                world.script = request -> {
                    deliveries.merge(request.transactionId(), 1, Integer::sum);
                    // The answer overtakes the acknowledgement.
                    world.postSigned(
                                    server.baseUrl() + "/dci",
                                    onSearch(request, page(request.referenceId(), 1, 1, 2, 2)))
                            .acknowledged();
                    return World.Reply.ack();
                };
                List<PendingAnswer<AsyncSearchResult<Person>>> all = new ArrayList<>();
                for (int i = 0; i < SEARCHES; i++) {
                    all.add(client.searchAsync(PERSON, QUERY));
                }
                for (PendingAnswer<AsyncSearchResult<Person>> later : all) {
                    assertThat(later.get(60, TimeUnit.SECONDS).records()).hasSize(2);
                }
            }
            assertThat(deliveries).hasSize(SEARCHES).allSatisfy((id, count) -> assertThat(count)
                    .isEqualTo(1));
        }
    }
}
