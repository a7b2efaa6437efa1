package io.github.dcisdk.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dcisdk.inbound.Refusal;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.registry.Subscriber.Call;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.store.StateQuery;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StateType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may be told of events subscribes, item by item, and ends what is his. */
@Timeout(60)
class SubscriptionTest {
    private final AsyncScene scene = new AsyncScene();

    @AfterEach
    void close() {
        scene.close();
    }

    private List<StateRecord> open() {
        return scene.memory.states(StateQuery.of(StateType.PEER_SUBSCRIPTION).open());
    }

    private List<JsonNode> answers(TestRequest request) {
        AsyncScene.acknowledged(scene.post(Operation.SUBSCRIBE, request));
        scene.runDue();
        List<Call> calls = scene.subscriber.take();
        assertThat(calls).hasSize(1);
        return Subscriber.list(calls.get(0).message().path("subscribe_response"));
    }

    private JsonNode ended(TestRequest request) {
        AsyncScene.acknowledged(scene.post(Operation.UNSUBSCRIBE, request));
        scene.runDue();
        return scene.subscriber.take().get(0).message();
    }

    private static String code(JsonNode item) {
        return item.path("subscriptions").path(0).path("code").asText();
    }

    @Test
    void aSubscriptionIsAnsweredWithItsCode() {
        String correlationId = AsyncScene.acknowledged(scene.post(Operation.SUBSCRIBE, scene.subscribe("SYN-1")));
        scene.runDue();

        Call call = scene.subscriber.onlyCall();
        assertThat(call.header().path("action").asText()).isEqualTo("on-subscribe");
        assertThat(call.header().path("status").asText()).isEqualTo("succ");
        assertThat(call.message().path("correlation_id").asText()).isEqualTo(correlationId);
        JsonNode item = call.message().path("subscribe_response").path(0);
        assertThat(item.path("reference_id").asText()).isEqualTo("reference-0");
        assertThat(item.path("status").asText()).isEqualTo("succ");
        JsonNode subscription = item.path("subscriptions").path(0);
        assertThat(subscription.path("code").asText()).hasSize(36);
        assertThat(subscription.path("status").asText()).isEqualTo("subscribe");
        assertThat(subscription.path("reg_event_type").asText()).isEqualTo(AsyncScene.DEATH.name());
        assertThat(subscription.path("filter").path("value").asText()).isEqualTo("SYN-1");
        assertThat(open()).hasSize(1);
        assertThat(open().get(0).group()).isEqualTo(AsyncScene.PROFILE.regType() + " " + AsyncScene.DEATH.name());
    }

    static Stream<Arguments> badItems() {
        return Stream.of(
                Arguments.of("rjct.notify_types.invalid", change(item -> item.put("reg_event_type", "Harvest"))),
                Arguments.of(
                        "rjct.notify_types.invalid", change(item -> item.put("reg_type", "ns:org:RegistryType:FR"))),
                Arguments.of("rjct.notify_types.invalid", change(item -> item.put("notify_record_type", "Tractor"))),
                Arguments.of("rjct.notify_details.invalid", change(item -> item.remove("filter"))),
                Arguments.of("rjct.notify_details.invalid", change(item -> item.put("filter", "everybody"))),
                Arguments.of("rjct.notify_details.invalid", change(item -> item.putArray("filter")
                        .addObject()
                        .putObject("expression1")
                        .put("attribute_name", "shoe_size")
                        .put("operator", "eq")
                        .put("attribute_value", "44"))),
                Arguments.of("rjct.notify_details.invalid", change(item -> item.putObject("frequency")
                        .put("end_time", "2026-03-01T09:59:59Z"))),
                Arguments.of("rjct.notify_details.invalid", change(item -> item.putObject("frequency")
                        .put("start_time", "2026-04-02T00:00:00Z")
                        .put("end_time", "2026-04-01T00:00:00Z"))),
                Arguments.of("rjct.notify_details.invalid", change(item -> item.putObject("frequency")
                        .put("end_time", "next week"))));
    }

    private static Consumer<ObjectNode> change(Consumer<ObjectNode> change) {
        return change;
    }

    @ParameterizedTest
    @MethodSource("badItems")
    void aBadItemDoesNotSpoilTheOthers(String code, Consumer<ObjectNode> change) {
        TestRequest request = scene.subscribe("SYN-1", "SYN-2", "SYN-3");
        change.accept(AsyncScene.criteria(request, 1));

        List<JsonNode> items = answers(request);

        assertThat(items).extracting(item -> item.path("status").asText()).containsExactly("succ", "rjct", "succ");
        assertThat(items.get(1).path("status_reason_code").asText()).isEqualTo(code);
        assertThat(items.get(1).path("status_reason_message").asText()).isNotBlank();
        assertThat(open()).hasSize(2);
    }

