package io.github.dcisdk.security;

import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.transport.AddressGuard;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Reads the keys that a trust file names, in whatever form. Used once. */
final class TrustFileKeys {
    private static final String KEY_ID = "key_id";

    private final Path file;
    private final TrustFileJson json;
    private final Clock clock;
    private final Map<PublishedAt, JwksSource> before;
    private final Map<PublishedAt, JwksSource> published = new HashMap<>();

    /**
     * Whose keys stand where.
     *
     * @param senderId who publishes them
     * @param url where
     * @param inner whether the address may lead into a private network
     */
    record PublishedAt(String senderId, String url, boolean inner) {}

    TrustFileKeys(Path file, TrustFileJson json, Clock clock, Map<PublishedAt, JwksSource> before) {
        this.file = file;
        this.json = json;
        this.clock = clock;
        this.before = before;
    }

    /** The ways in which an entry gives a key. */
    private enum Form {
        PEM("pem"),
        FILE("file"),
        JWK("jwk");

        static final Set<String> MEMBERS = Set.of("pem", "file", "jwk", KEY_ID);

        private final String member;

        Form(String member) {
            this.member = member;
        }
    }

    /** How keys of one kind are read. */
    record Kind<K>(
            Function<String, K> pem, Function<Path, K> file, Function<String, K> jwk, BiFunction<K, String, K> named) {
        static final Kind<VerificationKey> VERIFICATION = new Kind<>(
                VerificationKey::pem, VerificationKey::pem, VerificationKey::jwk, VerificationKey::withKeyId);
        static final Kind<EncryptionKey> ENCRYPTION =
                new Kind<>(EncryptionKey::pem, EncryptionKey::pem, EncryptionKey::jwk, EncryptionKey::withKeyId);
    }

    List<VerificationKey> verificationKeys(JsonObject members, String pointer, String name) {
        List<VerificationKey> keys = new ArrayList<>();
        List<JsonValue> entries = json.list(members, pointer, name);
        for (int i = 0; i < entries.size(); i++) {
            key(Kind.VERIFICATION, entries.get(i), pointer + "/" + name + "/" + i)
                    .ifPresent(keys::add);
        }
        return keys;
    }

    <K> Optional<K> key(Kind<K> kind, JsonValue value, String pointer) {
        return json.object(value, pointer, Form.MEMBERS).flatMap(entry -> key(kind, entry, pointer));
    }

    private <K> Optional<K> key(Kind<K> kind, JsonObject entry, String pointer) {
        List<Form> forms = new ArrayList<>();
        for (Form form : Form.values()) {
            if (entry.get(form.member).isPresent()) {
                forms.add(form);
            }
        }
        if (forms.size() != 1) {
            json.error(pointer, "a key is given in exactly one form: pem, file or jwk");
            return Optional.empty();
        }
        Form form = forms.get(0);
        String place = pointer + "/" + form.member;
        Optional<String> given = form == Form.JWK
                ? entry.get(form.member).flatMap(JsonValue::asObject).map(JsonValue::toJson)
                : json.text(entry, pointer, form.member);
        if (given.isEmpty()) {
            if (form == Form.JWK) {
                json.error(place, "is an object, a JWK of RFC 7517");
            }
            return Optional.empty();
        }
        Optional<String> keyId = json.text(entry, pointer, KEY_ID);
        return json.built(place, () -> {
            K key =
                    switch (form) {
                        case PEM -> kind.pem().apply(given.get());
                        case FILE -> kind.file().apply(resolve(given.get()));
                        case JWK -> kind.jwk().apply(given.get());
                    };
            return keyId.map(id -> kind.named().apply(key, id)).orElse(key);
        });
    }

    /** Relative to the trust file, so that the folder can be moved as a whole. */
    private Path resolve(String name) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? Path.of(name) : folder.resolve(name);
    }

    /** The keys at an address: what was known of it before the file was read again, and one source for all its uses. */
    Optional<JwksSource> published(PublishedAt place, String pointer) {
        if (!place.url().startsWith("https://")) {
            json.error(pointer, "is an https address");
            return Optional.empty();
        }
        JwksSource known = published.getOrDefault(place, before.get(place));
        Optional<JwksSource> source = known != null ? Optional.of(known) : json.built(pointer, () -> source(place));
        source.ifPresent(found -> published.put(place, found));
        return source;
    }

    private JwksSource source(PublishedAt place) {
        JwksSource.Builder builder = JwksSource.builder(place.url()).clock(clock);
        return (place.inner() ? builder.guard(AddressGuard.PUBLIC_ONLY.allowPrivate()) : builder).build();
    }

    /** All addresses that the file names, and what is known of them. */
    Map<PublishedAt, JwksSource> published() {
        return Map.copyOf(published);
    }
}
