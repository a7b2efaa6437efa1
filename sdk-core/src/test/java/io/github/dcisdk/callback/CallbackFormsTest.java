package io.github.dcisdk.callback;

import static io.github.dcisdk.callback.World.DEATH;
import static io.github.dcisdk.callback.World.OTHER;
import static io.github.dcisdk.callback.World.OTHER_KEY;
import static io.github.dcisdk.callback.World.OWN;
import static io.github.dcisdk.callback.World.PEER;
import static io.github.dcisdk.callback.World.PERSON;
import static io.github.dcisdk.callback.World.QUERY;
import static io.github.dcisdk.callback.World.REGISTRY;
import static io.github.dcisdk.callback.World.event;
import static io.github.dcisdk.callback.World.names;
import static io.github.dcisdk.callback.World.onSearch;
import static io.github.dcisdk.callback.World.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.client.AsyncSearchResult;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.client.PendingAnswer;
import io.github.dcisdk.client.RegistryClient;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.profile.PeerProfile;
import io.github.dcisdk.profile.PeerProfile.AnswerIds;
import io.github.dcisdk.record.Person;
import io.github.dcisdk.store.InMemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may call back, and in which forms. */
@Timeout(60)
class CallbackFormsTest {
    private static PendingAnswer<AsyncSearchResult<Person>> search(World world) {
        return world.program.client.searchAsync(PERSON, QUERY);
    }

    private static World.Callback answer(World world) {
        return onSearch(world.request(), page(world.request().referenceId(), 1, 1, 1, 1));
    }

    static Stream<Arguments> forms() {
        return Stream.of(
                form("its own path", it -> it.at("/registry/on-search")),
                form("the action of the question", it -> it.header("\"on-search\"", "\"search\"")),
                form("its own path and the action of the question", it -> it.at("/registry/on-search")
                        .header("\"on-search\"", "\"search\"")),
                form("plain text", it -> it.contentType("text/plain;charset=utf-8")),
                form("without message_id", it -> it.header("\"message_id\":", "\"x\":")));
    }

