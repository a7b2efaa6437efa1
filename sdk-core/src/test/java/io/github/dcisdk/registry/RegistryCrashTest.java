package io.github.dcisdk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.registry.Subscriber.Call;
import io.github.dcisdk.store.StoreException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The registry dies at any of its writes, just before or just after it, and nothing is lost. */
@Timeout(120)
class RegistryCrashTest {
    private final AsyncScene scene = new AsyncScene();
    private CrashingStore crashing = CrashingStore.at(scene.memory, 0, false);

    @AfterEach
    void close() {
        scene.close();
    }

    /** Lets the registry die at a write of what follows. */
    private void dieAt(int write, boolean afterwards) {
        crashing = CrashingStore.at(scene.memory, write, afterwards);
        scene.store = crashing.store();
        scene.crash();
    }

    private boolean diesWhileItRuns() {
        try {
            scene.runDue();
        } catch (StoreException e) {
            assertThat(crashing.isDead()).isTrue();
        }
        return crashing.isDead();
    }

    private void live() {
        scene.store = scene.memory;
        scene.crash();
    }

    /** Until a write is chosen that there is not. */
    private static List<Integer> writes() {
        return IntStream.rangeClosed(1, 40).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAcknowledgedSearchIsAnsweredInFull(boolean afterwards) {
        scene.handler = (query, context) -> SearchResult.all(AsyncScene.people(5));
        scene.setUp = builder -> builder.maxPageSize(2);
        for (int write : writes()) {
            dieAt(write, afterwards);
            TestRequest request = AsyncScene.transaction(scene.search(1), "transaction-" + write);
            TestAnswer answer = scene.post(request);
            boolean died = diesWhileItRuns();
            live();
            if (answer.status() != 202) {
                // Not acknowledged, so it comes again, with the same id.
                AsyncScene.acknowledged(scene.post(request));
            }
            scene.runFor(Duration.ofMinutes(3), Duration.ofSeconds(30));

            assertComplete(scene.subscriber.take(), 5);
            assertThat(scene.memory.toString()).contains(" 0 tasks");
            assertThat(scene.parked()).isEmpty();
            if (!died) {
                assertThat(write).isGreaterThan(8);
                return;
            }
        }
        throw new AssertionError("there is no end");
    }

    /** Each page may come more than once, and then under the same id and with the same content. */
    private static void assertComplete(List<Call> calls, int records) {
        Set<String> found = new HashSet<>();
        Set<String> ids = new HashSet<>();
        Set<JsonNode> messages = new HashSet<>();
        Set<Integer> pages = new TreeSet<>();
        for (Call call : calls) {
            ids.add(call.messageId());
            messages.add(call.message());
            pages.add(call.item(0).path("pagination").path("page_number").asInt());
            assertThat(call.item(0).path("pagination").path("total_count").asInt())
                    .isEqualTo(records);
            call.item(0).path("data").path("reg_records").forEach(record -> found.add(record.toString()));
        }
        assertThat(found).hasSize(records);
        assertThat(pages).containsExactly(1, 2, 3);
        assertThat(ids).hasSize(3);
        assertThat(messages).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSubscriptionIsMadeOnceAndItsEventsAllArrive(boolean afterwards) {
        for (int write : writes()) {
            dieAt(write, afterwards);
            TestRequest request = scene.subscribe("SYN-" + write);
            TestAnswer answer = scene.post(Operation.SUBSCRIBE, request);
            boolean died = diesWhileItRuns();
            live();
            if (answer.status() != 202) {
                AsyncScene.acknowledged(scene.post(Operation.SUBSCRIBE, request));
            }
            scene.runFor(Duration.ofMinutes(3), Duration.ofSeconds(30));
            Set<String> codes = new HashSet<>();
            for (Call call : scene.subscriber.take()) {
                JsonNode item = call.message().path("subscribe_response").path(0);
                assertThat(item.path("status").asText()).isEqualTo("succ");
                codes.add(item.path("subscriptions").path(0).path("code").asText());
            }
            assertThat(codes).hasSize(1);
            assertThat(scene.endpoint().events().publish(AsyncScene.DEATH, AsyncScene.person(write)))
                    .isOne();
            scene.runDue();
            assertThat(scene.subscriber.take()).hasSize(1);
            if (!died) {
                assertThat(write).isGreaterThan(4);
                return;
            }
        }
        throw new AssertionError("there is no end");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anEventThatIsPublishedArrivesInOrder(boolean afterwards) {
        String code = scene.subscribed(scene.subscribeToAll()).get(0);
        assertThat(code).isNotEmpty();
        for (int write : writes()) {
            dieAt(write, afterwards);
            Set<String> published = new TreeSet<>();
            for (int n = 1; n <= 3; n++) {
                try {
                    scene.endpoint().events().publish(AsyncScene.DEATH, AsyncScene.person(n));
                    published.add("SYN-" + n);
                } catch (RuntimeException e) {
                    assertThat(crashing.isDead()).isTrue();
                }
            }
            boolean died = diesWhileItRuns();
            live();
            scene.runFor(Duration.ofMinutes(3), Duration.ofSeconds(30));

            List<String> told = scene.subscriber.take().stream()
                    .map(call -> call.message()
                            .path("notify_event")
                            .path(0)
                            .path("data")
                            .path("reg_records")
                            .path(0)
                            .path("identifier")
                            .path(0)
                            .path("identifier_value")
                            .asText())
                    .distinct()
                    .toList();
            assertThat(told).isSorted().containsAll(published);
            assertThat(scene.memory.toString()).contains(" 0 tasks");
            if (!died) {
                return;
            }
        }
        throw new AssertionError("there is no end");
    }

    @Test
    void aStoreThatIsAwayAcknowledgesNothing() {
        dieAt(1, false);
        TestAnswer answer = scene.post(scene.search(1));
        assertThat(answer.status()).isEqualTo(503);
        live();
        scene.runDue();
        assertThat(scene.subscriber.calls()).isEmpty();
    }
}
