package io.github.dcisdk.inbound;

import io.github.dcisdk.contract.InboundServerContract;
import java.net.InetSocketAddress;
import java.util.Set;

/** The JDK's server does what every server does. What is its own matter is in {@link JdkHttpServerTest}. */
class JdkHttpServerContractTest extends InboundServerContract {
    /** Two slashes and a name are a host without a path to the JDK's server, and nothing is served without a path. */
    @Override
    protected Set<Integer> statusOfPathsThatTheServerRefuses() {
        return Set.of(404);
    }

    @Override
    protected RunningServer start(InboundHandler handler, Limits limits) {
        JdkHttpServer server = JdkHttpServer.builder(handler)
                .threads(limits.threads())
                .maxWait(limits.maxWait())
                .maxBodyTime(limits.maxBodyTime())
                .start();
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
