package io.github.dcisdk.examples.firststeps;

import io.github.dcisdk.callback.CallbackEndpoint;
import io.github.dcisdk.client.AsyncSearchResult;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsAttributes;
import io.github.dcisdk.crvs.CrvsClient;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.crvs.VitalEvent;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.message.Query;
import java.net.InetSocketAddress;
import java.time.LocalDate;
import java.util.function.Consumer;

/** Is called back by a civil registry: with the answer to a search, and with deaths. Needs a callback address. */
final class FirstCallbacks implements AutoCloseable {
    private final CallbackEndpoint endpoint;
    private final JdkHttpServer server;
    private final Consumer<String> out;

    FirstCallbacks(Dci dci, DciClient civil, InetSocketAddress address, Consumer<String> out) {
        this.out = out;
        // snippet: first-callbacks
        endpoint = CallbackEndpoint.of(dci)
                .peer(civil)
                .onEvent(
                        Crvs.PROFILE,
                        Crvs.PERSON,
                        VitalEvent.DEATH,
                        "stop-allowance",
                        (event, context) -> event.records().forEach(this::stopAllowance))
                .build();
        server = JdkHttpServer.builder(endpoint).address(address).start();

        CrvsClient crvs = CrvsClient.of(civil);
        Query old = Query.where(CrvsAttributes.BIRTH_DATE).lt(LocalDate.of(1961, 1, 1));
        crvs.subscribe(VitalEvent.DEATH, old).active().join();
        AsyncSearchResult<CrvsPerson> found = crvs.searchAsync(old).join(); // or page by page, to a handler
        // end: first-callbacks
        out.accept("found: " + found.records().size());
    }

    private void stopAllowance(CrvsPerson person) {
        out.accept("died: " + person.name().flatMap(name -> name.givenName()).orElse("(no name)"));
    }

    @Override
    public void close() {
        server.close();
        endpoint.close();
    }
}
