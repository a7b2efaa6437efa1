package io.github.dcisdk.registry;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.inbound.AuditSink;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.record.Person;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A civil registry with three invented persons, on a real socket. */
public final class TestRegistry implements AutoCloseable {
    public static final String PATH = "/registry/sync/search";
    static final String ID = "civil.example.org";
    static final String SENDER = "spmis.example.org";
    static final String OTHER_SENDER = "pension.example.org";
    static final String UNSIGNED_SENDER = "old-spmis.example.org";
    static final SigningKey OWN_KEY = SigningKey.generate("registry-key");
    static final SigningKey SENDER_KEY = SigningKey.generate("key-1");
    static final SigningKey OTHER_KEY = SigningKey.generate("key-1");
    static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    static final RecordType<Person> PERSON =
            new RecordType<>("spdci-extensions-dci:Person", Set.of("CRVSPerson"), Person.TYPE);
    static final RecordType<Person> CERTIFICATE = new RecordType<>("BirthCertificate", Set.of(), Person.TYPE);
    static final RegistryProfile PROFILE = RegistryProfile.builder("ns:org:RegistryType:Civil")
            .regTypeAliases("CRVS", "birth", "death", "marriage")
            .recordType(PERSON)
            .recordType(CERTIFICATE)
            .operation(Operation.SYNC_SEARCH)
            .build();
    static final List<Person> PEOPLE = IntStream.rangeClosed(1, 3)
            .mapToObj(n -> Person.builder()
                    .name(Name.builder().givenName("Person " + n).build())
                    .build())
            .toList();

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Dci dci;
    private final JdkHttpServer server;

    private TestRegistry(Dci dci, JdkHttpServer server) {
        this.dci = dci;
        this.server = server;
    }

    private static final SearchHandler<Person> BY_UIN = (query, context) -> SearchResult.all(
            query instanceof Query.IdentifierQuery by && by.type().equals("UIN") ? PEOPLE : List.of());

    /** Finds everybody by UIN, nobody otherwise. */
    public static TestRegistry start() {
        return start(BY_UIN);
    }

    /** The same for smaller messages only. */
    public static TestRegistry start(int maxBodyBytes) {
        return start(BY_UIN, builder -> builder.maxBodyBytes(maxBodyBytes));
    }

    static TestRegistry start(SearchHandler<Person> handler) {
        return start(handler, builder -> builder);
    }

    static TestRegistry start(SearchHandler<Person> handler, UnaryOperator<RegistryEndpoint.Builder> setUp) {
        return start(handler, setUp, TrustedSender.signing(SENDER, SENDER_KEY.verificationKey()));
    }

    static TestRegistry start(
            SearchHandler<Person> handler, UnaryOperator<RegistryEndpoint.Builder> setUp, TrustedSender sender) {
        Dci dci = dci(NOW, sender);
        RegistryEndpoint endpoint = setUp.apply(
                        // One of the senders cannot sign, and most tests are not about tokens.
                        RegistryEndpoint.of(dci, PROFILE)
                                .audit(AuditSink.none())
                                .search(PERSON, handler)
                                .admitUnsignedWithoutToken())
                .build();
        return new TestRegistry(dci, JdkHttpServer.startOnLoopback(endpoint));
    }

    static Dci dci(Instant now, TrustedSender sender) {
        return Dci.builder()
                .identity(ID, OWN_KEY)
                .clock(Clock.fixed(now, ZoneOffset.UTC))
                .trust(sender)
                .trust(TrustedSender.signing(OTHER_SENDER, OTHER_KEY.verificationKey()))
                .trust(TrustedSender.withoutSignature(UNSIGNED_SENDER))
                .build();
    }

    public JdkHttpServer server() {
        return server;
    }

    public TestAnswer post(byte[] body) {
        return send(PATH, "POST", body, "Content-Type", "application/json");
    }

    TestAnswer post(TestRequest request) {
        return post(request.signed());
    }

    TestAnswer postUnsigned(TestRequest request) {
        return post(request.header("sender_id", UNSIGNED_SENDER).unsigned());
    }

    public TestAnswer send(String path, String method, byte[] body, String... headers) {
        return send(server, path, method, body, headers);
    }

    static TestAnswer send(JdkHttpServer server, String path, String method, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.baseUrl() + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<byte[]> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new TestAnswer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        dci.close();
    }
}
