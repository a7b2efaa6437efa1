package io.github.dcisdk.callback;

import static io.github.dcisdk.callback.World.DEATH;
import static io.github.dcisdk.callback.World.OTHER;
import static io.github.dcisdk.callback.World.OTHER_KEY;
import static io.github.dcisdk.callback.World.PERSON;
import static io.github.dcisdk.callback.World.callback;
import static io.github.dcisdk.callback.World.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.client.PendingAnswer;
import io.github.dcisdk.client.Subscription;
import io.github.dcisdk.client.Subscription.Status;
import io.github.dcisdk.error.AnswerTimedOutException;
import io.github.dcisdk.error.NoCallbackException;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.Query;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Subscriptions of ours: asked for, renewed, cancelled, over restarts. */
@Timeout(60)
class SubscriptionTest {
    private static final Query FILTER = Query.identifier("UIN", "847951632");

    private static Subscription subscribe(World world) {
        return world.program.client.subscribe(PERSON, DEATH, FILTER);
    }

    private static World.Callback onSubscribe(World.Received request, String members) {
        return callback(
                "on-subscribe",
                "succ",
                "{\"transaction_id\":\"" + request.transactionId()
                        + "\",\"correlation_id\":\"c-1\",\"subscribe_response\":["
                        + item(request.referenceId(), members) + "]}");
    }

    private static World.Callback active(World.Received request, String code) {
        return onSubscribe(
                request,
                "\"status\":\"succ\",\"subscriptions\":[{\"code\":\"" + code
                        + "\",\"status\":\"subscribe\",\"timestamp\":\"2026-03-01T10:00:00Z\"}]");
    }

    private static World.Callback onUnsubscribe(World.Received request, String members) {
        return callback(
                "on-unsubscribe",
                "succ",
                "{\"transaction_id\":\"" + request.transactionId()
                        + "\",\"correlation_id\":\"c-1\",\"timestamp\":\"2026-03-01T10:00:00Z\"," + members + "}");
    }

    private static World.Received last(World world) {
        return world.request(world.received.size() - 1);
    }

    @Test
    void aSubscriptionGetsItsCodeWhenTheRegistryAnswers() {
        try (World world = new World().start()) {
            Subscription requested = subscribe(world);
            World.Received request = world.request();
            assertThat(request.path()).isEqualTo("/registry/subscribe");
            assertThat(request.message()
                            .at("/subscribe_request/0/subscribe_criteria/reg_event_type")
                            .asText())
                    .isEqualTo(DEATH.name());
            assertThat(request.message()
                            .at("/subscribe_request/0/subscribe_criteria/notify_record_type")
                            .asText())
                    .isEqualTo(PERSON.name());
            assertThat(request.message()
                            .at("/subscribe_request/0/subscribe_criteria/filter/value")
                            .asText())
                    .isEqualTo("847951632");
            assertThat(requested.status()).isEqualTo(Status.REQUESTED);
            assertThat(requested.active()).isNotDone();

            world.bring(active(request, "code-1"));

            Subscription subscription = requested.active().join();
            assertThat(subscription.status()).isEqualTo(Status.ACTIVE);
            assertThat(subscription.code()).hasValue("code-1");
            assertThat(subscription.id()).isEqualTo(requested.id());
            assertThat(subscription.filter()).hasValue(FILTER);
        }
    }

    @Test
    void subscriptionsSurviveARestart() {
        try (World world = new World().start()) {
            String id = subscribe(world).id();
            world.start();
            Subscription found = world.program.client.subscriptions().get(0);
            assertThat(found.id()).isEqualTo(id);
            CompletableFuture<Subscription> later = found.active();
            world.bring(active(world.request(), "code-1"));

            assertThat(later.join().code()).hasValue("code-1");
            assertThat(world.program.client.subscriptions()).singleElement().satisfies(it -> assertThat(it.status())
                    .isEqualTo(Status.ACTIVE));
        }
    }

    @Test
    void whatTheRegistryKeepsAlreadyIsKept() {
        try (World world = new World().start()) {
            Subscription requested = subscribe(world);
            world.bring(onSubscribe(
                    world.request(), "\"status\":\"rjct\",\"status_reason_code\":\"rjct.event.already_subscribed\""));

            assertThat(requested.active().join().status()).isEqualTo(Status.ACTIVE);
        }
    }

    @Test
    void aSubscriptionThatIsRejectedEnds() {
        try (World world = new World().start()) {
            Subscription requested = subscribe(world);
            world.bring(onSubscribe(
                    world.request(), "\"status\":\"rjct\",\"status_reason_code\":\"rjct.notify_types.invalid\""));

            assertThatThrownBy(() -> requested.active().join())
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(RejectedException.class);
            assertThat(requested.current().status()).isEqualTo(Status.REJECTED);
            assertThat(requested.current().reasonCode()).hasValue("rjct.notify_types.invalid");
            assertThat(world.program.client.subscriptions()).isEmpty();
        }
    }

