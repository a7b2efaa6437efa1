package io.github.dcisdk.examples.servlet;

import io.github.dcisdk.registry.RegistryEndpoint;
import io.github.dcisdk.servlet.DciServlet;
import java.net.InetSocketAddress;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;

/** How a registry is served in a servlet container, here an embedded Jetty. */
final class ServletGuide {
    private ServletGuide() {}

    static Server serve(RegistryEndpoint registry, InetSocketAddress address) throws Exception {
        // snippet: servlet
        ServletContextHandler application = new ServletContextHandler("/civil");
        application.addServlet(new ServletHolder(new DciServlet(registry)), "/*");
        Server server = new Server(address);
        server.setHandler(application);
        server.setErrorHandler((request, response, callback) -> { // Jetty's own page quotes the request
            callback.succeeded();
            return true;
        });
        server.start();
        // end: servlet
        return server;
    }
}
