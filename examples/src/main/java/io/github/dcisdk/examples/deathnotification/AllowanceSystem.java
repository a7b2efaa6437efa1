package io.github.dcisdk.examples.deathnotification;

import io.github.dcisdk.callback.CallbackEndpoint;
import io.github.dcisdk.callback.HandlerContext;
import io.github.dcisdk.callback.ReceivedEvent;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.client.RegistryClient;
import io.github.dcisdk.client.Subscription;
import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsAttributes;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.crvs.VitalEvent;
import io.github.dcisdk.examples.loopback.Database;
import io.github.dcisdk.examples.loopback.LoopbackRegistry;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.jdbc.ContentKey;
import io.github.dcisdk.jdbc.ContentKeys;
import io.github.dcisdk.jdbc.JdbcStore;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.Identifier;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.concurrent.Semaphore;

/** The system that pays allowances, as far as it talks to the civil registry. */
final class AllowanceSystem implements AutoCloseable {
    private final Allowances allowances;
    private final Semaphore events = new Semaphore(0);
    private final JdbcStore store;
    private final Dci dci;
    private final RegistryClient civil;
    private final CallbackEndpoint endpoint;
    private final JdkHttpServer server;

    AllowanceSystem(LoopbackRegistry registry, Database database, Allowances allowances) {
        this.allowances = allowances;
        this.store = JdbcStore.builder(database.source()) // in the database that has the allowances
                .encryptContents(ContentKeys.of(ContentKey.generate("only-for-this-run")))
                .install()
                .build();
        this.dci = registry.consumer().store(store).build();
        DciClient peer = registry.peer(dci).build();
        this.civil = RegistryClient.of(peer, Crvs.PROFILE);
        // snippet: handler
        this.endpoint = CallbackEndpoint.of(dci)
                .peer(peer)
                .onEvent(Crvs.PROFILE, Crvs.PERSON, VitalEvent.DEATH, "stop-allowance", this::stop)
                .build();
        // end: handler
        this.server = registry.serveConsumer(new DeliveredTwice(endpoint));
    }

    /** Asks for no more than what concerns the programme: the old-age allowance begins at 65. */
    Subscription.Status subscribe() {
        Query old = Query.where(CrvsAttributes.BIRTH_DATE).lt(LocalDate.of(1961, 1, 1));
        return civil.subscribe(Crvs.PERSON, VitalEvent.DEATH, old)
                .active()
                .join()
                .status();
    }

    /** The allowance stops in the transaction in which the event ends: once, whatever happens meanwhile. */
    // snippet: stop
    private void stop(ReceivedEvent<CrvsPerson> event, HandlerContext context) {
        Connection connection = context.unwrap(Connection.class).orElseThrow();
        for (CrvsPerson person : event.records()) {
            LocalDate lastDay =
                    person.deathDate().flatMap(date -> date.toLocalDate()).orElseThrow();
            for (Identifier number : person.identifier()) {
                number.identifierValue().ifPresent(value -> allowances.stop(connection, value, lastDay));
            }
        }
        events.release();
    }
    // end: stop

    void awaitEvents(int count) {
        events.acquireUninterruptibly(count);
    }

    @Override
    public void close() {
        server.close();
        endpoint.close();
        dci.close();
        store.close();
    }
}
