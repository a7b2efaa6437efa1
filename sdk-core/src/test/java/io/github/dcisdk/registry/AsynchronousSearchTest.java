package io.github.dcisdk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.inbound.AuditEvent;
import io.github.dcisdk.inbound.AuditedItem;
import io.github.dcisdk.inbound.Refusal;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.record.Person;
import io.github.dcisdk.registry.Subscriber.Call;
import io.github.dcisdk.store.TaskClaim;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A search that is acknowledged is answered at the address that it names, in full, or it is said why not. */
@Timeout(60)
class AsynchronousSearchTest {
    private final AsyncScene scene = new AsyncScene();

    @AfterEach
    void close() {
        scene.close();
    }

    private static List<String> statuses(Call call) {
        return call.items().stream().map(item -> item.path("status").asText()).toList();
    }

    @Test
    void aSearchIsAcknowledgedNowAndAnsweredLater() {
        String correlationId = AsyncScene.acknowledged(scene.post(scene.search(1)));
        assertThat(scene.subscriber.calls()).isEmpty();

        scene.runDue();

        Call call = scene.subscriber.onlyCall();
        assertThat(call.path()).isEqualTo("/callbacks?secret=path");
        assertThat(call.authorization()).isEqualTo("null");
        JsonNode header = call.header();
        assertThat(header.path("action").asText()).isEqualTo("on-search");
        assertThat(header.path("status").asText()).isEqualTo("succ");
        assertThat(header.path("sender_id").asText()).isEqualTo(TestRegistry.ID);
        assertThat(header.path("receiver_id").asText()).isEqualTo(TestRegistry.SENDER);
        assertThat(header.path("total_count").asInt()).isEqualTo(1);
        assertThat(call.messageId()).isNotEqualTo("message-1");
        assertThat(call.message().path("transaction_id").asText()).isEqualTo("transaction-1");
        assertThat(call.message().path("correlation_id").asText()).isEqualTo(correlationId);
        assertThat(call.item(0).path("reference_id").asText()).isEqualTo("reference-0");
        assertThat(call.item(0).path("data").path("reg_records")).hasSize(3);
        assertThat(call.item(0).path("pagination").path("total_count").asInt()).isEqualTo(3);
        assertThat(scene.parked()).isEmpty();
        assertThat(scene.memory.toString()).contains(" 0 tasks, 1 states");
    }

    @Test
    void threadsDoTheSameByThemselves() throws InterruptedException {
        scene.setUp = builder -> builder.threads(2);
        RegistryEndpoint threaded = RegistryEndpoint.of(scene.registry(0).dci(), AsyncScene.PROFILE)
                .search(TestRegistry.PERSON, scene.handler)
                .asynchronous()
                .threads(2)
                .audit(scene.audited::add)
                .build();
        try (threaded) {
            AsyncScene.acknowledged(scene.post(scene.search(1)));
            for (int i = 0; i < 500 && scene.subscriber.calls().isEmpty(); i++) {
                Thread.sleep(20);
            }
        }
        scene.subscriber.onlyCall();
    }

    @Test
    void theItemsOfABatchAreAnsweredEachForItself() {
        TestRequest request = scene.search(3);
        request.criteria(1).put("reg_record_type", "Tractor");
        scene.handler = (query, context) -> {
            if (context.criteria().regRecordType().isEmpty()) {
                throw new RejectedException("rjct.search.too_many_records_found", "ask for less");
            }
            return SearchResult.all(TestRegistry.PEOPLE);
        };
        request.criteria(2).remove("reg_record_type");

        scene.post(request);
        scene.runDue();

        Call call = scene.subscriber.onlyCall();
        assertThat(statuses(call)).containsExactly("succ", "rjct", "rjct");
        assertThat(call.item(1).path("status_reason_code").asText()).isEqualTo("rjct.search_criteria.invalid");
        assertThat(call.item(2).path("status_reason_code").asText()).isEqualTo("rjct.search.too_many_records_found");
        assertThat(call.header().path("total_count").asInt()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"0, 10, 1", "1, 10, 1", "10, 10, 1", "11, 10, 2", "95, 10, 10", "100, 10, 10"})
    void theRecordsReceivedAddUpToTheTotal(int found, int pageSize, int callbacks) {
        scene.setUp = builder -> builder.maxPageSize(pageSize);
        scene.handler = (query, context) -> SearchResult.all(AsyncScene.people(found));

        scene.post(scene.search(1));
        scene.runDue();

        assertThat(scene.subscriber.calls()).hasSize(callbacks);
        assertComplete(found, pageSize);
    }

