package io.github.dcisdk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dcisdk.inbound.AuditEvent;
import io.github.dcisdk.inbound.AuditedItem;
import io.github.dcisdk.inbound.Refusal;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.registry.Subscriber.Call;
import io.github.dcisdk.registry.Subscriber.Reply;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever asked for something can ask how far it is, and is told of nothing else. */
@Timeout(60)
class TransactionStatusTest {
    private final AsyncScene scene = new AsyncScene();

    @AfterEach
    void close() {
        scene.close();
    }

    /** What the registry says in its HTTP response: {@code txn_status}. */
    private JsonNode status(String txnType, String attributeType, String... values) {
        TestAnswer answer = scene.post(Operation.SYNC_TXN_STATUS, scene.status(txnType, attributeType, values));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("header").path("status").asText())
                .as(answer.text())
                .isEqualTo("succ");
        assertThat(answer.json().path("header").path("action").asText()).isEqualTo("txn-on-status");
        JsonNode response = answer.json().path("message").path("txnstatus_response");
        assertThat(response.path("txn_type").asText()).isEqualTo(txnType);
        return response.path("txn_status");
    }

    private static List<String> statuses(JsonNode search) {
        return Subscriber.list(search.path("search_response")).stream()
                .map(item -> item.path("reference_id").asText() + " "
                        + item.path("status").asText() + " "
                        + item.path("data").path("reg_records").size())
                .toList();
    }

    private static JsonNode unknown(TestAnswer answer) {
        assertThat(answer.status()).isEqualTo(200);
        JsonNode header = answer.json().path("header");
        assertThat(header.path("status").asText()).isEqualTo("rjct");
        assertThat(header.has("status_reason_code")).isFalse();
        return header.path("status_reason_message");
    }

    @Test
    void aSearchIsPendingThenUndeliveredThenDone() {
        scene.subscriber.usual = call -> Reply.of(503, "");
        String correlationId = AsyncScene.acknowledged(scene.post(scene.search(2)));

        // Acknowledged, and nobody has begun to work on it.
        JsonNode pending = status("search", "transaction_id", "transaction-1");
        assertThat(pending.path("transaction_id").asText()).isEqualTo("transaction-1");
        assertThat(pending.path("correlation_id").asText()).isEqualTo(correlationId);
        assertThat(statuses(pending)).containsExactly("reference-0 pdng 0", "reference-1 pdng 0");

        scene.runDue();
        JsonNode undelivered = status("search", "transaction_id", "transaction-1");
        assertThat(statuses(undelivered)).containsExactly("reference-0 succ 3", "reference-1 succ 3");
        assertThat(statuses(status("search", "correlation_id", correlationId))).isEqualTo(statuses(undelivered));

        scene.subscriber.usual = call -> Reply.ack();
        scene.runFor(Duration.ofMinutes(1), Duration.ofSeconds(10));
        JsonNode done = status("search", "transaction_id", "transaction-1");
        assertThat(statuses(done)).containsExactly("reference-0 succ 0", "reference-1 succ 0");
        assertThat(done.path("correlation_id").asText()).isEqualTo(correlationId);
    }

    @Test
    void rejectedItemsSayWhy() {
        TestRequest request = scene.search(2);
        request.criteria(0).put("reg_record_type", "Tractor");
        scene.post(request);
        scene.runDue();

        JsonNode items = status("search", "transaction_id", "transaction-1").path("search_response");
        assertThat(items.path(0).path("status").asText()).isEqualTo("rjct");
        assertThat(items.path(0).path("status_reason_code").asText()).isEqualTo("rjct.search_criteria.invalid");
        assertThat(items.path(1).path("status").asText()).isEqualTo("succ");
    }

    @Test
    void itemsCanBeAskedForByTheirReference() {
        scene.post(scene.search(3));
        scene.post(AsyncScene.transaction(scene.search(1), "transaction-2"));
        scene.runDue();

        assertThat(statuses(status("search", "reference_id_list", "reference-1", "reference-2")))
                .containsExactly("reference-1 succ 0", "reference-2 succ 0");
        // Both transactions have it: the newest is meant.
        assertThat(status("search", "reference_id_list", "reference-0")
                        .path("transaction_id")
                        .asText())
                .isEqualTo("transaction-2");
        unknown(scene.post(Operation.SYNC_TXN_STATUS, scene.status("search", "reference_id_list", "reference-9")));
    }

    @Test
    void anUndeliveredAnswerIsGivenAsFarAsAPageHolds() {
        scene.setUp = builder -> builder.maxPageSize(10);
        scene.handler = (query, context) -> SearchResult.all(AsyncScene.people(25));
        scene.subscriber.usual = call -> Reply.of(503, "");
        scene.post(scene.search(1));
        scene.runDue();

        JsonNode items = status("search", "transaction_id", "transaction-1").path("search_response");
        assertThat(items).hasSize(1);
        assertThat(items.path(0).path("data").path("reg_records")).hasSize(10);
        assertThat(items.path(0).path("pagination").path("total_count").asInt()).isEqualTo(25);
    }

    @Test
    void subscriptionsHaveAStatusToo() {
        scene.post(Operation.SUBSCRIBE, scene.subscribe("SYN-1"));
        JsonNode pending = status("subscribe", "transaction_id", "transaction-of-message-1");
        assertThat(pending.path("subscribe_response").path(0).path("status").asText())
                .isEqualTo("pdng");
        scene.runDue();
        JsonNode done = status("subscribe", "transaction_id", "transaction-of-message-1");
        String code = done.path("subscribe_response")
                .path(0)
                .path("subscriptions")
                .path(0)
                .path("code")
                .asText();
        assertThat(code).hasSize(36);

        JsonNode byCode = status("subscribe", "subscription_code_list", code);
        JsonNode info =
                byCode.path("subscribe_response").path(0).path("subscriptions").path(0);
        assertThat(info.path("status").asText()).isEqualTo("subscribe");
        assertThat(info.path("filter").path("value").asText()).isEqualTo("SYN-1");

        TestRequest end = scene.unsubscribe(code);
        scene.post(Operation.UNSUBSCRIBE, end);
        scene.runDue();
        assertThat(status(
                                "unsubscribe",
                                "transaction_id",
                                end.message.path("transaction_id").asText())
                        .path("status")
                        .asText())
                .isEqualTo("succ");
        assertThat(status("subscribe", "subscription_code_list", code, "nobody's")
                        .path("subscribe_response")
                        .path(0)
                        .path("subscriptions")
                        .path(0)
                        .path("status")
                        .asText())
                .isEqualTo("unsubscribe");
    }

    @ParameterizedTest
    @CsvSource({
        "search, transaction_id, transaction-1",
        "search, correlation_id, CORRELATION",
        "search, reference_id_list, reference-0",
        "subscribe, subscription_code_list, CODE"
    })
    void whatIsAnothersIsUnknown(String txnType, String attributeType, String value) {
        String correlationId = AsyncScene.acknowledged(scene.post(scene.search(1)));
        String code = scene.subscribed(scene.subscribe("SYN-1")).get(0);
        String asked = value.replace("CORRELATION", correlationId).replace("CODE", code);

        String foreign = unknown(
                        scene.postAsOther(Operation.SYNC_TXN_STATUS, scene.status(txnType, attributeType, asked)))
                .asText();
        String missing = unknown(scene.postAsOther(
                        Operation.SYNC_TXN_STATUS, scene.status(txnType, attributeType, "never-there")))
                .asText();
        assertThat(foreign).isEqualTo(missing);
        assertThat(status(txnType, attributeType, asked)).isNotEmpty();
    }

    @Test
    void aTransactionOfAnotherTypeIsUnknownAndANonsenseQuestionIsRejected() {
        scene.post(scene.search(1));
        unknown(scene.post(Operation.SYNC_TXN_STATUS, scene.status("subscribe", "transaction_id", "transaction-1")));
        assertThat(unknown(scene.post(Operation.SYNC_TXN_STATUS, scene.status("search", "colour", "red")))
                        .asText())
                .contains("attribute");
        TestRequest list = scene.status("search", "transaction_id", "x");
        list.message
                .withObject("/txnstatus_request")
                .putArray("attribute_value")
                .add("a")
                .add("b");
        unknown(scene.post(Operation.SYNC_TXN_STATUS, list));
    }

    @Test
    void theQuestionCanBeAnsweredLaterToo() {
        scene.post(scene.search(1));
        scene.runDue();
        scene.subscriber.take();

        String correlationId = AsyncScene.acknowledged(
                scene.post(Operation.TXN_STATUS, scene.status("search", "transaction_id", "transaction-1")));
        AsyncScene.acknowledged(
                scene.post(Operation.TXN_STATUS, scene.status("search", "transaction_id", "never-there")));
        scene.runDue();

        List<Call> calls = scene.subscriber.calls();
        assertThat(calls).hasSize(2);
        Call known = calls.get(0);
        assertThat(known.header().path("action").asText()).isEqualTo("txn-on-status");
        assertThat(known.header().path("status").asText()).isEqualTo("succ");
        assertThat(known.message().path("correlation_id").asText()).isEqualTo(correlationId);
        assertThat(statuses(known.message().path("txnstatus_response").path("txn_status")))
                .containsExactly("reference-0 succ 0");
        assertThat(calls.get(1).header().path("status").asText()).isEqualTo("rjct");
    }

    @Test
    void aQuestionUnderTheTransactionsOwnIdIsNoOtherTransaction() {
        scene.subscriber.usual = call -> Reply.of(503, "");
        scene.post(scene.search(1));
        AsyncScene.acknowledged(scene.post(
                Operation.TXN_STATUS,
                AsyncScene.transaction(scene.status("search", "transaction_id", "transaction-1"), "transaction-1")));
        scene.runDue();

        assertThat(statuses(status("search", "transaction_id", "transaction-1")))
                .containsExactly("reference-0 succ 3");
        scene.post(
                        Operation.TXN_STATUS,
                        scene.status("search", "transaction_id", "transaction-1")
                                .header("sender_uri", "https://a.example/"))
                .refusedWith(Refusal.SENDER_URI_INVALID);
    }

    @Test
    void dataThatIsGivenInAStatusIsAccountedFor() {
        scene.subscriber.usual = call -> Reply.of(503, "");
        scene.post(scene.search(1));
        scene.runDue();
        scene.audited.clear();

        status("search", "transaction_id", "transaction-1");

        assertThat(scene.audited).hasSize(1);
        AuditEvent event = scene.audited.get(0);
        assertThat(event.action()).isEqualTo("txn-status");
        assertThat(event.items()).extracting(AuditedItem::records).containsExactly(3);
    }

    @Test
    void whatWasToBeEncryptedIsNotGivenInClear() {
        scene.subscriber.usual = call -> Reply.of(503, "");
        AsyncScene.acknowledged(scene.post(Operation.SEARCH, scene.encrypted(scene.search(1))));
        scene.runDue();

        assertThat(statuses(status("search", "transaction_id", "transaction-1")))
                .containsExactly("reference-0 succ 0");
        AsyncScene.acknowledged(scene.post(
                Operation.TXN_STATUS, scene.encrypted(scene.status("search", "transaction_id", "transaction-1"))));
        scene.subscriber.take();
        scene.runDue();
        Call call = scene.subscriber.onlyCall().decrypted(AsyncScene.SENDER_KEY);
        assertThat(statuses(call.message().path("txnstatus_response").path("txn_status")))
                .containsExactly("reference-0 succ 3");
    }

    @Test
    void whoMayNotAskAnyMoreIsToldStatusesOnly() {
        scene.subscriber.usual = call -> Reply.of(503, "");
        scene.post(scene.search(1));
        String code = scene.subscribed(scene.subscribe("SYN-1")).get(0);
        scene.crash();
        scene.trust = sender -> sender.onlyActions("txn-status");

        assertThat(statuses(status("search", "transaction_id", "transaction-1")))
                .containsExactly("reference-0 succ 0");
        JsonNode info = status("subscribe", "subscription_code_list", code)
                .path("subscribe_response")
                .path(0)
                .path("subscriptions")
                .path(0);
        assertThat(info.path("status").asText()).isEqualTo("subscribe");
        assertThat(info.has("filter")).isFalse();
    }

    @Test
    void aQuestionHasAThousandValuesAtMost() {
        scene.post(scene.search(1));
        String[] values = new String[1_001];
        Arrays.fill(values, "reference-0");

        assertThat(unknown(scene.post(Operation.SYNC_TXN_STATUS, scene.status("search", "reference_id_list", values)))
                        .asText())
                .contains("1000");
        assertThat(statuses(status("search", "reference_id_list", Arrays.copyOf(values, 1_000))))
                .containsExactly("reference-0 pdng 0");
    }

    @Test
    void whoeverHasManyTransactionsNamesOne() {
        for (int i = 0; i <= 500; i++) {
            scene.post(AsyncScene.transaction(scene.search(1), "transaction-" + i));
        }

        assertThat(unknown(scene.post(
                                Operation.SYNC_TXN_STATUS, scene.status("search", "reference_id_list", "reference-0")))
                        .asText())
                .contains("too many");
        assertThat(status("search", "transaction_id", "transaction-500")).isNotEmpty();
    }

    @Test
    void aTransactionIsRememberedForThirtyDays() {
        scene.post(scene.search(1));
        scene.runDue();
        scene.later(Duration.ofDays(29));
        scene.memory.purge(scene.time.instant());
        assertThat(statuses(status("search", "transaction_id", "transaction-1")))
                .containsExactly("reference-0 succ 0");
        scene.later(Duration.ofDays(2));
        scene.memory.purge(scene.time.instant());
        unknown(scene.post(Operation.SYNC_TXN_STATUS, scene.status("search", "transaction_id", "transaction-1")));
    }
}
