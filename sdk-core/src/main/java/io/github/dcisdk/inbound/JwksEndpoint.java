package io.github.dcisdk.inbound;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.security.DecryptionKey;
import io.github.dcisdk.security.JwkSet;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Publishes our public keys, for those who fetch them. {@link io.github.dcisdk.registry.RegistryEndpoint} does so by itself;
 * beside another handler, serve it with {@link JdkHttpServer.Builder#handler}. Thread-safe.
 */
public final class JwksEndpoint implements InboundHandler {
    /** Where peers look for it, below the address of a system. */
    public static final String PATH = "/.well-known/jwks.json";

    private static final String CACHE = "public, max-age=300";

    private final Supplier<JwkSet> keys;

    private JwksEndpoint(Supplier<JwkSet> keys) {
        this.keys = keys;
    }

    /**
     * Publishes the keys of our side, for signatures and for encryption.
     *
     * @param dci our side
     * @return the endpoint
     */
    public static JwksEndpoint of(Dci dci) {
        JwkSet set = JwkSet.of(
                dci.ownKeys(),
                dci.decrypter().keys().stream()
                        .map(DecryptionKey::encryptionKey)
                        .toList());
        return of(() -> set);
    }

    /**
     * Publishes keys that change while the program runs.
     *
     * @param keys asked for each request; thread-safe
     * @return the endpoint
     */
    public static JwksEndpoint of(Supplier<JwkSet> keys) {
        return new JwksEndpoint(Objects.requireNonNull(keys, "keys"));
    }

    @Override
    public InboundResponse handle(InboundRequest request) {
        if (!request.method().equals("GET")) {
            return refuse(Refusal.METHOD_NOT_ALLOWED).withHeader("Allow", "GET");
        }
        byte[] body = keys.get().toJson().getBytes(StandardCharsets.UTF_8);
        return InboundResponse.json(200, body).withHeader("Cache-Control", CACHE);
    }

    @Override
    public InboundResponse refuse(Refusal refusal) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", refusal.meaning());
        return InboundResponse.json(
                refusal.httpStatus(), JsonValue.ofPlain(body).toJson().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int maxBodyBytes() {
        return 1_024;
    }

    @Override
    public String toString() {
        return "JwksEndpoint[]";
    }
}
