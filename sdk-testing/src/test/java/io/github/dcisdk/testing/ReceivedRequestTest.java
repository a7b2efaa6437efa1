package io.github.dcisdk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.auth.BearerToken;
import io.github.dcisdk.client.SearchOptions;
import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsClient;
import io.github.dcisdk.inbound.Refusal;
import io.github.dcisdk.json.MessageSlicer;
import io.github.dcisdk.message.MsgHeader;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.Query;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests are kept as they arrived, whatever they are. */
@Timeout(60)
class ReceivedRequestTest {
    private static final String SECRET = "SYN-SECRET";

    @RegisterExtension
    static final TestRegistry registry =
            TestRegistry.of(Crvs.PROFILE).records(Crvs.PERSON, People.ALL).build();

    private static ReceivedRequest search() {
        CrvsClient client = CrvsClient.of(registry.client(peer -> peer.auth(BearerToken.of("a-" + SECRET))));
        client.search(
                Query.identifier("UIN", SECRET),
                SearchOptions.DEFAULT.pageSize(7).pageNumber(3));
        return registry.requests().get(0);
    }

    @Test
    void itTellsWhatWasAskedForInTypes() {
        ReceivedRequest request = search();

        assertThat(request.operation()).contains(Operation.SYNC_SEARCH);
        assertThat(request.header().flatMap(MsgHeader::senderId)).contains(TestRegistry.CONSUMER_ID);
        assertThat(request.queries()).containsExactly(Query.identifier("UIN", SECRET));
        assertThat(request.pageNumber()).isEqualTo(3);
        assertThat(request.search().searchRequest()).singleElement().satisfies(item -> assertThat(
                        item.searchCriteria().orElseThrow().regType())
                .contains(Crvs.PROFILE.regType()));
        assertThat(request.message(Operation.SYNC_SEARCH)).isEqualTo(request.search());
        assertThat(request.isSigned()).isTrue();
    }

    @Test
    void itHoldsWhatCameOverTheWire() {
        ReceivedRequest request = search();

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/registry/sync/search");
        assertThat(request.httpHeaders())
                .containsEntry("Authorization", "Bearer a-" + SECRET)
                .containsEntry("user-agent", "dci-sdk-java");
        assertThat(MessageSlicer.slice(request.body()).signature()).isPresent();
        request.body()[0] = 'x';
        assertThat(request.body()).startsWith("{".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void itShowsNeitherPersonsNorTokens() {
        ReceivedRequest request = search();

        assertThat(new String(request.body(), StandardCharsets.UTF_8)).contains(SECRET);
        assertThat(request.toString())
                .startsWith("ReceivedRequest[Operation[/registry/sync/search], " + request.body().length
                        + " bytes, signed, ")
                .contains(request.header().orElseThrow().messageId().orElseThrow())
                .doesNotContain(SECRET);
        assertThat(registry.requests().toString()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "[]", "{\"header\":1,\"message\":\"\"}", "{\"header\":{},\"header\":{}}"})
    void whatIsNoMessageIsKeptToo(String body) throws Exception {
        assertThat(post("/registry/sync/search", body.getBytes(StandardCharsets.UTF_8), "identity"))
                .isEqualTo(400);

        ReceivedRequest request = registry.requests().get(0);
        assertThat(request.operation()).contains(Operation.SYNC_SEARCH);
        assertThat(request.body()).isEqualTo(body.getBytes(StandardCharsets.UTF_8));
        assertThat(request.header()).isEmpty();
        assertThat(request.isSigned()).isFalse();
        assertThatThrownBy(request::search)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no message that can be read");
        assertThat(request.toString()).contains(body.length() + " bytes, not signed");
    }

    @Test
    void whatGoesElsewhereIsKeptToo() throws Exception {
        assertThat(post("/elsewhere?q=1", "{}".getBytes(StandardCharsets.UTF_8), "identity"))
                .isEqualTo(Refusal.NOT_FOUND.httpStatus());

        ReceivedRequest request = registry.requests().get(0);
        assertThat(request.operation()).isEmpty();
        assertThat(request.path()).isEqualTo("/elsewhere");
        assertThat(request.toString()).contains("unknown operation");
        assertThatThrownBy(request::pageNumber)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is no request for Operation[/registry/sync/search]");
    }

    @Test
    void compressedBodiesAreInflated() throws Exception {
        byte[] message = search().body();
        assertThat(post("/registry/sync/search", gzip(message), "gzip")).isEqualTo(200);

        assertThat(registry.requests().get(1).body()).isEqualTo(message);
    }

    @Test
    void whatIsNoBodyIsRefusedAsARegistryDoes() throws Exception {
        assertThat(post("/registry/sync/search", new byte[] {1, 2}, "gzip")).isEqualTo(400);
        assertThat(post("/registry/sync/search", new byte[] {1, 2}, "br")).isEqualTo(415);
        assertThat(post("/registry/sync/search", gzip(new byte[17 * 1024 * 1024]), "gzip"))
                .isEqualTo(413);
        assertThat(post("/registry/sync/search", new byte[17 * 1024 * 1024], "identity"))
                .isEqualTo(413);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static int post(String path, byte[] body, String encoding) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(registry.baseUrl() + path))
                .header("Content-Type", "application/json")
                .header("Content-Encoding", encoding)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
