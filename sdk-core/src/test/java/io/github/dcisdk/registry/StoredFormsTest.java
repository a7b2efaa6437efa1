package io.github.dcisdk.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.client.OutboxMessage;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.message.MsgCallbackHeader;
import io.github.dcisdk.message.NotifyEventRequest;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.RequestStatus;
import io.github.dcisdk.message.SubscriptionInfo;
import io.github.dcisdk.registry.PeerTransaction.Phase;
import io.github.dcisdk.store.NewTask;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What stands in stores is read by every later version: these texts were written by the first one. */
class StoredFormsTest {
    private static final String TRANSACTION =
            "{\"v\":1,\"action\":\"search\",\"content\":\"digest-1\",\"phase\":\"ANSWERED\",\"answer\":"
                    + "{\"transaction_id\":\"t-1\",\"correlation_id\":\"c-1\",\"search_response\":[]}}";
    private static final String SUBSCRIPTION = "{\"v\":1,\"transaction_id\":\"t-1\",\"reference_id\":\"r-1\","
            + "\"address\":\"https://spmis.example.org/dci\",\"encrypted\":true,\"digest\":\"digest-1\","
            + "\"record_type\":\"Person\",\"purpose\":\"pension\",\"info\":{\"code\":\"code-1\",\"status\":\"subscribe\","
            + "\"timestamp\":\"2026-03-01T10:00:00Z\",\"filter\":{\"type\":\"UIN\",\"value\":\"SYN-1\"}}}";
    private static final String DELIVERY = "{\"v\":1,\"action\":\"subscribe\",\"message_id\":\"m-1\","
            + "\"address\":\"https://spmis.example.org/dci\"}";
    private static final String NOTIFICATION = "{\"v\":1,\"code\":\"code-1\",\"message\":{\"callback\":true,"
            + "\"encrypted\":false,\"header\":{\"message_id\":\"m-1\",\"message_ts\":\"2026-03-01T10:00:00Z\","
            + "\"action\":\"notify\",\"status\":\"succ\"},\"message\":{\"transaction_id\":\"t-1\",\"notify_event\":[]}}}";

    private static JsonSlice slice(String text) {
        return JsonSlice.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(JsonSlice slice) {
        return new String(slice.toByteArray(), StandardCharsets.UTF_8);
    }

    @Test
    void transactions() {
        PeerTransaction transaction = PeerTransaction.of(slice(TRANSACTION));

        assertThat(transaction.action()).isEqualTo("search");
        assertThat(transaction.contentDigest()).isEqualTo("digest-1");
        assertThat(transaction.phase()).isEqualTo(Phase.ANSWERED);
        assertThat(text(transaction.toJson())).isEqualTo(TRANSACTION);
        assertThat(transaction).hasToString("PeerTransaction[search, ANSWERED]");
        assertThat(Phase.values()).extracting(Phase::name).containsExactly("WORKING", "ANSWERED", "FAILED");
    }

    @Test
    void subscriptions() {
        PeerSubscription subscription = PeerSubscription.of(slice(SUBSCRIPTION));

        assertThat(subscription.code()).isEqualTo("code-1");
        assertThat(subscription.purpose()).contains("pension");
        assertThat(subscription.encrypted()).isTrue();
        assertThat(text(subscription.toJson())).isEqualTo(SUBSCRIPTION);
        assertThat(subscription).hasToString("PeerSubscription[code-1]");
        SubscriptionInfo ended =
                subscription.ended(DciDateTime.of(TestRegistry.NOW)).info();
        assertThat(text(JsonSlice.of(Json.write(ended)))).doesNotContain("SYN-1");
    }

    @Test
    void deliveries() {
        Deliveries.Job job = Deliveries.Job.of(slice(DELIVERY));

        assertThat(job.operation().request().action()).isEqualTo("subscribe");
        assertThat(text(job.toJson())).isEqualTo(DELIVERY);
        assertThatThrownBy(new Deliveries.Job("dance", "m", "a")::operation).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void notifications() {
        Notifications.Job job = Notifications.Job.of(slice(NOTIFICATION));

        assertThat(job.code()).isEqualTo("code-1");
        assertThat(job.message())
                .isEqualTo(OutboxMessage.callback(
                        MsgCallbackHeader.builder("m-1", DciDateTime.of(TestRegistry.NOW), "notify", RequestStatus.SUCC)
                                .build(),
                        NotifyEventRequest.builder("t-1", List.of()).build(),
                        false));
        NewTask task = job.toTask("queue-1", "spmis.example.org", "t-1", TestRegistry.NOW);
        assertThat(task.lane()).isEqualTo(Optional.of("code-1 spmis.example.org"));
        assertThat(Notifications.Job.of(task.content())).isEqualTo(job);
    }

    @Test
    void whatALaterVersionWroteIsNotGuessedAt() {
        for (String text :
                List.of("{\"v\":2,\"action\":\"search\"}", "{\"action\":\"search\"}", "[]", "{\"v\":\"1\"}")) {
            assertThatThrownBy(() -> PeerTransaction.of(slice(text))).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> PeerTransaction.of(slice("{\"v\":1}")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("action");
    }

    @Test
    void theNamesOfQueuesStay() {
        Queues queues = new Queues("ns:org:RegistryType:Civil");
        assertThat(List.of(queues.requests(Operation.SEARCH), queues.deliveries(), queues.notifications()))
                .containsExactly(
                        "search:ns:org:RegistryType:Civil",
                        "delivery:ns:org:RegistryType:Civil",
                        "notification:ns:org:RegistryType:Civil");
    }
}
