package io.github.dcisdk.inbound;

import io.github.dcisdk.auth.TokenIssuer;
import io.github.dcisdk.auth.TokenIssuer.Decision;
import io.github.dcisdk.auth.TokenIssuer.Decision.Issued;
import io.github.dcisdk.auth.TokenIssuer.Decision.Refused;
import io.github.dcisdk.json.JsonValue;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The token endpoint of the standard, for client credentials (RFC 6749 section 4.4): takes a form by POST, the client's
 * credentials in it or in HTTP Basic, and answers in JSON. Serve it beside a registry with {@link
 * JdkHttpServer.Builder#handler}, and give the same {@link TokenIssuer} to the registry's {@code authentication(..)}. The
 * path is the server's matter. Thread-safe. Like every token endpoint it needs TLS, unless it is on loopback.
 */
public final class TokenEndpoint implements InboundHandler {
    /** Where the standard puts it. */
    public static final String PATH = "/oauth2/client/token";

    private static final int MAX_BODY_BYTES = 16_384;
    private static final String FORM = "application/x-www-form-urlencoded";

    private final TokenIssuer issuer;

    private TokenEndpoint(TokenIssuer issuer) {
        this.issuer = issuer;
    }

    /**
     * Puts an issuer on the network.
     *
     * @param issuer who decides
     * @return the endpoint
     */
    public static TokenEndpoint of(TokenIssuer issuer) {
        return new TokenEndpoint(Objects.requireNonNull(issuer, "issuer"));
    }

    /** Ends the work on a request with an error of RFC 6749 section 5.2. */
    private static final class TokenError extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient InboundResponse response;

        TokenError(InboundResponse response) {
            super("token error", null, false, false);
            this.response = response;
        }
    }

    private record Credentials(String clientId, String clientSecret) {
        @Override
        public String toString() {
            return "Credentials[redacted]";
        }
    }

    @Override
    public InboundResponse handle(InboundRequest request) {
        try {
            return answer(request);
        } catch (TokenError e) {
            return e.response;
        }
    }

    private InboundResponse answer(InboundRequest request) {
        if (!request.method().equals("POST")) {
            return error(405, "invalid_request", "a token is asked for with POST")
                    .withHeader("Allow", "POST");
        }
        String contentType = request.header("Content-Type").orElse("");
        if (!contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(FORM)) {
            return error(400, "invalid_request", "the parameters are a form in the body, of type " + FORM);
        }
        Map<String, String> form = form(new String(request.body(), StandardCharsets.UTF_8));
        Credentials credentials = credentials(request.header("Authorization"), form);
        String grantType = form.getOrDefault("grant_type", "");
        if (!grantType.equals("client_credentials")) {
            return grantType.isEmpty()
                    ? error(400, "invalid_request", "the parameter grant_type is missing")
                    : error(400, "unsupported_grant_type", "only client_credentials is supported");
        }
        List<String> scopes = Arrays.stream(form.getOrDefault("scope", "").split(" ", -1))
                .filter(scope -> !scope.isEmpty())
                .toList();
        return answer(issuer.issue(credentials.clientId(), credentials.clientSecret(), scopes));
    }

    private static InboundResponse answer(Decision decision) {
        if (decision instanceof Issued issued) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("access_token", issued.token());
            body.put("token_type", "Bearer");
            body.put("expires_in", issued.lifetime().toSeconds());
            if (!issued.scopes().isEmpty()) {
                body.put("scope", String.join(" ", issued.scopes()));
            }
            return json(200, body);
        }
        return switch (((Refused) decision).reason()) {
            case INVALID_CLIENT -> invalidClient();
            case INVALID_SCOPE -> error(400, "invalid_scope", "the client does not have this scope");
        };
    }

    /** RFC 6749 sections 2.3.1 and 3.2: a parameter, and the client's credentials, are there once. */
    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String parameter : body.split("&", -1)) {
            if (!parameter.isEmpty()) {
                String[] parts = parameter.split("=", 2);
                if (form.put(decoded(parts[0]), parts.length < 2 ? "" : decoded(parts[1])) != null) {
                    throw new TokenError(error(400, "invalid_request", "a parameter is there twice"));
                }
            }
        }
        return form;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new TokenError(error(400, "invalid_request", "a parameter is not percent-encoded as a form is"));
        }
    }

    private static Credentials credentials(Optional<String> authorization, Map<String, String> form) {
        String clientId = form.get("client_id");
        String clientSecret = form.get("client_secret");
        if (authorization.isPresent() && clientSecret != null) {
            throw new TokenError(error(400, "invalid_request", "the client proves itself in two ways at once"));
        } else if (authorization.isPresent()) {
            return basic(authorization.get());
        } else if (clientId == null || clientSecret == null) {
            throw new TokenError(invalidClient());
        }
        return new Credentials(clientId, clientSecret);
    }

    private static Credentials basic(String authorization) {
        if (!authorization.regionMatches(true, 0, "Basic ", 0, "Basic ".length())) {
            throw new TokenError(invalidClient());
        }
        String encoded = authorization.substring("Basic ".length()).strip();
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon >= 0) {
                return new Credentials(decoded(pair.substring(0, colon)), decoded(pair.substring(colon + 1)));
            }
        } catch (IllegalArgumentException e) {
            // Not Base64: the same answer as for a wrong secret.
        }
        throw new TokenError(invalidClient());
    }

    private static InboundResponse invalidClient() {
        return error(401, "invalid_client", "the client is not known, or its secret is not right")
                .withHeader("WWW-Authenticate", "Basic realm=\"token\"");
    }

    private static InboundResponse error(int status, String code, String description) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", code);
        body.put("error_description", description);
        return json(status, body);
    }

    private static InboundResponse json(int status, Map<String, Object> body) {
        return InboundResponse.json(status, JsonValue.ofPlain(body).toJson().getBytes(StandardCharsets.UTF_8))
                .withHeader("Pragma", "no-cache"); // Cache-Control: no-store is there already.
    }

    @Override
    public InboundResponse refuse(Refusal refusal) {
        return refusal.httpStatus() < 500
                ? error(refusal.httpStatus(), "invalid_request", "the request is too large or not understood")
                : error(refusal.httpStatus(), "temporarily_unavailable", "no tokens can be given now")
                        .withHeader("Retry-After", "5");
    }

    @Override
    public int maxBodyBytes() {
        return MAX_BODY_BYTES;
    }

    @Override
    public String toString() {
        return "TokenEndpoint[" + issuer + "]";
    }
}
