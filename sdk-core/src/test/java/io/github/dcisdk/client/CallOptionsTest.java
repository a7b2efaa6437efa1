package io.github.dcisdk.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dcisdk.client.ScriptedPeer.Reply;
import io.github.dcisdk.client.ScriptedPeer.Request;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.NotAuthenticException;
import io.github.dcisdk.error.UnavailableException;
import io.github.dcisdk.profile.PeerProfile;
import io.github.dcisdk.transport.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Some calls differ from the others of the same client, and only those. */
@Timeout(60)
class CallOptionsTest {
    private static Reply found(Request request) {
        return Reply.json(
                Answers.onSearch(request, Answers.succeeded(request, Answers.pagination(50, 1, 1), Answers.person(1))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"callTimeout", "readTimeout"})
    void aCallThatIsInAHurryDoesNotWaitAsLongAsTheOthers(String limit) {
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        try (Fixture fixture = new Fixture(request -> {
            if (asked.getAndIncrement() > 0) {
                await(over);
            }
            return found(request);
        })) {
            Duration little = Duration.ofMillis(500);
            CallOptions options = limit.equals("callTimeout")
                    ? CallOptions.DEFAULT.callTimeout(little)
                    : CallOptions.DEFAULT.readTimeout(little);
            RegistryClient client = fixture.unsigned();
            client.search(Fixture.PERSON, Fixture.QUERY); // Makes the connection.
            RegistryClient hurried = client.with(options);

            UnavailableException e = catchThrowableOfType(
                    UnavailableException.class, () -> hurried.search(Fixture.PERSON, Fixture.QUERY));
            over.countDown();

            assertThat(e.errorCode()).isEqualTo(ErrorCode.TIMED_OUT);
            assertThat(e.peer()).contains(Fixture.PEER);
        }
    }

    @Test
    void aCallThatIsNotToBeRepeatedIsNot() {
        try (Fixture fixture = new Fixture(request -> Reply.of(503, "text/plain", "busy"))) {
            RegistryClient client = fixture.unsigned();
            RegistryClient once = client.with(CallOptions.DEFAULT.retry(RetryPolicy.none()));

            assertThat(attempts(once)).isEqualTo(1);
            assertThat(attempts(client)).isEqualTo(3);
        }
    }

    private static int attempts(RegistryClient client) {
        return catchThrowableOfType(UnavailableException.class, () -> client.search(Fixture.PERSON, Fixture.QUERY))
                .attempts();
    }

    @Test
    void headersGoOutWithEveryPageAndWithNoOtherCall() {
        try (Fixture fixture = Fixture.answering(request -> Answers.onSearch(
                request,
                Answers.succeeded(
                        request,
                        Answers.pagination(1, request.pageNumber(), 2),
                        Answers.person(request.pageNumber()))))) {
            RegistryClient client = fixture.unsigned();
            RegistryClient marked = client.with(CallOptions.DEFAULT
                    .header("X-Tenant", "first")
                    .header("x-tenant", "north")
                    .header("X-Api-Key", "k-1"));

            assertThat(marked.searchAll(Fixture.PERSON, Fixture.QUERY)).hasSize(2);
            assertThat(client.search(Fixture.PERSON, Fixture.QUERY).records()).hasSize(1);

            List<Request> requests = fixture.peer.requests();
            assertThat(requests)
                    .extracting(request -> request.headers().get("x-tenant"))
                    .containsExactly("north", "north", null);
            assertThat(requests.get(1).headers()).containsEntry("x-api-key", "k-1");
        }
    }

    @Test
    void aProfileReplacesTheUsualOneForPathShapeAndAnswer() {
        PeerProfile other =
                PeerProfile.STANDARD.pathPrefix("/v2").regType("person").answerIds(PeerProfile.AnswerIds.ABSENT);
        try (Fixture fixture = new Fixture(request -> Reply.json(Answers.envelope(
                        Answers.header("succ").replace(Fixture.PEER, "x").replace(Fixture.OWN, "y"),
                        Answers.message(request, Answers.succeeded(request, "", Answers.person(1))))
                .replace("\"signature\":\"\",", "")))) {
            RegistryClient client = fixture.unsigned();
            RegistryClient differently = client.with(CallOptions.DEFAULT.profile(other));

            assertThat(differently.search(Fixture.PERSON, Fixture.QUERY).findings())
                    .isEmpty();
            assertThat(client.search(Fixture.PERSON, Fixture.QUERY).findings()).isNotEmpty();
            assertThat(differently
                            .with(CallOptions.DEFAULT)
                            .search(Fixture.PERSON, Fixture.QUERY)
                            .findings())
                    .as("options are replaced as a whole")
                    .isNotEmpty();

            assertThat(fixture.peer.requests())
                    .extracting(Request::path)
                    .containsExactly("/v2/registry/sync/search", "/registry/sync/search", "/registry/sync/search");
            assertThat(fixture.peer.requests())
                    .extracting(request -> request.criteria().get("reg_type").textValue())
                    .containsExactly("person", "ns:org:RegistryType:Civil", "ns:org:RegistryType:Civil");
            assertThat(differently.peer().profile()).isSameAs(other);
            assertThat(client.peer().profile()).isSameAs(PeerProfile.STANDARD);
        }
    }

    @Test
    void aClientWithOptionsStillBelievesOnlyWhatIsSigned() {
        try (Fixture fixture = new Fixture(CallOptionsTest::found)) {
            RegistryClient client = fixture.signed().with(CallOptions.DEFAULT.callTimeout(Duration.ofSeconds(30)));

            assertThatThrownBy(() -> client.search(Fixture.PERSON, Fixture.QUERY))
                    .isInstanceOf(NotAuthenticException.class);
        }
    }

    @Test
    void limitsAreInRange() {
        for (Duration wrong : List.of(
                Duration.ZERO,
                Duration.ofMillis(-1),
                Duration.ofNanos(1),
                Duration.ofDays(1).plusMillis(1))) {
            assertThatThrownBy(() -> CallOptions.DEFAULT.callTimeout(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("callTimeout: more than 0, at most one day");
            assertThatThrownBy(() -> CallOptions.DEFAULT.readTimeout(wrong))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> CallOptions.DEFAULT.connectTimeout(wrong))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "CONTENT-TYPE",
                "Content-Length",
                "Transfer-Encoding",
                "Host",
                "Accept-Encoding",
                "Connection",
                "User-Agent",
                "Proxy-Authorization",
                "Upgrade",
                "Expect",
                "",
                "X Y",
                "X\r\nY",
                "X-Ä"
            })
    void headersOfTheSdkItselfAndForgedOnesAreRefused(String name) {
        assertThatThrownBy(() -> CallOptions.DEFAULT.header(name, "s3cret"))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("s3cret", "\r", "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret\r\nX-Injected: 1", "s3cret\n", "s3cret\u0000", "s3cret é"})
    void aHeaderCannotBringInAnother(String value) {
        assertThatThrownBy(() -> CallOptions.DEFAULT.header("X-Tenant", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("X-Tenant")
                .message()
                .doesNotContain("s3cret");
    }

    @Test
    void optionsAreValuesThatHideWhatTheyCarry() {
        CallOptions options = CallOptions.DEFAULT
                .connectTimeout(Duration.ofSeconds(1))
                .readTimeout(Duration.ofSeconds(2))
                .callTimeout(Duration.ofSeconds(3))
                .retry(RetryPolicy.DEFAULT.withMaxAttempts(2))
                .header("X-Api-Key", "s3cret")
                .profile(PeerProfile.STANDARD);

        assertThat(options)
                .hasToString("CallOptions[connectTimeout PT1S, readTimeout PT2S, callTimeout PT3S,"
                        + " retry RetryPolicy[2 attempts, waits from PT0.5S to PT30S], header X-Api-Key,"
                        + " profile standard]")
                .isEqualTo(CallOptions.DEFAULT
                        .profile(PeerProfile.STANDARD)
                        .header("X-Api-Key", "other")
                        .header("X-Api-Key", "s3cret")
                        .retry(RetryPolicy.DEFAULT.withMaxAttempts(2))
                        .callTimeout(Duration.ofSeconds(3))
                        .readTimeout(Duration.ofSeconds(2))
                        .connectTimeout(Duration.ofSeconds(1)))
                .hasSameHashCodeAs(options.header("X-Api-Key", "s3cret"))
                .isNotEqualTo(options.header("X-Api-Key", "other"))
                .isNotEqualTo(options.header("x-api-key", "s3cret"))
                .isNotEqualTo(options.callTimeout(Duration.ofSeconds(4)));
        assertThat(CallOptions.DEFAULT).hasToString("CallOptions[]");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
