package io.github.dcisdk.examples.registry;

import io.github.dcisdk.auth.OAuth2;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.crvs.VitalEvent;
import io.github.dcisdk.inbound.AuditSink;
import io.github.dcisdk.registry.RegistryEndpoint;
import io.github.dcisdk.registry.SearchHandler;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.security.VerificationKey;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.StoreTransaction;
import io.github.dcisdk.store.StoredTask;
import io.github.dcisdk.store.TaskQuery;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** The code that {@code docs/registry-async.md} shows. */
final class RegistryGuide {
    private RegistryGuide() {}

    static Dci ourSide(SigningKey key, DciStore store, VerificationKey spmis, String origin) {
        // snippet: trust
        return Dci.builder()
                .identity("crvs.example.gov", key)
                .store(store)
                .trust(TrustedSender.signing("spmis.example.gov", spmis)
                        .callbackOrigins(origin) // such as https://spmis.example.gov
                        .onlyEventTypes("Death"))
                .build();
        // end: trust
    }

    static RegistryEndpoint endpoint(Dci dci, SearchHandler<CrvsPerson> handler) {
        // snippet: endpoint
        return RegistryEndpoint.of(dci, Crvs.PROFILE)
                .search(Crvs.PERSON, handler) // the same for those who wait and those who are called back
                .asynchronous()
                .audit(AuditSink.log())
                .build(); // close it when the program ends
        // end: endpoint
    }

    static RegistryEndpoint.Builder authorised(RegistryEndpoint.Builder endpoint, URI tokens, String secret) {
        // snippet: authentication
        return endpoint.callbackAuthentication("spmis.example.gov", OAuth2.clientCredentials(tokens, "crvs", secret));
        // end: authentication
    }

    static int publish(RegistryEndpoint registry, CrvsPerson person) {
        // snippet: publish
        return registry.events().publish(VitalEvent.DEATH, person);
        // end: publish
    }

    static void publishWithOwnChange(RegistryEndpoint registry, DciStore store, CrvsPerson person) {
        // snippet: transaction
        try (StoreTransaction transaction = store.begin()) {
            registry.events().publish(transaction, VitalEvent.DEATH, person);
            transaction.commit();
        }
        // end: transaction
    }

    static List<StoredTask> replayAll(DciStore store, String receiver, Instant now) {
        // snippet: operate
        List<StoredTask> parked = store.tasks(TaskQuery.parked().ofPeer(receiver));
        parked.forEach(task -> store.replay(task.id(), now)); // or discard(..)
        return parked;
        // end: operate
    }
}
