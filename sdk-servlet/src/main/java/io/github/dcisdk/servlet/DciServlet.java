package io.github.dcisdk.servlet;

import io.github.dcisdk.inbound.InboundHandler;
import io.github.dcisdk.inbound.InboundResponse;
import io.github.dcisdk.inbound.ServerAdapter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves an {@link InboundHandler}, such as a {@link io.github.dcisdk.registry.RegistryEndpoint}, in a servlet container.
 * Takes requests of every method, blocks the container's thread until the answer is sent, and needs no asynchronous
 * support. Thread-safe; one instance serves one handler, and a further handler, such as a {@link
 * io.github.dcisdk.inbound.TokenEndpoint}, gets a servlet of its own.
 *
 * <p><b>Paths.</b> The handler sees the path as it was sent, neither decoded nor normalised, without query and without the
 * application's context path. What the servlet's mapping names stays in it. So an endpoint whose operations begin with
 * {@code /registry} is mapped to {@code /registry/*} or {@code /*} in whatever context, and one that is mapped to {@code
 * /civil/*} is built with {@code basePath("/civil")}. Peers are told the context path and all that follows it. A mapping of
 * {@code /registry/*} does not serve the keys at {@link io.github.dcisdk.inbound.JwksEndpoint#PATH}; map that path too, or
 * {@code /*}.
 *
 * <p><b>Limits.</b> {@link ServerAdapter} bounds the size of bodies, how long they take, and how much is worked on at once.
 * The container has to bound the rest: how many connections and threads there are, how long a connection may stay silent
 * while a request or an answer is on its way (in Jetty the idle time of a connector, in Tomcat {@code connectionTimeout}), and
 * the size of headers. What the container itself turns away, such as text that is not HTTP, it answers in its own form; its
 * error page should quote nothing of the request.
 *
 * <p><b>Filters.</b> No filter in front of this servlet may read the body, nor ask for parameters, which reads bodies that are
 * forms. If one has, the answer is HTTP 500 or a refusal of the body that is left. A filter that inflates bodies has to
 * remove {@code Content-Encoding}.
 *
 * <p>A container that makes its servlets itself needs a class without arguments: extend this one and give its constructor
 * the handler.
 */
public class DciServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(DciServlet.class);

    /** Servlets are serializable by their type; no container serializes them. */
    private final transient ServerAdapter adapter;

    /**
     * Serves a handler within the limits that {@link ServerAdapter.Builder} names.
     *
     * @param handler what answers
     */
    public DciServlet(InboundHandler handler) {
        this(ServerAdapter.of(handler));
    }

    /**
     * Serves a handler within limits of one's own.
     *
     * @param adapter the handler and its limits
     */
    public DciServlet(ServerAdapter adapter) {
        this.adapter = Objects.requireNonNull(adapter, "adapter");
    }

    /**
     * Answers a request, whatever its method. Throws nothing, so the container has no fault to show.
     *
     * @param request the request
     * @param response the answer
     */
    /** What the container has checked, where it asks for certificates (Servlet 6.0, section 3.10). */
    private static List<X509Certificate> clientCertificates(HttpServletRequest request) {
        return request.getAttribute("jakarta.servlet.request.X509Certificate") instanceof X509Certificate[] shown
                ? List.of(shown)
                : List.of();
    }

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response) {
        try {
            send(
                    adapter.answer(
                            request.getMethod(),
                            path(request),
                            headers(request),
                            clientCertificates(request),
                            request.getInputStream()),
                    !request.getMethod().equals("HEAD"),
                    response);
        } catch (IOException e) {
            // The caller is gone; nobody is left to be told.
            LOG.debug("a connection broke: {}", e.getClass().getName());
        } catch (IllegalStateException e) {
            LOG.error("the request's body or its answer is taken already; is there a filter before the servlet?");
            if (!response.isCommitted()) {
                response.reset();
                response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            }
        }
    }

    /** What a container matches by its decoded form, but was sent in another, is left as it was sent: nothing lives there. */
    private static String path(HttpServletRequest request) {
        String path = request.getRequestURI();
        String context = request.getContextPath();
        return path.startsWith(context + "/") ? path.substring(context.length()) : path;
    }

    private static Map<String, List<String>> headers(HttpServletRequest request) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name, Collections.list(request.getHeaders(name)));
        }
        return headers;
    }

    private static void send(InboundResponse answer, boolean withBody, HttpServletResponse response)
            throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.setContentLength(answer.body().length);
        if (withBody) {
            response.getOutputStream().write(answer.body());
        }
    }
}