    @Test
    void aRequestThatIsRefusedEndsTheSubscription() {
        try (World world = new World().start()) {
            world.script = request -> World.Reply.error(403, "err.request.forbidden");
            Subscription requested = subscribe(world);

            assertThat(requested.active()).isCompletedExceptionally();
            assertThat(requested.current().status()).isEqualTo(Status.REJECTED);
        }
    }

    @Test
    void whatIsAcceptedWithoutAnAnswerIsActiveWithoutCode() {
        try (World world = new World().start()) {
            world.script = request -> World.Reply.nack();
            Subscription requested = subscribe(world);

            assertThatThrownBy(() -> requested.active().join()).hasCauseInstanceOf(NoCallbackException.class);
            assertThat(requested.current().status()).isEqualTo(Status.ACTIVE);
            assertThat(requested.current().code()).isEmpty();
        }
    }

    @Test
    void anAnswerThatComesLateStillCountsAndOneThatComesTwiceCountsOnce() {
        try (World world = new World().start()) {
            Subscription requested = subscribe(world);
            World.Received request = world.request();
            world.script = it -> new World.Reply(404, "");
            world.pass(Duration.ofMinutes(6));
            assertThatThrownBy(() -> requested.active().join()).hasCauseInstanceOf(AnswerTimedOutException.class);
            assertThat(requested.current().status()).isEqualTo(Status.REQUESTED);

            world.bring(active(request, "code-1"));
            world.bring(active(request, "code-1"));

            assertThat(requested.current().status()).isEqualTo(Status.ACTIVE);
            assertThat(world.parked()).isEmpty();
        }
    }

    @Test
    void aSubscriptionIsCancelledByItsCode() {
        try (World world = new World().start()) {
            Subscription requested = subscribe(world);
            assertThatThrownBy(requested::cancel).isInstanceOf(IllegalStateException.class);
            world.bring(active(world.request(), "code-1"));
            PendingAnswer<Subscription> ended = requested.active().join().cancel();
            assertThat(last(world).message().path("subscription_codes").path(0).asText())
                    .isEqualTo("code-1");
            world.bring(onUnsubscribe(
                    last(world),
                    "\"status\":\"succ\",\"subscription_status\":[{\"code\":\"code-1\",\"status\":\"unsubscribe\"}]"));

            assertThat(ended.join().status()).isEqualTo(Status.ENDED);
            assertThat(ended.join().criteria()).isEmpty();
            assertThat(world.program.client.subscriptions()).isEmpty();
        }
    }

    @Test
    void whatTheRegistryEndedBeforeIsEnded() {
        try (World world = new World().start()) {
            Subscription requested = subscribe(world);
            world.bring(active(world.request(), "code-1"));
            PendingAnswer<Subscription> ended = requested.current().cancel();
            world.bring(onUnsubscribe(
                    last(world), "\"status\":\"rjct\",\"status_reason_code\":\"rjct.event.already_unsubscribed\""));

            assertThat(ended.join().status()).isEqualTo(Status.ENDED);
        }
    }

    @Test
    void aCancellationThatIsRejectedLeavesTheSubscriptionActive() {
        try (World world = new World().start()) {
            Subscription requested = subscribe(world);
            world.bring(active(world.request(), "code-1"));
            PendingAnswer<Subscription> ended = requested.current().cancel();
            world.bring(onUnsubscribe(
                    last(world), "\"status\":\"rjct\",\"status_reason_code\":\"rjct.requester.invalid\""));

            assertThat(ended).isCompletedExceptionally();
            assertThat(requested.current().status()).isEqualTo(Status.ACTIVE);
        }
    }

    @Test
    void aRenewalThatGetsAnotherCodeCancelsTheOldOne() {
        try (World world = new World().start()) {
            Subscription requested = subscribe(world);
            world.bring(active(world.request(), "code-1"));
            PendingAnswer<Subscription> renewed = requested.current().renew();
            assertThat(last(world)
                            .message()
                            .at("/subscribe_request/0/subscribe_criteria/filter/value")
                            .asText())
                    .isEqualTo("847951632");
            world.bring(active(last(world), "code-2"));

            assertThat(renewed.join().code()).hasValue("code-2");
            assertThat(renewed.join().id()).isEqualTo(requested.id());
            assertThat(world.sent(Operation.UNSUBSCRIBE)).isEqualTo(1);
            assertThat(last(world).message().path("subscription_codes").path(0).asText())
                    .isEqualTo("code-1");
            world.bring(onUnsubscribe(last(world), "\"status\":\"succ\""));
            assertThat(requested.current().status()).isEqualTo(Status.ACTIVE);
        }
    }

    @Test
    void anotherPeerCannotAnswer() {
        try (World world = new World().start()) {
            Subscription requested = subscribe(world);
            world.bring(active(world.request(), "code-9").from(OTHER, OTHER_KEY));

            assertThat(requested.current().status()).isEqualTo(Status.REQUESTED);
            assertThat(world.parked()).hasSize(1);
        }
    }
}
