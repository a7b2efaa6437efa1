package io.github.dcisdk.examples.firststeps;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.crvs.CrvsClient;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.VerificationKey;
import java.io.PrintStream;
import java.nio.file.Path;

/** Searches a civil registry. Needs its address and the folder with the keys. */
public final class FirstSearch {
    private FirstSearch() {}

    /**
     * Runs the search.
     *
     * @param args the registry's base URL, and the folder that holds {@code spmis.pem} and {@code crvs.pub.pem}
     */
    public static void main(String[] args) {
        search(args[0], Path.of(args[1]), System.out);
    }

    static void search(String baseUrl, Path keys, PrintStream out) {
        // snippet: first-search
        try (Dci dci = Dci.builder()
                .identity("spmis.example.gov", SigningKey.pem(keys.resolve("spmis.pem"), "key-1"))
                .build()) {
            DciClient civil = dci.peer("crvs.example.gov")
                    .baseUrl(baseUrl)
                    .trust(VerificationKey.pem(keys.resolve("crvs.pub.pem"), "key-1"))
                    .build();
            for (CrvsPerson person : CrvsClient.of(civil).searchAll(Query.identifier("UIN", "SYN-0002"))) {
                out.println(person.name().flatMap(name -> name.givenName()).orElse("(no name)"));
            }
        }
        // end: first-search
    }
}
