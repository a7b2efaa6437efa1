package io.github.dcisdk.auth;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.LogText;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.transport.Authorization;
import io.github.dcisdk.transport.HttpTransport;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tokens by OAuth 2.0 client credentials (RFC 6749 section 4.4). By default all parameters, the credentials among them, are
 * sent as a form in the body; each method changes one thing and gives a changed copy. Immutable; {@link #toString()}
 * shows the host only.
 *
 * <p>The token is asked for when it is first needed, over the transport of {@code Dci}: with its time limits and retries,
 * over {@code https} only (or loopback), without following redirects. It is renewed 30 s before it expires, or when a
 * fifth of its life is left if that is less; one thread at a time asks, while others use the old token or wait. When a
 * peer refuses a token with HTTP 401, a new one is fetched and the request repeated, once.
 *
 * <p>A missing, unreadable, zero or negative {@code expires_in} counts as {@link #defaultLifetime}; more than a day counts
 * as a day. An answer is at most 65,536 bytes long, a token 16,384 characters.
 */
public final class OAuth2 implements Authentication {
    private static final Set<String> OWN = Set.of("grant_type", "client_id", "client_secret", "scope");
    private static final String FORM = "application/x-www-form-urlencoded";

    private final URI tokenUri;
    private final String clientId;
    private final String clientSecret;
    private final Style style;
    private final boolean basic;
    private final Map<String, String> parameters;
    private final TokenAnswer answer;

    /** Where the parameters stand. */
    private enum Style {
        BODY,
        QUERY,
        JSON
    }

    private OAuth2(
            URI tokenUri,
            String clientId,
            String clientSecret,
            Style style,
            boolean basic,
            Map<String, String> parameters,
            TokenAnswer answer) {
        this.tokenUri = tokenUri;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.style = style;
        this.basic = basic;
        this.parameters = parameters;
        this.answer = answer;
    }

    /**
     * Asks for tokens with an id and a secret.
     *
     * @param tokenUri the token endpoint, for example {@code https://crvs.example.gov/oauth2/client/token}
     * @param clientId the id under which the peer registered us
     * @param clientSecret the secret that belongs to it
     * @return the authentication
     * @throws IllegalArgumentException if id or secret is blank
     */
    public static OAuth2 clientCredentials(URI tokenUri, String clientId, String clientSecret) {
        if (clientId.isBlank() || clientSecret.isBlank()) {
            throw new IllegalArgumentException(
                    "client credentials are an id and a secret, and neither is blank: ask the peer for them");
        }
        return new OAuth2(
                Objects.requireNonNull(tokenUri, "tokenUri"),
                clientId,
                clientSecret,
                Style.BODY,
                false,
                Map.of(),
                new TokenAnswer("access_token", true, TokenAnswer.DEFAULT_LIFETIME, List.of(clientSecret)));
    }

    /**
     * Asks for certain rights (RFC 6749 section 3.3).
     *
     * @param scopes one or more, each without spaces
     * @return a changed copy
     * @throws IllegalArgumentException if there is none, or one is blank or holds a space
     */
    public OAuth2 scope(String... scopes) {
        for (String scope : scopes) {
            if (scope.isEmpty() || scope.chars().anyMatch(Character::isWhitespace)) {
                throw new IllegalArgumentException("a scope is not blank and holds no space; give several one by one");
            }
        }
        if (scopes.length == 0) {
            throw new IllegalArgumentException("no scope is given; leave the call out to ask for none");
        }
        return with("scope", String.join(" ", scopes));
    }

    /**
     * Adds a parameter that the token endpoint wants, such as {@code audience} or {@code resource} (RFC 8707).
     *
     * @param name its name; an earlier value of the same name is replaced
     * @param value its value
     * @return a changed copy
     * @throws IllegalArgumentException if the parameter has a method of its own
     */
    public OAuth2 parameter(String name, String value) {
        if (name.isBlank() || OWN.contains(name)) {
            throw new IllegalArgumentException(
                    "parameter " + LogText.safe(name)
                            + ": id and secret are given to clientCredentials(..), scopes to scope(..), and a name is not blank");
        }
        return with(name, value);
    }

    private OAuth2 with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(parameters);
        changed.put(name, Objects.requireNonNull(value, "value"));
        return new OAuth2(tokenUri, clientId, clientSecret, style, basic, changed, answer);
    }

    /**
     * Proves who we are with HTTP Basic instead of parameters (RFC 6749 section 2.3.1).
     *
     * @return a changed copy
     */
    public OAuth2 basicAuthentication() {
        return new OAuth2(tokenUri, clientId, clientSecret, style, true, parameters, answer);
    }

    /**
     * Sends the parameters in the query of the address, as older OpenCRVS wants it. Whoever logs addresses on the other
     * side then logs the secret too, unless {@link #basicAuthentication()} is used.
     *
     * @return a changed copy
     */
    public OAuth2 parametersInQuery() {
        return new OAuth2(tokenUri, clientId, clientSecret, Style.QUERY, basic, parameters, answer);
    }

    /**
     * Sends the parameters as a JSON object, which is not RFC 6749 but met.
     *
     * @return a changed copy
     */
    public OAuth2 parametersAsJson() {
        return new OAuth2(tokenUri, clientId, clientSecret, Style.JSON, basic, parameters, answer);
    }

    /**
     * Sends the token to the peer without the word {@code Bearer} before it, as systems of the G2P-Connect kind want it.
     *
     * @return a changed copy
     */
    public OAuth2 withoutBearer() {
        return with(answer.withoutBearer());
    }

    /**
     * Names the member of the answer that holds the token.
     *
     * @param name {@code access_token} by default
     * @return a changed copy
     * @throws IllegalArgumentException if the name is blank
     */
    public OAuth2 tokenMember(String name) {
        return with(answer.withTokenMember(name));
    }

    /**
     * Says how long a token is good whose answer does not say so.
     *
     * @param lifetime from one second to one day; 5 minutes by default
     * @return a changed copy
     * @throws IllegalArgumentException if the lifetime is out of range
     */
    public OAuth2 defaultLifetime(Duration lifetime) {
        return with(answer.withDefaultLifetime(lifetime));
    }

    private OAuth2 with(TokenAnswer changed) {
        return new OAuth2(tokenUri, clientId, clientSecret, style, basic, parameters, changed);
    }

    @Override
    public Authorization bind(HttpTransport transport, Clock clock, String peerId) {
        transport.requireAddress(tokenUri);
        return new TokenSession(new TokenRequest(transport, content(), answer), clock, CallContext.of(peerId));
    }

    private TokenRequest.Content content() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("grant_type", "client_credentials");
        if (!basic) {
            all.put("client_id", clientId);
            all.put("client_secret", clientSecret);
        }
        all.putAll(parameters);
        String authorization = basic ? basicHeader() : null;
        return switch (style) {
            case BODY -> new TokenRequest.Content(tokenUri, FORM, utf8(form(all)), authorization);
            case QUERY -> new TokenRequest.Content(withQuery(form(all)), FORM, new byte[0], authorization);
            case JSON -> new TokenRequest.Content(tokenUri, "application/json", utf8(json(all)), authorization);
        };
    }

    private String basicHeader() {
        String credentials = encode(clientId) + ":" + encode(clientSecret);
        return "Basic " + Base64.getEncoder().encodeToString(utf8(credentials));
    }

    private URI withQuery(String query) {
        String address = tokenUri.toString();
        int fragment = address.indexOf('#');
        String whole = fragment < 0 ? address : address.substring(0, fragment);
        // A space is a plus sign in a form only, and not in every reader of queries.
        return URI.create(whole + (whole.contains("?") ? "&" : "?") + query.replace("+", "%20"));
    }

    static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String json(Map<String, String> members) {
        return JsonValue.ofPlain(members).toJson();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "OAuth2[" + LogText.safe(String.valueOf(tokenUri.getHost())) + "]";
    }
}
