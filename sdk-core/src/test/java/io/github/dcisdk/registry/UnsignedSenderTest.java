package io.github.dcisdk.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.auth.InboundAuthentication;
import io.github.dcisdk.auth.InboundAuthentication.Caller;
import io.github.dcisdk.auth.IssuedTokens;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.inbound.AuditSink;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.inbound.Refusal;
import io.github.dcisdk.security.TrustedSender;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A sender that cannot sign is believed only where something else says who calls. */
@Timeout(60)
class UnsignedSenderTest {
    private static final String SENDER = TestRegistry.UNSIGNED_SENDER;
    private static final byte[] UNSIGNED =
            TestRequest.search().header("sender_id", SENDER).unsigned();

    private final Dci dci = TestRegistry.dci(
            TestRegistry.NOW, TrustedSender.signing(TestRegistry.SENDER, TestRegistry.SENDER_KEY.verificationKey()));

    @AfterEach
    void close() {
        dci.close();
    }

    private RegistryEndpoint.Builder endpoint() {
        return RegistryEndpoint.of(dci, TestRegistry.PROFILE)
                .audit(AuditSink.none())
                .search(TestRegistry.PERSON, (query, context) -> SearchResult.all(TestRegistry.PEOPLE));
    }

    private static TestAnswer send(RegistryEndpoint endpoint, String authorization) {
        try (JdkHttpServer server = JdkHttpServer.startOnLoopback(endpoint)) {
            return TestRegistry.send(
                    server,
                    TestRegistry.PATH,
                    "POST",
                    UNSIGNED,
                    "Content-Type",
                    "application/json",
                    "Authorization",
                    authorization);
        }
    }

    @Test
    void anEndpointThatAsksForNeitherSignatureNorTokenIsNotBuilt() {
        assertThat(dci.trustsUnsignedSenders()).isTrue();
        assertThatThrownBy(() -> endpoint().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("anybody", "authentication(..)", "admitUnsignedWithoutToken()");
        assertThatThrownBy(() -> endpoint()
                        .authentication(InboundAuthentication.bySignatureOnly())
                        .build())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whereEverybodySignsNoTokenIsNeeded() {
        try (Dci signing = Dci.builder()
                .identity(TestRegistry.ID, TestRegistry.OWN_KEY)
                .trust(TrustedSender.signing(TestRegistry.SENDER, TestRegistry.SENDER_KEY.verificationKey()))
                .build()) {
            assertThat(signing.trustsUnsignedSenders()).isFalse();
            assertThat(RegistryEndpoint.of(signing, TestRegistry.PROFILE)
                            .audit(AuditSink.none())
                            .search(TestRegistry.PERSON, (query, context) -> SearchResult.all(TestRegistry.PEOPLE))
                            .build())
                    .isNotNull();
        }
    }

    @Test
    void itsTokenSaysWhoCalls() {
        RegistryEndpoint endpoint = endpoint()
                .authentication(IssuedTokens.of(Map.of("its-token", SENDER, "other-token", TestRegistry.SENDER)))
                .build();

        send(endpoint, "Bearer its-token").answered();
        send(endpoint, "Bearer other-token").refusedWith(Refusal.SENDER_INVALID);
        send(endpoint, "Bearer no-token").refusedWith(Refusal.TOKEN_INVALID);
    }

    @Test
    void aCheckThatNamesNobodyDoesNotSayWhoCalls() {
        RegistryEndpoint endpoint =
                endpoint().authentication(authorization -> Caller.admitted()).build();

        send(endpoint, "Bearer x").refusedWith(Refusal.SIGNATURE_MISSING);
    }

    @Test
    void itIsAnsweredWithoutTokenIfTheRegistrySaysSoAloud() {
        send(endpoint().admitUnsignedWithoutToken().build(), "Bearer x").answered();
    }
}