    @Test
    void theSameHoldsWhenTheHandlerCutsPagesOutItself() {
        scene.setUp = builder -> builder.maxPageSize(10);
        List<Person> all = AsyncScene.people(42);
        scene.handler = (query, context) -> SearchResult.page(
                all.subList((int) context.offset(), (int) Math.min(context.offset() + context.pageSize(), 42)), 42);

        scene.post(scene.search(1));
        scene.runDue();

        assertThat(scene.subscriber.calls()).hasSize(5);
        assertComplete(42, 10);
    }

    private void assertComplete(int found, int pageSize) {
        Set<String> records = new HashSet<>();
        Set<Integer> pages = new HashSet<>();
        Set<String> messageIds = new HashSet<>();
        for (Call call : scene.subscriber.calls()) {
            JsonNode pagination = call.item(0).path("pagination");
            assertThat(pagination.path("total_count").asInt()).isEqualTo(found);
            assertThat(pagination.path("page_size").asInt()).isEqualTo(pageSize);
            pages.add(pagination.path("page_number").asInt());
            messageIds.add(call.messageId());
            for (JsonNode record : call.item(0).path("data").path("reg_records")) {
                records.add(record.toString());
            }
        }
        assertThat(records).hasSize(found);
        assertThat(pages).hasSize(scene.subscriber.calls().size());
        assertThat(messageIds).hasSize(scene.subscriber.calls().size());
    }

    @Test
    void aPageThatIsNamedIsTheAnswer() {
        scene.setUp = builder -> builder.maxPageSize(10);
        scene.handler = (query, context) -> SearchResult.all(AsyncScene.people(42));
        TestRequest request = scene.search(1);
        request.criteria(0).putObject("pagination").put("page_size", 5).put("page_number", 9);

        scene.post(request);
        scene.runDue();

        Call call = scene.subscriber.onlyCall();
        assertThat(call.item(0).path("data").path("reg_records")).hasSize(2);
        assertThat(call.item(0).path("pagination").path("page_number").asInt()).isEqualTo(9);
        assertThat(call.item(0).path("pagination").path("total_count").asInt()).isEqualTo(42);
    }

    @Test
    void aPaginationThatSaysNothingNamesNoPage() {
        scene.setUp = builder -> builder.maxPageSize(10);
        scene.handler = (query, context) -> SearchResult.all(AsyncScene.people(42));
        TestRequest request = scene.search(1);
        request.criteria(0).putObject("pagination");

        scene.post(request);
        scene.runDue();

        assertComplete(42, 10);
    }

    @Test
    void noCallbackHoldsMoreRecordsThanAPage() {
        scene.setUp = builder -> builder.maxPageSize(10);
        scene.handler = (query, context) -> SearchResult.all(AsyncScene.people(4));

        scene.post(scene.search(7));
        scene.runDue();

        List<Integer> records = new ArrayList<>();
        int items = 0;
        for (Call call : scene.subscriber.calls()) {
            records.add(call.items().stream()
                    .mapToInt(item -> item.path("data").path("reg_records").size())
                    .sum());
            assertThat(call.header().path("total_count").asInt())
                    .isEqualTo(call.items().size());
            items += call.items().size();
        }
        assertThat(records).containsExactly(8, 8, 8, 4);
        assertThat(items).isEqualTo(7);
    }

    @Test
    void pagesThatDoNotAddUpAreAskedForAgain() {
        scene.setUp = builder -> builder.maxPageSize(10);
        AtomicInteger searches = new AtomicInteger();
        scene.handler = (query, context) -> {
            // One record vanishes between the first two pages of the first attempt.
            int there = searches.getAndIncrement() == 0 ? 30 : 29;
            List<Person> all = AsyncScene.people(there);
            return SearchResult.page(
                    all.subList((int) context.offset(), (int) Math.min(context.offset() + 10, there)), there);
        };

        scene.post(scene.search(1));
        scene.runDue();
        assertThat(scene.subscriber.calls()).isEmpty();

        scene.later(Duration.ofSeconds(3));
        scene.runDue();
        assertComplete(29, 10);
    }

    @Test
    void anEncryptedSearchIsAnsweredEncrypted() {
        AsyncScene.acknowledged(scene.post(Operation.SEARCH, scene.encrypted(scene.search(1))));
        scene.runDue();

        Call call = scene.subscriber.onlyCall();
        assertThat(call.header().path("is_msg_encrypted").asBoolean()).isTrue();
        assertThat(new String(call.body(), StandardCharsets.UTF_8)).doesNotContain("Person 1");
        assertThat(call.decrypted(AsyncScene.SENDER_KEY).item(0).path("data").path("reg_records"))
                .hasSize(3);
    }

