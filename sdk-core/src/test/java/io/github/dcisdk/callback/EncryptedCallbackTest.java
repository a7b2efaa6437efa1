package io.github.dcisdk.callback;

import static io.github.dcisdk.callback.World.OWN;
import static io.github.dcisdk.callback.World.PEER;
import static io.github.dcisdk.callback.World.PERSON;
import static io.github.dcisdk.callback.World.QUERY;
import static io.github.dcisdk.callback.World.REGISTRY;
import static io.github.dcisdk.callback.World.names;
import static io.github.dcisdk.callback.World.onSearch;
import static io.github.dcisdk.callback.World.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.client.AsyncSearchResult;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.client.PendingAnswer;
import io.github.dcisdk.client.RegistryClient;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.record.Person;
import io.github.dcisdk.security.DecryptionKey;
import io.github.dcisdk.security.EncryptionAlgorithm;
import io.github.dcisdk.security.MessageEncrypter;
import io.github.dcisdk.transaction.Transaction;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests that are sent encrypted, and callbacks that have to come so. */
@Timeout(60)
class EncryptedCallbackTest {
    private static final DecryptionKey OWN_KEY = DecryptionKey.generate(EncryptionAlgorithm.ECDH_ES_A256KW, "enc-1");
    private static final DecryptionKey PEER_KEY = DecryptionKey.generate(EncryptionAlgorithm.ECDH_ES_A256KW, "enc-2");

    @Test
    void whatIsAskedInSecretIsAnsweredInSecretAlsoLater() {
        try (World world = new World();
                Dci dci = Dci.builder()
                        .identity(OWN, World.OWN_KEY)
                        .clock(world.clock)
                        .store(world.memory)
                        .executor(Runnable::run)
                        .decryptWith(OWN_KEY)
                        .callbackAddress("https://spmis.example.org/dci")
                        .build()) {
            DciClient peer = dci.peer(PEER)
                    .baseUrl(world.registryUrl())
                    .trust(World.PEER_KEY.verificationKey())
                    .encryptFor(PEER_KEY.encryptionKey())
                    .build();
            try (CallbackEndpoint endpoint =
                            CallbackEndpoint.of(dci).peer(peer).withoutThreads().build();
                    JdkHttpServer server = JdkHttpServer.startOnLoopback(endpoint)) {
                PendingAnswer<AsyncSearchResult<Person>> later =
                        RegistryClient.of(peer, REGISTRY).searchAsync(PERSON, QUERY);
                assertThat(world.request().message().has("ciphertext")).isTrue();

                // The peer reads the request with its key; a test knows what stands in it.
                String reference = kept(world, later.transactionId());
                World.Callback clear = onSearch(later.transactionId(), page(reference, 1, 1, 1, 1));
                world.postSigned(server.baseUrl() + "/dci", clear).refused(400, "err.encryption.invalid");
                JsonSlice secret = MessageEncrypter.encrypt(
                        OWN_KEY.encryptionKey(),
                        JsonSlice.of(clear.message().getBytes(StandardCharsets.UTF_8)),
                        PEER,
                        OWN);
                World.Callback encrypted = new World.Callback(
                        PEER,
                        World.PEER_KEY,
                        "",
                        "application/json",
                        clear.header("{", "{\"is_msg_encrypted\":true,").header(),
                        new String(secret.toByteArray(), StandardCharsets.UTF_8));
                world.postSigned(server.baseUrl() + "/dci", encrypted).acknowledged();
                endpoint.runDue();

                assertThat(names(later.join().records())).containsExactly("Person 1");
            }
        }
    }

    private static String kept(World world, String transactionId) {
        return Transaction.of(
                        world.memory.state(Transaction.key(PEER, transactionId)).orElseThrow())
                .items()
                .keySet()
                .iterator()
                .next();
    }
}
