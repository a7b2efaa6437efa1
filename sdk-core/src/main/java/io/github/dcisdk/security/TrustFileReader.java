package io.github.dcisdk.security;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonArray;
import io.github.dcisdk.json.JsonValue.JsonBoolean;
import io.github.dcisdk.json.JsonValue.JsonObject;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads a trust file and collects everything that is wrong with it. Used once. */
final class TrustFileReader {
    private static final String SENDER_ID = "sender_id";
    private static final String KEYS = "keys";
    private static final String JWKS_URL = "jwks_url";
    private static final String WITHOUT_SIGNATURE = "without_signature";
    private static final String SCHEMES = "signature_schemes";
    private static final String ACTIONS = "actions";
    private static final String REG_TYPES = "reg_types";
    private static final String KEY_ID = "key_id";

    private final Path file;
    private final List<String> errors = new ArrayList<>();

    TrustFileReader(Path file) {
        this.file = file;
    }

    /**
     * Reads the senders.
     *
     * @throws IllegalArgumentException if anything is wrong; the message names every place
     */
    List<TrustedSender> read(byte[] bytes) {
        List<TrustedSender> senders = new ArrayList<>();
        JsonValue json;
        try {
            // What has no canonical form, such as a member that stands there twice, could be read in two ways.
            CanonicalJson.write(JsonSlice.of(bytes));
            json = Json.parse(bytes);
        } catch (MalformedMessageException e) {
            throw new IllegalArgumentException(file + " is not JSON that every reader reads alike: " + e.detail());
        }
        object(json, "", Set.of("senders")).ifPresent(top -> {
            Set<String> ids = new HashSet<>();
            List<JsonValue> entries = list(top, "", "senders");
            if (entries.isEmpty()) {
                error("/senders", "at least one sender is needed");
            }
            for (int i = 0; i < entries.size(); i++) {
                String pointer = "/senders/" + i;
                sender(entries.get(i), pointer).ifPresent(sender -> {
                    if (!ids.add(sender.senderId())) {
                        error(pointer + "/" + SENDER_ID, "a sender before has the same; put the keys into one entry");
                    }
                    senders.add(sender);
                });
            }
        });
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(file + ": " + String.join("; ", errors));
        }
        return senders;
    }

    private Optional<TrustedSender> sender(JsonValue value, String pointer) {
        int before = errors.size();
        Optional<JsonObject> entry = object(
                value, pointer, Set.of(SENDER_ID, KEYS, JWKS_URL, WITHOUT_SIGNATURE, SCHEMES, ACTIONS, REG_TYPES));
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        JsonObject members = entry.get();
        String senderId = text(members, pointer, SENDER_ID).orElse("");
        if (senderId.isBlank()) {
            error(pointer + "/" + SENDER_ID, "missing or blank");
        }
        Proof proof = proof(members, pointer);
        List<SignatureScheme> schemes = schemes(members, pointer);
        String[] actions = texts(members, pointer, ACTIONS);
        String[] regTypes = texts(members, pointer, REG_TYPES);
        if (errors.size() > before) {
            return Optional.empty();
        }
        return built(pointer, () -> {
            TrustedSender sender = proof.of(senderId);
            sender = schemes.isEmpty() ? sender : sender.withSchemes(schemes.toArray(SignatureScheme[]::new));
            sender.requireUsable();
            sender = actions.length == 0 ? sender : sender.onlyActions(actions);
            return regTypes.length == 0 ? sender : sender.onlyRegTypes(regTypes);
        });
    }

    /** What proves a sender's messages; nothing, where both parts are empty. */
    private record Proof(List<VerificationKey> keys, Optional<KeySource> published) {
        TrustedSender of(String senderId) {
            if (published.isPresent()) {
                return TrustedSender.signing(senderId, published.get());
            }
            return keys.isEmpty()
                    ? TrustedSender.withoutSignature(senderId)
                    : TrustedSender.signing(senderId, keys.toArray(VerificationKey[]::new));
        }
    }

    private Proof proof(JsonObject members, String pointer) {
        int before = errors.size();
        Optional<JsonValue> unsigned = members.get(WITHOUT_SIGNATURE);
        if (unsigned.isPresent() && !(unsigned.get() instanceof JsonBoolean flag && flag.value())) {
            error(pointer + "/" + WITHOUT_SIGNATURE, "is true or left out");
        }
        List<VerificationKey> keys = keys(members, pointer);
        Optional<KeySource> published =
                text(members, pointer, JWKS_URL).flatMap(url -> published(url, pointer + "/" + JWKS_URL));
        int ways = (unsigned.isPresent() ? 1 : 0)
                + (keys.isEmpty() ? 0 : 1)
                + (members.get(JWKS_URL).isPresent() ? 1 : 0);
        if (ways != 1 && errors.size() == before) {
            error(
                    pointer,
                    ways == 0
                            ? "has no keys: give at least one, or a " + JWKS_URL + ", or say \"" + WITHOUT_SIGNATURE
                                    + "\": true of a sender that cannot sign"
                            : "is one of three: with " + KEYS + ", with a " + JWKS_URL + ", or " + WITHOUT_SIGNATURE
                                    + "; leave the others out");
        }
        return new Proof(keys, published);
    }

    private Optional<KeySource> published(String url, String pointer) {
        if (!url.startsWith("https://")) {
            error(pointer, "is an https address");
            return Optional.empty();
        }
        return built(pointer, () -> JwksSource.at(url));
    }

    private List<VerificationKey> keys(JsonObject members, String pointer) {
        List<VerificationKey> keys = new ArrayList<>();
        List<JsonValue> entries = list(members, pointer, KEYS);
        for (int i = 0; i < entries.size(); i++) {
            String place = pointer + "/" + KEYS + "/" + i;
            object(entries.get(i), place, KeyForm.MEMBERS)
                    .flatMap(entry -> key(entry, place))
                    .ifPresent(keys::add);
        }
        return keys;
    }

    /** The ways in which an entry gives a key. */
    private enum KeyForm {
        PEM("pem"),
        FILE("file"),
        JWK("jwk");

        static final Set<String> MEMBERS = Set.of("pem", "file", "jwk", KEY_ID);

        private final String member;

        KeyForm(String member) {
            this.member = member;
        }
    }

    private Optional<VerificationKey> key(JsonObject entry, String pointer) {
        List<KeyForm> forms = new ArrayList<>();
        for (KeyForm form : KeyForm.values()) {
            if (entry.get(form.member).isPresent()) {
                forms.add(form);
            }
        }
        if (forms.size() != 1) {
            error(pointer, "a key is given in exactly one form: pem, file or jwk");
            return Optional.empty();
        }
        KeyForm form = forms.get(0);
        String place = pointer + "/" + form.member;
        Optional<String> given = form == KeyForm.JWK
                ? entry.get(form.member).flatMap(JsonValue::asObject).map(JsonValue::toJson)
                : text(entry, pointer, form.member);
        if (given.isEmpty()) {
            if (form == KeyForm.JWK) {
                error(place, "is an object, a JWK of RFC 7517");
            }
            return Optional.empty();
        }
        Optional<String> keyId = text(entry, pointer, KEY_ID);
        return built(place, () -> {
            VerificationKey key =
                    switch (form) {
                        case PEM -> VerificationKey.pem(given.get());
                        case FILE -> VerificationKey.pem(resolve(given.get()));
                        case JWK -> VerificationKey.jwk(given.get());
                    };
            return keyId.map(key::withKeyId).orElse(key);
        });
    }

    /** Relative to the trust file, so that the folder can be moved as a whole. */
    private Path resolve(String name) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? Path.of(name) : folder.resolve(name);
    }

    private List<SignatureScheme> schemes(JsonObject members, String pointer) {
        List<SignatureScheme> schemes = new ArrayList<>();
        String[] names = texts(members, pointer, SCHEMES);
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            Optional<SignatureScheme> scheme = SignatureSchemes.ALL.stream()
                    .filter(known -> known.name().equals(name))
                    .findFirst();
            if (scheme.isEmpty()) {
                error(
                        pointer + "/" + SCHEMES + "/" + i,
                        "no such scheme; there are "
                                + SignatureSchemes.ALL.stream()
                                        .map(SignatureScheme::name)
                                        .collect(Collectors.joining(", ")));
            }
            scheme.ifPresent(schemes::add);
        }
        return schemes;
    }

    private Optional<JsonObject> object(JsonValue value, String pointer, Set<String> known) {
        Optional<JsonObject> object = value.asObject();
        if (object.isEmpty()) {
            error(pointer, "is an object");
        }
        object.ifPresent(members -> members.members().keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> error(
                        pointer + "/" + LogText.safe(name), "no such member; there are " + new TreeSet<>(known))));
        return object;
    }

    private List<JsonValue> list(JsonObject members, String pointer, String name) {
        Optional<JsonValue> value = members.get(name);
        if (value.isPresent() && !(value.get() instanceof JsonArray)) {
            error(pointer + "/" + name, "is a list");
        }
        return value.filter(JsonArray.class::isInstance)
                .map(array -> ((JsonArray) array).items())
                .orElse(List.of());
    }

    private String[] texts(JsonObject members, String pointer, String name) {
        List<JsonValue> values = list(members, pointer, name);
        if (values.isEmpty()
                && members.get(name).filter(JsonArray.class::isInstance).isPresent()) {
            error(pointer + "/" + name, "an empty list would allow nothing; leave it out to allow all");
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Optional<String> text = values.get(i).asString().filter(it -> !it.isBlank());
            if (text.isEmpty()) {
                error(pointer + "/" + name + "/" + i, "is a text");
            }
            text.ifPresent(texts::add);
        }
        return texts.toArray(String[]::new);
    }

    private Optional<String> text(JsonObject members, String pointer, String name) {
        Optional<JsonValue> value = members.get(name);
        Optional<String> text = value.flatMap(JsonValue::asString);
        if (value.isPresent() && text.isEmpty()) {
            error(pointer + "/" + name, "is a text");
        }
        return text;
    }

    /** What the classes of this package refuse, with the place where it stands in the file. */
    private <T> Optional<T> built(String pointer, Supplier<T> builder) {
        try {
            return Optional.of(builder.get());
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
            error(pointer, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void error(String pointer, String what) {
        errors.add((pointer.isEmpty() ? "the file" : pointer) + ": " + what);
    }
}
