package io.github.dcisdk.servlet;

import io.github.dcisdk.contract.InboundServerContract;
import io.github.dcisdk.inbound.InboundHandler;
import io.github.dcisdk.inbound.ServerAdapter;
import java.net.InetSocketAddress;
import java.util.Set;

/** The servlet, in Jetty, does what every server does. */
class DciServletContractTest extends InboundServerContract {
    /** Jetty turns away what two readers could read differently, before it looks for a servlet. */
    @Override
    protected Set<Integer> statusOfPathsThatTheServerRefuses() {
        return Set.of(400);
    }

    @Override
    protected RunningServer start(InboundHandler handler, Limits limits) {
        ServerAdapter adapter = ServerAdapter.builder(handler)
                .threads(limits.threads())
                .maxWait(limits.maxWait())
                .maxBodyTime(limits.maxBodyTime())
                .build();
        JettyServer server = JettyServer.start("/", "/*", new DciServlet(adapter));
        return new RunningServer() {
            @Override
            public InetSocketAddress address() {
                return server.address();
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }
}
