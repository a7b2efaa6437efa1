package io.github.dcisdk.examples.firststeps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.crvs.VitalEvent;
import io.github.dcisdk.examples.loopback.LoopbackRegistry;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.registry.SearchResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FirstStepsTest {
    @TempDir
    Path keys;

    @BeforeEach
    void makeKeys() throws Exception {
        makeKeys("spmis");
        makeKeys("crvs");
    }

    private void makeKeys(String name) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        write(name + ".pem", "PRIVATE KEY", pair.getPrivate());
        write(name + ".pub.pem", "PUBLIC KEY", pair.getPublic());
    }

    private void write(String file, String kind, Key key) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        Files.writeString(
                keys.resolve(file), "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n");
    }

    @Test
    void theSearchOfTheReadmeFindsThePersonOfTheRegistryOfTheReadme() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        try (JdkHttpServer registry =
                FirstRegistry.start(keys, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            FirstSearch.search(registry.baseUrl(), keys, new PrintStream(printed, true, StandardCharsets.UTF_8));
        }

        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines("Sophea");
    }

    @Test
    @Timeout(60)
    void theConsumerOfTheReadmeIsCalledBack() throws InterruptedException {
        BlockingQueue<String> said = new LinkedBlockingQueue<>();
        CrvsPerson sok = CrvsPerson.builder()
                .name(Name.builder().givenName("Sok").build())
                .birthDate(DciDateTime.of(LocalDate.of(1948, 2, 17)))
                .build();

        try (LoopbackRegistry registry = LoopbackRegistry.start(Crvs.PROFILE, endpoint -> endpoint.search(
                                Crvs.PERSON, (query, context) -> SearchResult.all(List.of(sok)))
                        .asynchronous());
                Dci dci = registry.consumer().build();
                FirstCallbacks consumer = new FirstCallbacks(
                        dci,
                        registry.peer(dci).build(),
                        registry.callbackAddress().socket(),
                        said::add)) {
            assertThat(said.take()).as("said by %s", consumer).isEqualTo("found: 1");
            assertThat(registry.events().publish(VitalEvent.DEATH, sok)).isOne();
            assertThat(said.take()).isEqualTo("died: Sok");
        }
    }
}
