package io.github.dcisdk.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.dcisdk.auth.BearerToken;
import io.github.dcisdk.client.ScriptedPeer.Reply;
import io.github.dcisdk.client.ScriptedPeer.Request;
import io.github.dcisdk.error.RefusedException;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.Person;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The word {@code canary} stands for everything that must not be printed: it is in all values, on both sides. */
@Timeout(60)
@ResourceLock(Resources.SYSTEM_ERR)
class ClientSecrecyTest {
    private static final String RECORD =
            "{\"name\":{\"given_name\":\"canary\"},\"birth_date\":\"canary\",\"sex\":\"canary\","
                    + "\"canary\":{\"canary\":\"canary\"},\"identifier\":\"canary\"}";

    private static Reply reply(Request request) {
        return Reply.json(Answers.onSearch(request, Answers.succeeded(request, Answers.pagination(50, 1, 1), RECORD)));
    }

    private static Function<Request, Reply> bent(Function<String, String> change) {
        return request -> Reply.json(change.apply(new String(reply(request).body(), StandardCharsets.UTF_8)));
    }

    private static Stream<Function<Request, Reply>> failures() {
        return Stream.of(
                request -> Reply.of(200, "text/html; canary=canary", "<canary>"),
                request -> Reply.of(404, "application/json", "{\"detail\":\"canary\"}"),
                request -> Reply.of(500, "text/plain", "canary"),
                request -> Reply.of(
                        400, "application/json", "{\"error\":{\"code\":\"err.request.bad\",\"message\":\"canary\"}}"),
                request -> Reply.of(400, "application/json", "{\"error\":{\"code\":\"unknown: canary\"}}"),
                request -> new Reply(302, Map.of("Location", "https://canary.example.org/canary"), new byte[0]),
                bent(body -> body.substring(0, body.length() - 30)),
                bent(body -> body.replace("\"transaction_id\":\"", "\"transaction_id\":\"canary")),
                bent(body -> body.replace("\"reference_id\":\"", "\"reference_id\":\"canary")),
                bent(body -> body.replace(
                        "\"status\":\"succ\",\"data\"",
                        "\"status\":\"rjct\",\"status_reason_code\":\"rjct.x\","
                                + "\"status_reason_message\":\"canary\",\"data\"")),
                bent(body -> body.replace("\"status\":\"succ\",\"data\"", "\"status\":\"canary\",\"date\"")),
                bent(body -> body.replace("\"message\":{", "\"message\":{\"ciphertext\":\"canary\",")));
    }

    private static List<String> search(Function<Request, Reply> script, boolean signed) {
        List<String> shown = new ArrayList<>();
        try (Fixture fixture = new Fixture(script)) {
            DciClient.Builder builder = fixture.dci
                    .peer(Fixture.PEER)
                    .baseUrl(fixture.peer.baseUrl() + "/canary")
                    .auth(BearerToken.of("canary"));
            DciClient peer = signed
                    ? builder.trust(Fixture.PEER_KEY.verificationKey()).build()
                    : builder.acceptUnsignedAnswers().build();
            RegistryClient client = RegistryClient.of(peer, Fixture.REGISTRY);
            Query query = Query.identifier("UIN", "canary");
            SearchResults<Person> results = client.searchAll(Fixture.PERSON, query);
            Stream.of(fixture.dci, peer, client, query, results)
                    .map(Object::toString)
                    .forEach(shown::add);
            Throwable error = catchThrowable(() -> {
                SearchPage<Person> page = client.search(Fixture.PERSON, query);
                shown.add(page.toString());
                shown.add(page.records().toString());
                shown.add(page.rawAnswer().toString());
                page.findings().stream().map(Finding::toString).forEach(shown::add);
            });
            if (error != null) {
                StringWriter trace = new StringWriter();
                error.printStackTrace(new PrintWriter(trace));
                shown.add(trace.toString());
                // A refusal and a rejection keep the peer's own words, for those who ask for them.
                boolean hasWords = error instanceof RejectedException || error instanceof RefusedException;
                shown.add(hasWords ? "" : serialised(error));
            }
        }
        return shown;
    }

    private static String serialised(Throwable error) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(error);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void aSearchThatSucceedsShowsNothing() {
        try (CapturedLog log = new CapturedLog()) {
            List<String> shown = search(ClientSecrecyTest::reply, false);

            assertThat(shown).hasSizeGreaterThan(8).noneMatch(text -> text.contains("canary"));
            assertThat(log.text())
                    .contains("POST 127.0.0.1:", "Operation[/registry/sync/search] answered with")
                    .doesNotContain("canary");
        }
    }

    @Test
    void aSearchThatFailsShowsNothing() {
        for (Function<Request, Reply> failure : failures().toList()) {
            try (CapturedLog log = new CapturedLog()) {
                List<String> shown = search(failure, false);

                assertThat(String.join("\n", shown))
                        .contains("io.github.dcisdk.error.")
                        .doesNotContain("canary");
                assertThat(log.text()).contains("POST 127.0.0.1:").doesNotContain("canary");
            }
        }
    }

    @Test
    void anAnswerThatIsNotAuthenticShowsNothing() {
        try (CapturedLog log = new CapturedLog()) {
            List<String> shown = search(ClientSecrecyTest::reply, true);

            assertThat(String.join("\n", shown))
                    .contains("NotAuthenticException")
                    .doesNotContain("canary");
            assertThat(log.text()).contains("MISSING").doesNotContain("canary");
        }
    }
}