    @Test
    void aHandlerThatFailsIsAskedAgainUntilItAnswers() {
        AtomicInteger attempts = new AtomicInteger();
        scene.handler = (query, context) -> {
            if (attempts.incrementAndGet() < 4) {
                throw new IllegalStateException("the database of Almaz is away");
            }
            return SearchResult.all(TestRegistry.PEOPLE);
        };

        scene.post(scene.search(1));
        scene.runFor(Duration.ofSeconds(20), Duration.ofSeconds(1));

        assertThat(statuses(scene.subscriber.onlyCall())).containsExactly("succ");
        assertThat(attempts).hasValue(4);
    }

    @Test
    void aRequesterIsNotLeftWaitingByAHandlerThatFailsForGood() {
        AtomicInteger broken = new AtomicInteger(1);
        scene.handler = (query, context) -> {
            if (context.criteria().regRecordType().isEmpty() && broken.get() > 0) {
                throw new IllegalStateException("the database of Almaz is away");
            }
            return SearchResult.all(TestRegistry.PEOPLE);
        };
        TestRequest request = scene.search(2);
        request.criteria(1).remove("reg_record_type");

        scene.post(request);
        scene.runFor(Duration.ofMinutes(4), Duration.ofSeconds(5));

        Call call = scene.subscriber.onlyCall();
        assertThat(statuses(call)).containsExactly("succ", "rjct");
        assertThat(call.item(1).has("status_reason_code")).isFalse();
        assertThat(call.item(1).path("status_reason_message").asText()).contains("this registry failed");
        assertThat(scene.parked()).hasSize(1);
        assertThat(scene.parked().get(0).queue()).isEqualTo(AsyncScene.QUEUES.requests(Operation.SEARCH));
        assertThat(scene.parked().get(0).reason()).isEqualTo("java.lang.IllegalStateException");

        broken.set(0);
        scene.memory.replay(scene.parked().get(0).id(), scene.time.instant());
        scene.runDue();
        assertThat(statuses(scene.subscriber.calls().get(1))).containsExactly("succ", "succ");
        assertThat(scene.parked()).isEmpty();
    }

    @Test
    void whatFailedForGoodCanBeAskedAgain() {
        scene.handler = (query, context) -> {
            throw new IllegalStateException("the database of Almaz is away");
        };
        scene.post(scene.search(1));
        scene.runFor(Duration.ofMinutes(4), Duration.ofSeconds(5));
        assertThat(statuses(scene.subscriber.take().get(0))).containsExactly("rjct");

        scene.handler = (query, context) -> SearchResult.all(TestRegistry.PEOPLE);
        AsyncScene.acknowledged(scene.post(scene.search(1)), "ACK");
        scene.runDue();

        assertThat(statuses(scene.subscriber.onlyCall())).containsExactly("succ");
        AsyncScene.acknowledged(scene.post(scene.search(1)), "NACK");
    }

    @Test
    void workThatKillsTheProgramEachTimeIsGivenUpToo() {
        scene.post(scene.search(1));
        for (int i = 0; i < 9; i++) {
            // Claimed and never ended: the program died.
            assertThat(scene.memory.claim(new TaskClaim(
                            AsyncScene.QUEUES.requests(Operation.SEARCH),
                            Set.of(),
                            1,
                            scene.time.instant(),
                            scene.time.instant().plusSeconds(60))))
                    .hasSize(1);
            scene.later(AsyncScene.AFTER_A_CRASH);
        }
        scene.handler = (query, context) -> {
            throw new AssertionError("it is not tried again");
        };
        scene.runDue();

        assertThat(statuses(scene.subscriber.onlyCall())).containsExactly("rjct");
        assertThat(scene.parked()).hasSize(1);
    }

    @Test
    void theSameDeliveryHasOneEffect() {
        TestRequest request = scene.search(1);
        String first = AsyncScene.acknowledged(scene.post(request));
        assertThat(AsyncScene.acknowledged(scene.post(request))).isEqualTo(first);
        scene.runDue();
        assertThat(AsyncScene.acknowledged(scene.post(request))).isEqualTo(first);
        scene.runDue();

        assertThat(scene.subscriber.calls()).hasSize(1);
    }

