package io.github.dcisdk.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.contract.RawClient;
import io.github.dcisdk.inbound.InboundHandler;
import io.github.dcisdk.inbound.InboundRequest;
import io.github.dcisdk.inbound.InboundResponse;
import io.github.dcisdk.inbound.Refusal;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is the servlet's own matter: how it lives in its container. */
@Timeout(60)
class DciServletTest {
    /** Answers with the path that it sees. */
    private static final class EchoPath implements InboundHandler {
        @Override
        public InboundResponse handle(InboundRequest request) {
            return InboundResponse.json(200, request.path().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public InboundResponse refuse(Refusal refusal) {
            return InboundResponse.json(refusal.httpStatus(), new byte[0]);
        }

        @Override
        public int maxBodyBytes() {
            return 100;
        }
    }

    /** As an application writes it for a container that makes its servlets itself. */
    private static final class OwnServlet extends DciServlet {
        private static final long serialVersionUID = 1L;

        OwnServlet() {
            super(new EchoPath());
        }
    }

    private static RawClient.Answer get(JettyServer server, String path) throws IOException {
        return RawClient.exchange(server.address(), RawClient.head("GET", path), new byte[0]);
    }

    @ParameterizedTest
    @CsvSource({
        "/,            /*,          /registry/search,          /registry/search",
        "/,            /registry/*, /registry/search,          /registry/search",
        "/,            /civil/*,    /civil/registry/search,    /civil/registry/search",
        "/dci,         /*,          /dci/registry/search,      /registry/search",
        "/dci,         /*,          /dci/dci/search,           /dci/search",
        "/dci,         /*,          /dci/,                     /",
        "/dci,         /civil/*,    /dci/civil/search?x=/dci/, /civil/search",
        "/dci,         /exact,      /dci/exact,                /exact",
        "/dci/v1,      /*,          /dci/v1/search,            /search"
    })
    void thePathIsWhatFollowsTheContext(String context, String mapping, String sent, String seen) throws IOException {
        try (JettyServer server = JettyServer.start(context, mapping, new OwnServlet())) {
            assertThat(get(server, sent).body()).isEqualTo(seen);
        }
    }

    @ParameterizedTest
    @CsvSource({"/%64ci/search", "/./dci/search", "/x/../dci/search", "/dci;v=1/search"})
    void aContextInAnotherFormLeadsNowhere(String sent) throws IOException {
        try (JettyServer server = JettyServer.start("/dci", "/*", new OwnServlet())) {
            RawClient.Answer answer = get(server, sent);
            if (answer.status() == 200) {
                assertThat(answer.body()).isEqualTo(sent);
            } else {
                assertThat(answer.status()).isIn(400, 404);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void afterAFilterThatTookTheBodyTheAnswerIsAnErrorWithoutAWord(boolean reader) throws IOException {
        Filter filter = (request, response, chain) -> {
            take(request, response, reader);
            chain.doFilter(request, response);
        };
        try (JettyServer server = JettyServer.start("/", "/*", new OwnServlet(), filter)) {
            RawClient.Answer answer = get(server, "/search");
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).isEmpty();
        }
    }

    private static void take(ServletRequest request, ServletResponse response, boolean reader) throws IOException {
        if (reader) {
            request.getReader();
        } else {
            response.getWriter();
        }
    }

    @Test
    void aFurtherHandlerHasAServletOfItsOwn() throws IOException {
        try (JettyServer server = JettyServer.start("/dci", "/oauth2/client/token", new DciServlet(new EchoPath()))) {
            assertThat(get(server, "/dci/oauth2/client/token").body()).isEqualTo("/oauth2/client/token");
            assertThat(get(server, "/dci/registry/search").status()).isEqualTo(404);
        }
    }
}