    private static Arguments form(String name, UnaryOperator<World.Callback> form) {
        return Arguments.of(name, form);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void anAnswerIsTakenInTheFormsThatAreMet(String name, UnaryOperator<World.Callback> form) {
        try (World world = new World().start()) {
            PendingAnswer<AsyncSearchResult<Person>> later = search(world);
            world.bring(form.apply(answer(world)));

            assertThat(later.join().records()).hasSize(1);
        }
    }

    @Test
    void aTransactionThatIsANumberIsRead() {
        try (World world = new World().start()) {
            world.bring(onSearch("4711", page("r-1", 1, 1, 1, 1)).message("\"4711\"", "4711"));

            assertThat(world.parked()).singleElement().satisfies(task -> assertThat(task.transactionId())
                    .isEqualTo("4711"));
        }
    }

    @Test
    void deviationsGoToTheHandlerOfFindings() {
        List<Finding> findings = new ArrayList<>();
        try (World world = new World().start();
                Dci dci = Dci.builder()
                        .identity(OWN, World.OWN_KEY)
                        .clock(world.clock)
                        .store(InMemoryStore.create(world.clock))
                        .callbackAddress("https://spmis.example.org/dci")
                        .build();
                CallbackEndpoint endpoint = CallbackEndpoint.of(dci)
                        .peer(dci.peer(PEER)
                                .baseUrl(world.registryUrl())
                                .trust(World.PEER_KEY.verificationKey())
                                .findings(findings::add)
                                .build())
                        .withoutThreads()
                        .build();
                JdkHttpServer server = JdkHttpServer.startOnLoopback(endpoint)) {
            World.Callback bent = onSearch("t-1", page("r-1", 1, 1, 1, 1))
                    .header("\"on-search\"", "\"search\"")
                    .contentType("text/plain");
            world.postSigned(server.baseUrl() + "/dci", bent).acknowledged();

            assertThat(findings).extracting(Finding::rule).contains(Rule.ACTION, Rule.CONTENT_TYPE);
        }
    }

    @Test
    void whatIsNotForThePathIsRefused() {
        try (World world = new World().start()) {
            search(world);
            world.deliver(answer(world).at("/registry/on-subscribe")).refused(400, "err.request.bad");
            world.deliver(answer(world).header("\"on-search\"", "\"publish\"")).refused(400, "err.request.bad");
            world.deliver(answer(world).at("/nowhere")).refused(404, "err.request.not_found");
            world.deliver(answer(world).contentType("text/html")).refused(415, "err.request.bad");
        }
    }

    // ------------------------------------------------------------------ who it is

    @Test
    void whatIsNotSignedByThePeerIsRefused() {
        try (World world = new World().start()) {
            PendingAnswer<AsyncSearchResult<Person>> later = search(world);
            world.deliverUnsigned(answer(world)).refused(401, "err.signature.missing");
            world.deliver(new World.Callback(
                            PEER,
                            OTHER_KEY,
                            "",
                            "application/json",
                            answer(world).header(),
                            answer(world).message()))
                    .refused(401, "err.signature.invalid");
            world.deliver(answer(world).from("stranger.example.org", OTHER_KEY)).refused(401, "err.signature.invalid");
            world.deliver(answer(world).header(OWN, "somebody-else.example.org"))
                    .refused(400, "err.receiver_id.invalid");

            assertThat(later).isNotDone();
        }
    }

    static Stream<Arguments> ids() {
        return Stream.of(
                Arguments.of(AnswerIds.COPIED, "\"sender_id\":\"" + OWN + "\",\"receiver_id\":\"" + PEER + "\""),
                Arguments.of(AnswerIds.COPIED, "\"sender_id\":\"" + PEER + "\",\"receiver_id\":\"" + OWN + "\""),
                Arguments.of(AnswerIds.ABSENT, "\"x\":1"),
                Arguments.of(AnswerIds.ABSENT, "\"sender_id\":\"\",\"receiver_id\":\"nobody\""));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void whatTheHeaderNamesIsReadAsTheProfileSays(AnswerIds answerIds, String ids) {
        try (World world = new World().start(PeerProfile.STANDARD.answerIds(answerIds), builder -> {})) {
            PendingAnswer<AsyncSearchResult<Person>> later = search(world);
            world.bring(answer(world).header(swapped(), ids));

            assertThat(later.join().records()).hasSize(1);
        }
    }

    private static String swapped() {
        return "\"sender_id\":\"" + PEER + "\",\"receiver_id\":\"" + OWN + "\"";
    }

    @Test
    void aPeerThatNamesItselfCannotLeaveItsNameOut() {
        try (World world = new World().start()) {
            search(world);
            world.deliver(answer(world).header(swapped(), "\"x\":1")).refused(401, "err.signature.invalid");
            world.deliver(answer(world)
                            .header(swapped(), "\"sender_id\":\"" + OWN + "\",\"receiver_id\":\"" + PEER + "\""))
                    .refused(401, "err.signature.invalid");
        }
    }

    @Test
    void aPeerWhoseIdsMeanNothingStillSpeaksForItselfOnly() {
        try (World world = new World().start(PeerProfile.STANDARD.answerIds(AnswerIds.ABSENT), builder -> {})) {
            PendingAnswer<AsyncSearchResult<Person>> later = search(world);
            // Signed by the other peer, whose profile demands its name.
            World.Callback forged = answer(world).header(swapped(), "\"x\":1");
            world.deliver(new World.Callback(
                            OTHER, OTHER_KEY, "", "application/json", forged.header(), forged.message()))
                    .refused(401, "err.signature.invalid");
            assertThat(later).isNotDone();
        }
    }

    // ------------------------------------------------------------------ peers that cannot sign

    private static final String SEGMENT = "k3Jx0f7uYq2LrT9bVw5ZsA";

    /** A consumer of a registry that cannot sign. */
    private static final class OldRegistry implements AutoCloseable {
        final World world = new World();
        final List<String> events = new ArrayList<>();
        final Dci dci = Dci.builder()
                .identity(OWN, World.OWN_KEY)
                .clock(world.clock)
                .store(world.memory)
                .executor(Runnable::run)
                .callbackAddress("http://127.0.0.1:1/dci")
                .build();
        final DciClient peer = dci.peer(PEER)
                .baseUrl(world.registryUrl())
                .acceptUnsignedAnswers()
                .acceptUnsignedCallbacks(SEGMENT)
                .build();
        final RegistryClient client = RegistryClient.of(peer, REGISTRY);
        final CallbackEndpoint endpoint;
        final JdkHttpServer server;

        OldRegistry(UnaryOperator<CallbackEndpoint.Builder> setUp) {
            endpoint = setUp.apply(CallbackEndpoint.of(dci)
                            .peerWithoutSignature(peer)
                            .withoutThreads()
                            .onEvent(
                                    REGISTRY,
                                    PERSON,
                                    DEATH,
                                    "one",
                                    (event, context) -> events.addAll(names(event.records()))))
                    .build();
            server = JdkHttpServer.startOnLoopback(endpoint);
        }

        World.Answer deliver(String path, World.Callback callback) {
            World.Answer answer = world.post(
                    server.baseUrl() + path,
                    "text/plain",
                    "{\"signature\":\"\",\"header\":" + callback.header() + ",\"message\":" + callback.message() + "}");
            endpoint.runDue();
            return answer;
        }

        @Override
        public void close() {
            server.close();
            endpoint.close();
            dci.close();
            world.close();
        }
    }

    @Test
    void aPeerThatCannotSignIsAdmittedOnlyByTheMethodOfThatName() {
        try (OldRegistry old = new OldRegistry(builder -> builder)) {
            assertThatThrownBy(() -> CallbackEndpoint.of(old.dci).peer(old.peer))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("peerWithoutSignature");
        }
    }

    @Test
    void aPeerThatCannotSignAnswersAtItsOwnAddressWhatItWasAsked() {
        try (OldRegistry old = new OldRegistry(builder -> builder)) {
            PendingAnswer<AsyncSearchResult<Person>> later = old.client.searchAsync(PERSON, QUERY);
            World.Received request = old.world.request();
            assertThat(request.header().path("sender_uri").asText()).endsWith("/dci/" + SEGMENT);
            World.Callback answer = onSearch(request, page(request.referenceId(), 1, 1, 1, 1));

            old.deliver("/dci", answer).refused(401, "err.signature.missing");
            old.deliver("/dci/registry/on-search", answer).refused(401, "err.signature.missing");
            assertThat(later).isNotDone();
            old.deliver("/dci/" + SEGMENT, onSearch("never-asked", page("r-1", 1, 1, 1, 1)))
                    .refused(400, "err.request.bad");
            assertThat(old.world.parked()).isEmpty();
            old.deliver("/dci/" + SEGMENT, answer).acknowledged();

            assertThat(later.join().records()).hasSize(1);
            old.deliver("/dci/" + SEGMENT, onSearch(request, page(request.referenceId(), 1, 9, 9, 1)))
                    .refused(400, "err.request.bad");
        }
    }

    @Test
    void itsEventsNeedMoreThanTheAddress() {
        try (OldRegistry old = new OldRegistry(builder -> builder)) {
            old.deliver("/dci/" + SEGMENT, event("t-1", "r-1", 1)).refused(401, "err.signature.missing");
            assertThat(old.events).isEmpty();
        }
        try (OldRegistry proven = new OldRegistry(CallbackEndpoint.Builder::networkProvesUnsignedPeers)) {
            proven.deliver("/dci/" + SEGMENT, event("t-1", "r-1", 1)).acknowledged();
            assertThat(proven.events).containsExactly("Person 1");
        }
    }
}
