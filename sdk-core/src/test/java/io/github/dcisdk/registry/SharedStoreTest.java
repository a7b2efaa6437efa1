package io.github.dcisdk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.inbound.AuditSink;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.record.Person;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two registries of different types share a store: neither does the other's work nor knows of it. */
@Timeout(60)
class SharedStoreTest {
    private static final RegistryProfile PROFILE = RegistryProfile.builder("ns:org:RegistryType:Residents")
            .recordType(TestRegistry.PERSON)
            .eventTypes(AsyncScene.DEATH)
            .commonIdentifierTypes()
            .commonOperations()
            .build();

    private final AsyncScene scene = new AsyncScene();
    private RegistryEndpoint second;
    private JdkHttpServer server;

    @BeforeEach
    void start() {
        second = RegistryEndpoint.of(scene.registry(0).dci(), PROFILE)
                .search(TestRegistry.PERSON, (query, context) -> SearchResult.all(List.<Person>of()))
                .asynchronous()
                .withoutThreads()
                .random(() -> 0.5)
                .audit(AuditSink.none())
                .build();
        server = JdkHttpServer.startOnLoopback(second);
    }

    @AfterEach
    void close() {
        server.close();
        second.close();
        scene.close();
    }

    private TestAnswer postToSecond(Operation<?, ?> operation, TestRequest request) {
        byte[] body = request.signed(TestRegistry.SENDER, TestRegistry.SENDER_KEY, scene.time.instant());
        return TestRegistry.send(server, operation.path(), "POST", body, "Content-Type", "application/json");
    }

    private static String status(TestAnswer answer) {
        return answer.json().path("header").path("status").asText();
    }

    @Test
    void requestsAndAnswersAreNotTheOthers() {
        String correlationId = AsyncScene.acknowledged(scene.post(scene.search(1)));

        assertThat(second.runDue()).isZero();
        scene.runDue();
        assertThat(scene.subscriber.take().get(0).item(0).path("data").path("reg_records"))
                .hasSize(3);
        for (TestRequest question : List.of(
                scene.status("search", "transaction_id", "transaction-1"),
                scene.status("search", "correlation_id", correlationId),
                scene.status("search", "reference_id_list", "reference-0"))) {
            assertThat(status(postToSecond(Operation.SYNC_TXN_STATUS, question)))
                    .isEqualTo("rjct");
            assertThat(status(scene.post(Operation.SYNC_TXN_STATUS, scene.mine(question))))
                    .isEqualTo("succ");
        }
    }

    @Test
    void aTransactionIdIsUsedAtBoth() {
        scene.post(scene.search(1));
        AsyncScene.acknowledged(postToSecond(Operation.SEARCH, scene.search(2)));

        assertThat(second.runDue()).isEqualTo(2);
        assertThat(scene.subscriber.take().get(0).items()).hasSize(2);
        assertThat(scene.runDue()).isEqualTo(2);
        assertThat(scene.subscriber.take().get(0).items()).hasSize(1);
    }

    @Test
    void subscriptionsAreNotTheOthers() {
        String code = scene.subscribed(scene.subscribeToAll()).get(0);

        assertThat(second.events().publish(AsyncScene.DEATH, AsyncScene.person(1)))
                .isZero();
        AsyncScene.acknowledged(postToSecond(Operation.UNSUBSCRIBE, scene.unsubscribe(code)));
        second.runDue();
        assertThat(scene.subscriber.take().get(0).message().path("status").asText())
                .isEqualTo("rjct");
        assertThat(scene.endpoint().events().publish(AsyncScene.DEATH, AsyncScene.person(1)))
                .isEqualTo(1);
        assertThat(second.runDue()).isZero();
        scene.runDue();
        assertThat(scene.subscriber.onlyCall().header().path("action").asText()).isEqualTo("notify");
    }
}