    @Test
    void theSameTransactionUnderAnotherMessageIdIsAnsweredOnce() {
        String correlationId = AsyncScene.acknowledged(scene.post(scene.search(1)));
        AsyncScene.acknowledged(scene.post(scene.search(1)));
        scene.runDue();
        assertThat(scene.subscriber.onlyCall().message().path("correlation_id").asText())
                .isEqualTo(correlationId);

        AsyncScene.acknowledged(scene.post(scene.search(1)), "NACK");
        scene.runDue();
        assertThat(scene.subscriber.calls()).hasSize(1);
    }

    @Test
    void anotherRequestUnderTheSameTransactionIdIsRefused() {
        scene.post(scene.search(1));
        scene.post(scene.search(2)).refusedWith(Refusal.BAD_REQUEST);
        scene.runDue();
        TestAnswer late = scene.post(scene.search(2)).refusedWith(Refusal.BAD_REQUEST);

        assertThat(late.explanation()).contains("transaction_id");
        assertThat(statuses(scene.subscriber.onlyCall())).containsExactly("succ");
    }

    @Test
    void aTransactionBelongsToItsSender() {
        scene.post(scene.search(1));
        AsyncScene.acknowledged(scene.postAsOther(Operation.SEARCH, scene.search(2)));
        scene.runDue();

        assertThat(scene.subscriber.onlyCall().items()).hasSize(1);
        assertThat(scene.other.onlyCall().items()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not an address",
                "https://spmis.example.org/dci",
                "http://169.254.169.254/latest/meta-data",
                "https://169.254.169.254/latest/meta-data",
                "http://localhost:1/",
                "http://127.0.0.1:1/",
                "http://[::1]/",
                "https://10.0.0.1/",
                "file:///etc/passwd",
                "http://user:password@127.0.0.1/"
            })
    void aRequestThatCannotBeAnsweredIsRefused(String address) {
        TestAnswer answer =
                scene.post(scene.search(1).header("sender_uri", address)).refusedWith(Refusal.SENDER_URI_INVALID);

        assertThat(answer.explanation()).startsWith("header.sender_uri: ").doesNotContain(scene.subscriber.origin());
        if (!address.isEmpty()) {
            assertThat(answer.text()).doesNotContain(address);
        }
        assertThat(scene.memory.toString()).contains("0 deliveries, 0 tasks, 0 states");
    }

    @Test
    void oneSendersOriginIsNotAnothers() {
        scene.post(scene.search(1).header("sender_uri", scene.other.address())).refusedWith(Refusal.SENDER_URI_INVALID);
        scene.post(scene.search(1).without("sender_uri")).refusedWith(Refusal.SENDER_URI_INVALID);
    }

    @Test
    void whatIsGivenIsAccountedForBeforeItLeaves() {
        scene.setUp = builder -> builder.maxPageSize(2);
        TestRequest request = scene.search(2);
        request.criteria(1).put("reg_record_type", "Tractor");
        scene.post(request);
        scene.audited.clear();

        scene.runDue();

        assertThat(scene.audited).hasSize(1);
        AuditEvent event = scene.audited.get(0);
        assertThat(event.action()).isEqualTo("on-search");
        assertThat(event.senderId()).isEqualTo(TestRegistry.SENDER);
        assertThat(event.call().transactionId()).contains("transaction-1");
        assertThat(event.items()).extracting(AuditedItem::records).containsExactly(3, 0);
        assertThat(event.items().get(1).reasonCode()).contains("rjct.search_criteria.invalid");
        assertThat(scene.subscriber.calls()).hasSize(2);
    }

    @Test
    void whatCannotBeAccountedForIsNotGiven() {
        AtomicInteger failures = new AtomicInteger(2);
        scene.setUp = builder -> builder.audit(event -> {
            if (event.action().equals("on-search") && failures.getAndDecrement() > 0) {
                throw new IllegalStateException("the disk is full");
            }
        });
        scene.post(scene.search(1));
        scene.runDue();
        scene.later(Duration.ofSeconds(3));
        scene.runDue();
        assertThat(scene.subscriber.calls()).isEmpty();

        scene.later(Duration.ofSeconds(6));
        scene.runDue();
        scene.subscriber.onlyCall();
    }

    @Test
    void aSenderThatMayNotAskAnyMoreGetsNothing() {
        Instant before = scene.time.instant();
        scene.post(scene.search(1));
        scene.crash();
        scene.trust = sender -> sender.onlyActions("subscribe");
        scene.runDue();

        assertThat(scene.time.instant()).isAfter(before);
        assertThat(scene.subscriber.calls()).isEmpty();
        assertThat(scene.parked().get(0).reason()).isEqualTo("the sender may not ask this any more");
    }
}
