package io.github.dcisdk.examples.tokens;

import io.github.dcisdk.auth.Authentication;
import io.github.dcisdk.auth.BearerToken;
import io.github.dcisdk.auth.ClientCertificates;
import io.github.dcisdk.auth.InboundAuthentication;
import io.github.dcisdk.auth.IssuedTokens;
import io.github.dcisdk.auth.JwtIssuer;
import io.github.dcisdk.auth.JwtTokens;
import io.github.dcisdk.auth.OAuth2;
import io.github.dcisdk.auth.PasswordLogin;
import io.github.dcisdk.auth.TokenIssuer;
import io.github.dcisdk.auth.TokenKeys;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsClient;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.error.HttpStatusException;
import io.github.dcisdk.error.TokenException;
import io.github.dcisdk.error.UnavailableException;
import io.github.dcisdk.inbound.AuditSink;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.inbound.TokenEndpoint;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.registry.RegistryEndpoint;
import io.github.dcisdk.registry.SearchHandler;
import io.github.dcisdk.security.JwkSet;
import io.github.dcisdk.security.VerificationKey;
import io.github.dcisdk.transport.HttpTransport;
import io.github.dcisdk.transport.TlsSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** How a consumer gets and sends tokens, and how a registry issues and checks them. */
final class TokensGuide {
    private TokensGuide() {}

    static CrvsClient clientCredentials(Dci dci, String baseUrl, VerificationKey registryKey, String clientSecret) {
        // snippet: client-credentials
        URI tokenUri = URI.create(baseUrl + "/oauth2/client/token");
        DciClient civil = dci.peer("crvs.example.gov")
                .baseUrl(baseUrl)
                .auth(OAuth2.clientCredentials(tokenUri, "spmis", clientSecret))
                .trust(registryKey)
                .build();
        CrvsClient crvs = CrvsClient.of(civil); // keep it: it holds the token
        // end: client-credentials
        return crvs;
    }

    static OAuth2 otherForms(OAuth2 standard) {
        // snippet: other-forms
        OAuth2 inAnotherForm = standard.scope("registry.search") // RFC 6749 section 3.3
                .parameter("audience", "https://crvs.example.gov") // whatever else the endpoint wants
                .basicAuthentication() // id and secret as HTTP Basic instead of parameters
                .parametersAsJson() // or parametersInQuery(); a form in the body by default
                .withoutBearer() // the token alone in the header, as G2P-Connect wants it
                .tokenMember("token") // where the answer has it; access_token by default
                .defaultLifetime(Duration.ofMinutes(30)); // if the answer has no expires_in
        // end: other-forms
        return inAnotherForm;
    }

    static Authentication[] notOAuth2(URI loginUri, String password, String token) {
        // snippet: not-oauth2
        Authentication login = PasswordLogin.json(loginUri, "spmis", password); // as openIMIS wants it
        Authentication fixed = BearerToken.of(token); // issued to us once and for all
        Authentication alone = BearerToken.withoutBearer(token);
        // end: not-oauth2
        return new Authentication[] {login, fixed, alone};
    }

    static HttpTransport mutualTls(Path folder, char[] password) {
        // snippet: mutual-tls
        HttpTransport transport = HttpTransport.builder()
                .tls(TlsSettings.PLATFORM
                        .clientKey(folder.resolve("spmis.p12"), password) // our key and certificate
                        .trustOnly(folder.resolve("government-ca.pem"))) // instead of the public authorities
                .build();
        // then Dci.builder().transport(transport)
        // end: mutual-tls
        return transport;
    }

    // snippet: errors
    static String search(CrvsClient crvs) {
        try {
            return crvs.search(Query.identifier("UIN", "SYN-0002")).records().size() + " found";
        } catch (TokenException e) { // the token endpoint said no; the registry was not asked
            return "no token: " + e.oauthError().orElse("HTTP " + e.httpStatus());
        } catch (HttpStatusException e) { // the registry refused the token, and a new one too
            return e.isUnauthorised() ? "not let in: check scope and registration" : e.getMessage();
        } catch (UnavailableException e) { // one of the two cannot be reached; the message says which
            return "later: " + e.getMessage();
        }
    }
    // end: errors

    static JdkHttpServer ownTokens(Dci dci, SearchHandler<CrvsPerson> people, String clientSecret) {
        // snippet: own-tokens
        TokenIssuer tokens = TokenIssuer.builder()
                .client("spmis", clientSecret, "spmis.example.gov", "registry.search") // id, secret, sender_id, scopes
                .scope("search", "registry.search") // the scope that each action needs
                .lifetime(Duration.ofMinutes(10))
                .build();
        RegistryEndpoint registry = RegistryEndpoint.of(dci, Crvs.PROFILE)
                .audit(AuditSink.log())
                .search(Crvs.PERSON, people)
                .authentication(tokens)
                .build();
        return JdkHttpServer.builder(registry)
                .handler(TokenEndpoint.PATH, TokenEndpoint.of(tokens))
                .start();
        // end: own-tokens
    }

    static JdkHttpServer certificates(
            Dci dci, SearchHandler<CrvsPerson> people, Path folder, char[] password, TokenIssuer tokens) {
        // snippet: client-certificates
        ClientCertificates certificates = ClientCertificates.NONE
                .certificate(folder.resolve("spmis.pem"), "spmis.example.gov") // exactly this one
                .subject("CN=pension, O=Ministry of Labour, C=ZZ", "pension.example.gov"); // by our own authority
        RegistryEndpoint registry = RegistryEndpoint.of(dci, Crvs.PROFILE)
                .audit(AuditSink.log())
                .search(Crvs.PERSON, people)
                .authentication(certificates.or(tokens)) // or the one alone, or certificates.and(tokens)
                .build();
        return JdkHttpServer.builder(registry)
                .tls(TlsSettings.PLATFORM
                        .clientKey(folder.resolve("crvs.p12"), password) // the server's key and certificate
                        .trustOnly(folder.resolve("government-ca.pem")) // whose certificates callers have
                        .serverContext())
                .askForCertificates() // or requireCertificates()
                .start();
        // end: client-certificates
    }

    static InboundAuthentication jwt(String keySet) {
        // snippet: jwt
        JwtTokens tokens =
                JwtTokens.of(JwtIssuer.of("https://idp.example.gov", "crvs", TokenKeys.of(JwkSet.parse(keySet)))
                        .sender("client-7", "spmis.example.gov") // the claim sub says who calls
                        .scope("search", "registry.search"));
        // end: jwt
        return tokens;
    }

    static InboundAuthentication issuedTokens(String tokenOfSpmis) {
        // snippet: issued-tokens
        IssuedTokens tokens = IssuedTokens.of(Map.of(tokenOfSpmis, "spmis.example.gov"));
        // end: issued-tokens
        return tokens;
    }
}
