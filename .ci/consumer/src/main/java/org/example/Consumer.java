package org.example;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.crvs.CrvsClient;
import io.github.dcisdk.error.UnavailableException;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.transport.HttpTransport;
import io.github.dcisdk.transport.RetryPolicy;

/** Asks a registry that is not there, with everything on the class path that the POM of one module brings. */
public class Consumer {
    public static void main(String[] args) {
        HttpTransport transport =
                HttpTransport.builder().retry(RetryPolicy.none()).build();
        try (Dci dci = Dci.builder()
                .identity("spmis.example.gov", SigningKey.generate("key-1"))
                .transport(transport)
                .build()) {
            DciClient peer = dci.peer("crvs.example.gov")
                    .baseUrl("http://127.0.0.1:1")
                    .trust(SigningKey.generate("key-1").verificationKey())
                    .build();
            CrvsClient.of(peer).search(Query.identifier("UIN", "SYN-0001"));
        } catch (UnavailableException e) {
            System.out.println(e.errorCode().code() + ": nobody answers, as expected");
        } finally {
            transport.close();
        }
    }
}
