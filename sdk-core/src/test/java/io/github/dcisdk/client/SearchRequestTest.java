package io.github.dcisdk.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dcisdk.auth.BearerToken;
import io.github.dcisdk.client.ScriptedPeer.Reply;
import io.github.dcisdk.client.ScriptedPeer.Request;
import io.github.dcisdk.json.MessageSlicer;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.profile.PeerProfile;
import io.github.dcisdk.security.SignatureCheck;
import io.github.dcisdk.security.SignatureVerifier;
import io.github.dcisdk.security.TrustStore;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.transport.HttpTransport;
import io.github.dcisdk.transport.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a search looks like on the wire. */
@Timeout(60)
class SearchRequestTest {
    private static final String NOW = "2026-11-24T10:00:00Z";

    private static Fixture finding() {
        return Fixture.answering(request ->
                Answers.onSearch(request, Answers.succeeded(request, Answers.pagination(50, 1, 1), "{\"email\":[]}")));
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void aSearchIsPostedAsTheStandardsEnvelope() {
        try (Fixture fixture = finding()) {
            fixture.unsigned().search(Fixture.PERSON, Fixture.QUERY, SearchOptions.DEFAULT.locale("amh"));

            assertThat(fixture.peer.requests()).hasSize(1);
            Request request = fixture.peer.requests().get(0);
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/registry/sync/search");
            assertThat(request.headers())
                    .containsEntry("content-type", "application/json")
                    .containsEntry("accept", "application/json")
                    .doesNotContainKey("authorization");
            assertThat(names(request.json())).containsExactly("signature", "header", "message");
            assertHeader(request.json().get("header"));
            assertMessage(request.message());
        }
    }

    private static void assertHeader(JsonNode header) {
        assertThat(names(header))
                .containsExactlyInAnyOrder(
                        "version",
                        "message_id",
                        "message_ts",
                        "action",
                        "sender_id",
                        "receiver_id",
                        "total_count",
                        "is_msg_encrypted");
        assertThat(header.get("version").textValue()).isEqualTo("1.0.0");
        assertThat(header.get("message_id").textValue()).matches("[0-9a-f-]{36}");
        assertThat(header.get("message_ts").textValue()).isEqualTo(NOW);
        assertThat(header.get("action").textValue()).isEqualTo("search");
        assertThat(header.get("sender_id").textValue()).isEqualTo(Fixture.OWN);
        assertThat(header.get("receiver_id").textValue()).isEqualTo(Fixture.PEER);
        assertThat(header.get("total_count").isIntegralNumber()).isTrue();
        assertThat(header.get("total_count").intValue()).isEqualTo(1);
        assertThat(header.get("is_msg_encrypted").isBoolean()).isTrue();
        assertThat(header.get("is_msg_encrypted").booleanValue()).isFalse();
    }

    private static void assertMessage(JsonNode message) {
        assertThat(names(message)).containsExactlyInAnyOrder("transaction_id", "search_request");
        assertThat(message.get("transaction_id").textValue()).matches("[0-9a-f-]{36}");
        assertThat(message.get("search_request").isArray()).isTrue();
        assertThat(message.get("search_request")).hasSize(1);
        JsonNode item = message.get("search_request").get(0);
        assertThat(names(item)).containsExactlyInAnyOrder("reference_id", "timestamp", "search_criteria", "locale");
        assertThat(item.get("reference_id").textValue()).matches("[0-9a-f-]{36}");
        assertThat(item.get("timestamp").textValue()).isEqualTo(NOW);
        assertThat(item.get("locale").textValue()).isEqualTo("amh");
        JsonNode criteria = item.get("search_criteria");
        assertThat(names(criteria))
                .containsExactlyInAnyOrder(
                        "version", "reg_type", "reg_record_type", "query_type", "query", "pagination");
        assertThat(criteria.get("version").textValue()).isEqualTo("1.0.0");
        assertThat(criteria.get("reg_type").textValue()).isEqualTo("ns:org:RegistryType:Civil");
        assertThat(criteria.get("reg_record_type").textValue()).isEqualTo("spdci-extensions-dci:Person");
        assertThat(criteria.get("query_type").textValue()).isEqualTo("idtype-value");
        assertThat(criteria.get("query")).hasToString("{\"type\":\"UIN\",\"value\":\"SYN-0001\"}");
        assertThat(criteria.get("pagination")).hasToString("{\"page_size\":50,\"page_number\":1}");
    }

    @Test
    void theSignatureProvesSenderAndContent() {
        try (Fixture fixture = finding()) {
            fixture.unsigned().search(Fixture.PERSON, Fixture.QUERY);

            byte[] body = fixture.peer.requests().get(0).body();
            SignatureVerifier verifier = new SignatureVerifier(
                    TrustStore.of(TrustedSender.signing(Fixture.OWN, Fixture.OWN_KEY.verificationKey())),
                    List.of(),
                    fixture.time);
            assertThat(verifier.check(MessageSlicer.slice(body))).isInstanceOf(SignatureCheck.Verified.class);
        }
    }

    @Test
    void anIdentityWithoutKeySendsNoSignature() {
        try (Fixture fixture = finding();
                Dci dci = Dci.builder().identityWithoutSignature(Fixture.OWN).build()) {
            DciClient peer = dci.peer(Fixture.PEER)
                    .baseUrl(fixture.peer.baseUrl())
                    .acceptUnsignedAnswers()
                    .build();
            RegistryClient.of(peer, Fixture.REGISTRY).search(Fixture.PERSON, Fixture.QUERY);

            assertThat(names(fixture.peer.requests().get(0).json())).containsExactly("header", "message");
        }
    }

    @Test
    void everyIdentifierIsUsedOnce() {
        try (Fixture fixture = finding()) {
            RegistryClient client = fixture.unsigned();
            for (int i = 0; i < 20; i++) {
                client.search(Fixture.PERSON, Fixture.QUERY);
            }

            assertThat(fixture.peer.requests().stream()
                            .flatMap(request -> Stream.of(
                                    request.json()
                                            .get("header")
                                            .get("message_id")
                                            .textValue(),
                                    request.transactionId(),
                                    request.referenceId())))
                    .hasSize(60)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void optionsChangePageAndSize() {
        try (Fixture fixture = Fixture.answering(
                request -> Answers.onSearch(request, Answers.succeeded(request, Answers.pagination(7, 3, 15), "{}")))) {
            fixture.unsigned()
                    .search(
                            Fixture.PERSON,
                            Fixture.QUERY,
                            SearchOptions.DEFAULT.pageNumber(3).pageSize(7));

            Request request = fixture.peer.requests().get(0);
            assertThat(request.criteria().get("pagination")).hasToString("{\"page_size\":7,\"page_number\":3}");
            assertThat(request.item().has("locale")).isFalse();
        }
    }

    @Test
    void aBearerTokenIsSent() {
        try (Fixture fixture = finding()) {
            DciClient peer = fixture.dci
                    .peer(Fixture.PEER)
                    .baseUrl(fixture.peer.baseUrl())
                    .auth(BearerToken.of("t0ken"))
                    .acceptUnsignedAnswers()
                    .build();
            RegistryClient.of(peer, Fixture.REGISTRY).search(Fixture.PERSON, Fixture.QUERY);

            assertThat(fixture.peer.requests().get(0).headers()).containsEntry("authorization", "Bearer t0ken");
        }
    }

    @Test
    void aProfileChangesPathAndRegisterType() {
        PeerProfile profile = PeerProfile.STANDARD
                .named("other")
                .pathPrefix("/dci_api/v1/social")
                .regType("person");
        try (Fixture fixture = finding()) {
            fixture.unsigned(profile).search(Fixture.PERSON, Fixture.QUERY);
            fixture.unsigned(profile.path(Operation.SYNC_SEARCH, "/reg/search")).search(Fixture.PERSON, Fixture.QUERY);

            assertThat(fixture.peer.requests())
                    .extracting(Request::path)
                    .containsExactly("/dci_api/v1/social/registry/sync/search", "/reg/search");
            assertThat(fixture.peer.requests().get(0).criteria().get("reg_type").textValue())
                    .isEqualTo("person");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/base", "/base/"})
    void theBaseUrlMayHaveAPathAndEndWithASlash(String base) {
        try (Fixture fixture = finding()) {
            DciClient peer = fixture.dci
                    .peer(Fixture.PEER)
                    .baseUrl(fixture.peer.baseUrl() + base)
                    .acceptUnsignedAnswers()
                    .build();
            RegistryClient.of(peer, Fixture.REGISTRY).search(Fixture.PERSON, Fixture.QUERY);

            assertThat(fixture.peer.requests().get(0).path())
                    .isEqualTo((base.startsWith("/b") ? "/base" : "") + "/registry/sync/search");
        }
    }

    /** Answers 503 with that wait first, then with a result. */
    private static Fixture busyFor(String seconds) {
        List<Integer> asked = new ArrayList<>();
        return new Fixture(request -> {
            asked.add(1);
            return asked.size() == 1
                    ? new Reply(503, Map.of("Retry-After", seconds), new byte[0])
                    : Reply.json(Answers.onSearch(request, Answers.succeeded(request, "", "{}")));
        });
    }

    private static List<Request> askedTwice(Fixture fixture) {
        try (HttpTransport patient = HttpTransport.builder()
                        .clock(fixture.time)
                        .sleeper(fixture.time)
                        .callTimeout(Duration.ofHours(1))
                        .retry(RetryPolicy.DEFAULT.withWaits(Duration.ZERO, Duration.ofMinutes(10)))
                        .build();
                Dci dci = Dci.builder()
                        .identity(Fixture.OWN, Fixture.OWN_KEY)
                        .clock(fixture.time)
                        .transport(patient)
                        .build()) {
            DciClient peer = dci.peer(Fixture.PEER)
                    .baseUrl(fixture.peer.baseUrl())
                    .acceptUnsignedAnswers()
                    .build();
            RegistryClient.of(peer, Fixture.REGISTRY).search(Fixture.PERSON, Fixture.QUERY);
        }
        assertThat(fixture.peer.requests()).hasSize(2);
        return fixture.peer.requests();
    }

    @Test
    void aRepetitionIsTheSameBytesWhileTheSignatureIsFresh() {
        try (Fixture fixture = busyFor("240")) {
            List<Request> requests = askedTwice(fixture);

            assertThat(requests.get(1).text()).isEqualTo(requests.get(0).text());
        }
    }

    @Test
    void aRepetitionIsSignedAnewOnceTheSignatureHasAged() {
        try (Fixture fixture = busyFor("241")) {
            List<Request> requests = askedTwice(fixture);

            JsonNode first = requests.get(0).json();
            JsonNode second = requests.get(1).json();
            assertThat(second.get("message")).isEqualTo(first.get("message"));
            assertThat(second.get("header").get("message_id"))
                    .isEqualTo(first.get("header").get("message_id"));
            assertThat(second.get("header").get("message_ts").textValue()).isEqualTo("2026-11-24T10:04:01Z");
            assertThat(second.get("signature").textValue())
                    .contains("created=\"" + fixture.time.instant().getEpochSecond() + "\"")
                    .isNotEqualTo(first.get("signature").textValue());
        }
    }

    @Test
    void timeIsTheOneOfDciEvenIfTheTransportHasAnother() {
        try (Fixture fixture = finding();
                HttpTransport other = HttpTransport.builder().build();
                Dci dci = Dci.builder()
                        .identity(Fixture.OWN, Fixture.OWN_KEY)
                        .clock(fixture.time)
                        .transport(other)
                        .build()) {
            DciClient peer = dci.peer(Fixture.PEER)
                    .baseUrl(fixture.peer.baseUrl())
                    .acceptUnsignedAnswers()
                    .build();
            RegistryClient.of(peer, Fixture.REGISTRY).search(Fixture.PERSON, Fixture.QUERY);

            assertThat(fixture.peer
                            .requests()
                            .get(0)
                            .json()
                            .get("header")
                            .get("message_ts")
                            .textValue())
                    .isEqualTo(NOW);
        }
    }

    @Test
    void nothingIsSentAfterClosing() {
        Dci dci = Dci.builder().identity(Fixture.OWN, Fixture.OWN_KEY).build();
        try (Fixture fixture = finding()) {
            DciClient peer = dci.peer(Fixture.PEER)
                    .baseUrl(fixture.peer.baseUrl())
                    .acceptUnsignedAnswers()
                    .build();
            dci.close();
            dci.close();

            assertThatThrownBy(() -> RegistryClient.of(peer, Fixture.REGISTRY).search(Fixture.PERSON, Fixture.QUERY))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("keep Dci");
            assertThat(fixture.peer.requests()).isEmpty();
        }
    }

    @Test
    void aTransportThatWasHandedInStaysOpen() {
        try (Fixture fixture = finding()) {
            RegistryClient client = fixture.unsigned();
            fixture.dci.close();

            assertThat(client.search(Fixture.PERSON, Fixture.QUERY).records()).hasSize(1);
        }
    }
}