    @Test
    void itemsAreToldApartByTheirReference() {
        TestRequest request = scene.subscribe("SYN-1", "SYN-2", "SYN-3");
        ((ObjectNode) request.message.path("subscribe_request").path(1)).put("reference_id", "reference-0");
        ((ObjectNode) request.message.path("subscribe_request").path(2)).put("reference_id", "");

        assertThat(answers(request))
                .extracting(item -> item.path("status_reason_code").asText())
                .containsExactly("", "rjct.reference_id.duplicate", "rjct.reference_id.invalid");
    }

    @Test
    void theSameIsNotSubscribedTwice() {
        String first = code(answers(scene.subscribe("SYN-1")).get(0));

        JsonNode again = answers(scene.subscribe("SYN-1", "SYN-1")).get(0);
        assertThat(again.path("status").asText()).isEqualTo("rjct");
        assertThat(again.path("status_reason_code").asText()).isEqualTo("rjct.event.already_subscribed");
        assertThat(code(again)).isEqualTo(first);
        assertThat(open()).hasSize(1);

        TestRequest twice = scene.subscribe("SYN-2", "SYN-2");
        assertThat(answers(twice))
                .extracting(item -> item.path("status").asText())
                .containsExactly("succ", "rjct");
        assertThat(open()).hasSize(2);
    }

    @Test
    void anotherTimeOrAddressRenewsTheSubscriptionUnderItsCode() {
        String first = code(answers(scene.subscribe("SYN-1")).get(0));
        TestRequest longer = scene.subscribe("SYN-1");
        AsyncScene.criteria(longer, 0)
                .putObject("frequency")
                .put("start_time", "2026-03-01T00:00:00Z")
                .put("end_time", "2026-06-01T00:00:00Z")
                .put("frequency", "0 0 6 * * ? *");

        JsonNode renewed = answers(longer).get(0);
        assertThat(renewed.path("status").asText()).isEqualTo("succ");
        assertThat(code(renewed)).isEqualTo(first);
        assertThat(renewed.path("subscriptions")
                        .path(0)
                        .path("frequency")
                        .path("frequency")
                        .asText())
                .isEqualTo("0 0 6 * * ? *");
        assertThat(open()).hasSize(1);

        TestRequest moved = scene.subscribe("SYN-1").header("sender_uri", scene.subscriber.origin() + "/elsewhere");
        AsyncScene.criteria(moved, 0)
                .set("frequency", AsyncScene.criteria(longer, 0).path("frequency"));
        assertThat(code(answers(moved).get(0))).isEqualTo(first);
        assertThat(open()).hasSize(1);
    }

    @Test
    void anotherSubscribersSameSubscriptionIsAnother() {
        String mine = code(answers(scene.subscribe("SYN-1")).get(0));
        scene.postAsOther(Operation.SUBSCRIBE, scene.subscribe("SYN-1"));
        scene.runDue();

        assertThat(code(scene.other
                        .onlyCall()
                        .message()
                        .path("subscribe_response")
                        .path(0)))
                .hasSize(36)
                .isNotEqualTo(mine);
        assertThat(open()).hasSize(2);
    }

    @Test
    void aTrustEntryLimitsTheEventsThatMayBeSubscribed() {
        scene.trust = sender -> sender.onlyEventTypes("birth");
        TestRequest request = scene.subscribe("SYN-1", "SYN-2");
        AsyncScene.criteria(request, 1).put("reg_event_type", "LiveBirth");

        List<JsonNode> items = answers(request);
        assertThat(items).extracting(item -> item.path("status").asText()).containsExactly("rjct", "succ");
        assertThat(items.get(0).path("status_reason_code").asText()).isEqualTo("rjct.notify_types.invalid");
    }

    @Test
    void aSubscriptionNeedsAnAddressToo() {
        scene.post(Operation.SUBSCRIBE, scene.subscribe("SYN-1").header("sender_uri", scene.other.address()))
                .refusedWith(Refusal.SENDER_URI_INVALID);
    }

    @Test
    void aSubscriptionIsEndedByItsCode() {
        List<String> codes = scene.subscribed(scene.subscribe("SYN-1", "SYN-2"));

        JsonNode answer = ended(scene.unsubscribe(codes.get(0)));
        assertThat(answer.path("status").asText()).isEqualTo("succ");
        assertThat(answer.has("status_reason_code")).isFalse();
        assertThat(answer.path("subscription_status").path(0).path("code").asText())
                .isEqualTo(codes.get(0));
        assertThat(answer.path("subscription_status").path(0).path("status").asText())
                .isEqualTo("unsubscribe");
        assertThat(open()).extracting(state -> state.key().id()).containsExactly(codes.get(1));

        JsonNode again = ended(scene.unsubscribe(codes.get(0)));
        assertThat(again.path("status").asText()).isEqualTo("rjct");
        assertThat(again.path("status_reason_code").asText()).isEqualTo("rjct.event.already_unsubscribed");
    }

