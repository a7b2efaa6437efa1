package io.github.dcisdk.farmerregistry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.client.CallOptions;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.SearchOptions;
import io.github.dcisdk.inbound.AuditSink;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.registry.RegistryEndpoint;
import io.github.dcisdk.registry.SearchResult;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A consumer asks a farmer registry, over a real connection. */
class FarmerRegistryClientTest {
    private static final Query NUMBER = Query.identifier(FarmerRegistry.FARMER_ID, "SYN-0001");

    @Test
    void farmersAreFoundByTheirNumber() {
        Farmer farmer = Farmer.builder()
                .farmType(FarmType.of("2"))
                .farmDetails(List.of(FarmInfo.builder()
                        .landSize(new BigDecimal("1.50"))
                        .measurement(MeasurementUnit.HECTARE)
                        .build()))
                .build();
        SigningKey registryKey = SigningKey.generate("registry-key");
        SigningKey consumerKey = SigningKey.generate("consumer-key");
        try (Dci registry = Dci.builder()
                        .identity("farmers.example.gov", registryKey)
                        .trust(TrustedSender.signing("spmis.example.gov", consumerKey.verificationKey()))
                        .build();
                JdkHttpServer server =
                        JdkHttpServer.startOnLoopback(RegistryEndpoint.of(registry, FarmerRegistry.PROFILE)
                                .audit(AuditSink.none())
                                .search(
                                        FarmerRegistry.FARMER,
                                        (query, context) ->
                                                SearchResult.all(query.equals(NUMBER) ? List.of(farmer) : List.of()))
                                .build());
                Dci consumer =
                        Dci.builder().identity("spmis.example.gov", consumerKey).build()) {
            FarmerRegistryClient client = FarmerRegistryClient.of(consumer.peer("farmers.example.gov")
                    .baseUrl(server.baseUrl())
                    .trust(registryKey.verificationKey())
                    .build());

            assertThat(client.search(NUMBER).records()).containsExactly(farmer);
            assertThat(client.search(NUMBER, SearchOptions.DEFAULT).records()).containsExactly(farmer);
            assertThat(client.searchAll(NUMBER)).containsExactly(farmer);
            assertThat(client.searchAll(NUMBER, SearchOptions.DEFAULT)).containsExactly(farmer);
            assertThat(client.with(CallOptions.DEFAULT.callTimeout(Duration.ofMinutes(5)))
                            .future(patient -> patient.search(NUMBER))
                            .join()
                            .records())
                    .containsExactly(farmer);
            assertThat(client.search(Query.identifier(FarmerRegistry.FARMER_ID, "SYN-0002"))
                            .records())
                    .isEmpty();
            assertThat(client).hasToString("FarmerRegistryClient[" + client.registry() + "]");
        }
    }
}
