package io.github.dcisdk.examples.firststeps;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.inbound.AuditSink;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.registry.RegistryEndpoint;
import io.github.dcisdk.registry.SearchResult;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.security.VerificationKey;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/** A civil registry with one invented person. Needs the folder with the keys, and a port. */
public final class FirstRegistry {
    private FirstRegistry() {}

    /**
     * Runs the registry until the process ends.
     *
     * @param args the folder that holds {@code crvs.pem} and {@code spmis.pub.pem}, and the port to listen on
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        try (JdkHttpServer server =
                start(Path.of(args[0]), new InetSocketAddress("localhost", Integer.parseInt(args[1])))) {
            System.out.println("The registry answers at " + server.baseUrl());
            Thread.currentThread().join();
        }
    }

    static JdkHttpServer start(Path keys, InetSocketAddress address) {
        // snippet: first-registry
        VerificationKey spmis = VerificationKey.pem(keys.resolve("spmis.pub.pem"), "key-1");
        Dci dci = Dci.builder()
                .identity("crvs.example.gov", SigningKey.pem(keys.resolve("crvs.pem"), "key-1"))
                .trust(TrustedSender.signing("spmis.example.gov", spmis))
                .build();
        RegistryEndpoint registry = RegistryEndpoint.of(dci, Crvs.PROFILE)
                .audit(AuditSink.log())
                .search(Crvs.PERSON, (query, context) -> SearchResult.all(find(query)))
                .build();
        return JdkHttpServer.builder(registry).address(address).start();
        // end: first-registry
    }

    private static List<CrvsPerson> find(Query query) {
        if (query instanceof Query.IdentifierQuery byNumber && byNumber.value().equals("SYN-0002")) {
            return List.of(CrvsPerson.builder()
                    .name(Name.builder().givenName("Sophea").build())
                    .build());
        }
        return List.of();
    }
}