    @Test
    void ofAnEndedSubscriptionNothingIsKeptOfWhomItWasAbout() {
        String code = scene.subscribed(scene.subscribe("SYN-4711")).get(0);
        ended(scene.unsubscribe(code));

        for (StateType type : StateType.values()) {
            for (StateRecord state : scene.memory.states(StateQuery.of(type))) {
                assertThat(new String(state.content().toByteArray(), StandardCharsets.UTF_8))
                        .doesNotContain("SYN-4711");
            }
        }
    }

    @Test
    void aForeignCodeIsAsUnknownAsOneThatDoesNotExist() {
        String mine = scene.subscribed(scene.subscribe("SYN-1")).get(0);
        scene.postAsOther(Operation.UNSUBSCRIBE, scene.unsubscribe(mine));
        scene.postAsOther(Operation.UNSUBSCRIBE, scene.unsubscribe("00000000-0000-0000-0000-000000000000"));
        scene.runDue();

        List<Call> calls = scene.other.calls();
        assertThat(calls).hasSize(2);
        assertThat(calls)
                .extracting(call -> call.message().path("status").asText())
                .containsOnly("rjct");
        assertThat(calls)
                .extracting(call -> call.message().path("status_reason_code").asText())
                .containsOnly("rjct.subscription_code.invalid");
        assertThat(calls)
                .extracting(call -> call.message().path("status_reason_message").asText())
                .containsOnly("1 of the codes are not those of a subscription");
        assertThat(open()).hasSize(1);
    }

    @Test
    void unknownCodesDoNotKeepTheKnownOnesFromEnding() {
        List<String> codes = scene.subscribed(scene.subscribe("SYN-1", "SYN-2"));

        JsonNode answer = ended(scene.unsubscribe(codes.get(0), "nobody's", codes.get(1), codes.get(1)));
        assertThat(answer.path("status").asText()).isEqualTo("succ");
        assertThat(answer.path("status_reason_code").asText()).isEqualTo("rjct.subscription_code.invalid");
        assertThat(answer.path("subscription_status")).hasSize(2);
        assertThat(open()).isEmpty();
    }

    @Test
    void theSubscriptionsOfManyAreRead() {
        for (int batch = 0; batch < 3; batch++) {
            String[] uins = new String[400];
            for (int i = 0; i < uins.length; i++) {
                uins[i] = "SYN-" + batch + "-" + i;
            }
            assertThat(scene.subscribed(scene.subscribe(uins))).hasSize(400);
        }
        // It is the last but one of 1,200.
        assertThat(answers(scene.subscribe("SYN-2-398"))
                        .get(0)
                        .path("status_reason_code")
                        .asText())
                .isEqualTo("rjct.event.already_subscribed");
    }

    @Test
    void anEndpointThatCouldCallNobodyBackIsNotBuilt() {
        TrustedSender nowhere = TrustedSender.signing(TestRegistry.SENDER, TestRegistry.SENDER_KEY.verificationKey());
        try (RegistryEndpoint synchronous = endpoint(nowhere).build()) {
            assertThat(synchronous.runDue()).isZero();
            assertThatThrownBy(synchronous::events)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("asynchronous()");
        }
        assertThatThrownBy(endpoint(nowhere).asynchronous()::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("callbackOrigins");
    }

    private RegistryEndpoint.Builder endpoint(TrustedSender sender) {
        return RegistryEndpoint.of(TestRegistry.dci(TestRegistry.NOW, sender), AsyncScene.PROFILE)
                .search(TestRegistry.PERSON, scene.handler)
                .admitUnsignedWithoutToken()
                .audit(scene.audited::add);
    }

    @Test
    void theAnswerIsRepeatedUntilItIsDelivered() {
        scene.subscriber.then(Subscriber.Reply.of(503, ""));
        AsyncScene.acknowledged(scene.post(Operation.SUBSCRIBE, scene.subscribe("SYN-1")));
        scene.runFor(Duration.ofSeconds(30), Duration.ofSeconds(5));

        List<Call> calls = scene.subscriber.calls();
        assertThat(calls).hasSize(2);
        assertThat(calls.get(1).messageId()).isEqualTo(calls.get(0).messageId());
        assertThat(calls.get(1).message()).isEqualTo(calls.get(0).message());
        assertThat(open()).hasSize(1);
    }
}
