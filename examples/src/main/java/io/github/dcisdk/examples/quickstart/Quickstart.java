package io.github.dcisdk.examples.quickstart;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.client.SearchPage;
import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsClient;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.registry.RegistryEndpoint;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.security.VerificationKey;
import java.io.PrintStream;

/**
 * Both sides in one program: a civil registry on loopback, and a social protection system that searches it. Every message
 * is signed and verified.
 */
public final class Quickstart {
    private Quickstart() {}

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        // In real life each side makes its own key and gives the other one only the public half.
        SigningKey registryKey = SigningKey.generate("registry-key");
        SigningKey consumerKey = SigningKey.generate("consumer-key");

        try (Dci registry = registrySide(registryKey, consumerKey.verificationKey());
                JdkHttpServer server = JdkHttpServer.startOnLoopback(endpoint(registry));
                Dci consumer =
                        Dci.builder().identity("spmis.example.gov", consumerKey).build()) {
            out.println("A civil registry answers at " + server.baseUrl());
            search(consumer, server.baseUrl(), registryKey.verificationKey(), out);
        }
    }

    private static Dci registrySide(SigningKey key, VerificationKey consumer) {
        return Dci.builder()
                .identity("crvs.example.gov", key)
                .trust(TrustedSender.signing("spmis.example.gov", consumer))
                .build();
    }

    private static RegistryEndpoint endpoint(Dci registry) {
        return RegistryEndpoint.of(registry, Crvs.PROFILE)
                .search(Crvs.PERSON, People.search())
                .build();
    }

    private static void search(Dci consumer, String baseUrl, VerificationKey registryKey, PrintStream out) {
        DciClient peer = consumer.peer("crvs.example.gov")
                .baseUrl(baseUrl)
                .trust(registryKey)
                .build();
        CrvsClient crvs = CrvsClient.of(peer);

        SearchPage<CrvsPerson> page = crvs.search(Query.identifier("UIN", "SYN-0002"));
        out.println("By number: " + page.records().size() + " of "
                + page.totalCount().orElse(0));
        page.records().forEach(person -> out.println("  " + describe(person)));

        out.println("By number of a parent, page after page:");
        for (CrvsPerson person : crvs.searchAll(Query.identifier("PARENT_UIN", "SYN-0001"))) {
            out.println("  " + describe(person));
        }
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
