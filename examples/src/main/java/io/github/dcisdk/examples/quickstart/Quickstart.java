package io.github.dcisdk.examples.quickstart;

import io.github.dcisdk.auth.OAuth2;
import io.github.dcisdk.auth.TokenIssuer;
import io.github.dcisdk.callback.CallbackEndpoint;
import io.github.dcisdk.client.AsyncSearchResult;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.client.PendingAnswer;
import io.github.dcisdk.client.SearchPage;
import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsAttributes;
import io.github.dcisdk.crvs.CrvsClient;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.examples.loopback.LoopbackAddress;
import io.github.dcisdk.inbound.AuditSink;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.inbound.TokenEndpoint;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.SexCategory;
import io.github.dcisdk.registry.RegistryEndpoint;
import io.github.dcisdk.security.DecryptionKey;
import io.github.dcisdk.security.EncryptionAlgorithm;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import java.io.PrintStream;
import java.net.URI;
import java.time.LocalDate;

/**
 * Both sides in one program: a civil registry on loopback, and a social protection system that gets a token from it and
 * searches it. Every message is signed and verified; one search travels encrypted, both ways, and one is answered later.
 */
public final class Quickstart {
    private static final String REGISTRY = "crvs.example.gov";
    private static final String CONSUMER = "spmis.example.gov";
    private static final String SECRET = "only-for-this-example-on-loopback";

    // In real life each side makes its own keys and gives the other one only the public halves.
    private final SigningKey registryKey = SigningKey.generate("registry-key");
    private final SigningKey consumerKey = SigningKey.generate("consumer-key");
    private final DecryptionKey registrySecret =
            DecryptionKey.generate(EncryptionAlgorithm.ECDH_ES_A256KW, "registry-enc");
    private final DecryptionKey consumerSecret =
            DecryptionKey.generate(EncryptionAlgorithm.ECDH_ES_A256KW, "consumer-enc");
    private final TokenIssuer tokens =
            TokenIssuer.builder().client("spmis", SECRET, CONSUMER).build();
    private final LoopbackAddress callbackAddress = LoopbackAddress.free();
    private final PrintStream out;

    private Quickstart(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        new Quickstart(out).run();
    }

    private void run() {
        try (Dci registry = registrySide();
                RegistryEndpoint endpoint = endpoint(registry);
                JdkHttpServer server = start(endpoint);
                Dci consumer = consumerSide()) {
            DciClient civil = peer(consumer, server).build();
            try (CallbackEndpoint callbacks =
                            CallbackEndpoint.of(consumer).peer(civil).build();
                    JdkHttpServer own = JdkHttpServer.builder(callbacks)
                            .address(callbackAddress.socket())
                            .start()) {
                out.println("A civil registry answers at " + server.baseUrl() + " and calls back at " + own.baseUrl());
                search(CrvsClient.of(civil));
                searchEncrypted(CrvsClient.of(peer(consumer, server)
                        .encryptFor(registrySecret.encryptionKey())
                        .build()));
                searchToBeAnsweredLater(CrvsClient.of(civil));
            }
        }
    }

    private Dci consumerSide() {
        return Dci.builder()
                .identity(CONSUMER, consumerKey)
                .decryptWith(consumerSecret)
                .callbackAddress(callbackAddress.origin() + "/dci")
                .build();
    }

    private Dci registrySide() {
        return Dci.builder()
                .identity(REGISTRY, registryKey)
                .decryptWith(registrySecret)
                .trust(TrustedSender.signing(CONSUMER, consumerKey.verificationKey())
                        .encryptFor(consumerSecret.encryptionKey())
                        .callbackOrigins(callbackAddress.origin()))
                .build();
    }

    private RegistryEndpoint endpoint(Dci registry) {
        return RegistryEndpoint.of(registry, Crvs.PROFILE)
                .search(Crvs.PERSON, People.search())
                .authentication(tokens)
                .audit(AuditSink.none())
                .asynchronous()
                .build();
    }

    /** Registry and token endpoint on one server. */
    private JdkHttpServer start(RegistryEndpoint endpoint) {
        return JdkHttpServer.builder(endpoint)
                .handler(TokenEndpoint.PATH, TokenEndpoint.of(tokens))
                .start();
    }

    private DciClient.Builder peer(Dci consumer, JdkHttpServer server) {
        URI tokens = URI.create(server.baseUrl() + TokenEndpoint.PATH);
        return consumer.peer(REGISTRY)
                .baseUrl(server.baseUrl())
                .auth(OAuth2.clientCredentials(tokens, "spmis", SECRET))
                .trust(registryKey.verificationKey());
    }

    private void search(CrvsClient crvs) {
        SearchPage<CrvsPerson> page = crvs.search(Query.identifier("UIN", "SYN-0002"));
        out.println("By number: " + page.records().size() + " of "
                + page.totalCount().orElse(0));
        page.records().forEach(person -> out.println("  " + describe(person)));

        out.println("By number of a parent, page after page:");
        for (CrvsPerson person : crvs.searchAll(Query.identifier("PARENT_UIN", "SYN-0001"))) {
            out.println("  " + describe(person));
        }
    }

    private void searchEncrypted(CrvsClient crvs) {
        out.println("Encrypted, by attributes:");
        Query query = Query.where(CrvsAttributes.BIRTH_DATE)
                .ge(LocalDate.of(2015, 1, 1))
                .and(CrvsAttributes.SEX)
                .eq(SexCategory.MALE);
        crvs.search(query).records().forEach(person -> out.println("  " + describe(person)));
    }

    /** The registry acknowledges the search at once, and calls back when it has the answer. */
    private void searchToBeAnsweredLater(CrvsClient crvs) {
        out.println("Answered later, in a callback:");
        PendingAnswer<AsyncSearchResult<CrvsPerson>> answer =
                crvs.searchAsync(Query.identifier("PARENT_UIN", "SYN-0001"));
        answer.join().records().forEach(person -> out.println("  " + describe(person)));
    }

    private static String describe(CrvsPerson person) {
        String name = person.name()
                .map(parts ->
                        parts.givenName().orElse("") + " " + parts.surname().orElse(""))
                .orElse("(no name)");
        String born = person.birthDate()
                .flatMap(date -> date.toLocalDate())
                .map(Object::toString)
                .orElse("(no date)");
        return name + ", born " + born;
    }
}
