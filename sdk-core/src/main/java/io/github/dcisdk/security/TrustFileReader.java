package io.github.dcisdk.security;

import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.security.TrustFileKeys.Kind;
import io.github.dcisdk.security.TrustFileKeys.PublishedAt;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Reads a trust file and collects everything that is wrong with it. Used once. */
final class TrustFileReader {
    private static final String SENDER_ID = "sender_id";
    private static final String KEYS = "keys";
    private static final String JWKS_URL = "jwks_url";
    private static final String WITHOUT_SIGNATURE = "without_signature";
    private static final String SCHEMES = "signature_schemes";
    private static final String ENCRYPTION = "encryption";
    private static final String ENCRYPTION_KEY = "encryption_key";
    private static final String ENCRYPTION_JWKS_URL = "encryption_jwks_url";
    private static final String ANY_CALLBACK_ADDRESS = "any_callback_address";
    private static final String PRIVATE_ADDRESSES = "private_addresses";

    private static final List<ListMember> LISTS = List.of(
            new ListMember("actions", TrustedSender::onlyActions),
            new ListMember("reg_types", TrustedSender::onlyRegTypes),
            new ListMember("event_types", TrustedSender::onlyEventTypes),
            new ListMember("callback_origins", TrustedSender::callbackOrigins),
            new ListMember("callback_origins_in_clear_text", TrustedSender::callbackOriginsInClearText));

    private static final Set<String> MEMBERS = members();

    private final Path file;
    private final TrustFileJson json = new TrustFileJson();
    private final TrustFileKeys keys;

    /** A list of texts, and what it does to an entry. */
    private record ListMember(String name, BiFunction<TrustedSender, String[], TrustedSender> change) {}

    private static Set<String> members() {
        Set<String> members = new HashSet<>(Set.of(
                SENDER_ID,
                KEYS,
                JWKS_URL,
                WITHOUT_SIGNATURE,
                SCHEMES,
                ENCRYPTION,
                ENCRYPTION_KEY,
                ENCRYPTION_JWKS_URL,
                ANY_CALLBACK_ADDRESS,
                PRIVATE_ADDRESSES));
        LISTS.forEach(list -> members.add(list.name()));
        return Set.copyOf(members);
    }

    /**
     * Begins to read.
     *
     * @param file where the file is
     * @param clock the time by which published keys grow old
     * @param before published keys that are known already
     */
    TrustFileReader(Path file, Clock clock, Map<PublishedAt, JwksSource> before) {
        this.file = file;
        this.keys = new TrustFileKeys(file, json, clock, before);
    }

    /**
     * What a trust file says.
     *
     * @param senders its entries
     * @param published the published keys that it names
     */
    record Content(List<TrustedSender> senders, Map<PublishedAt, JwksSource> published) {}

    /**
     * Reads the senders.
     *
     * @throws IllegalArgumentException if anything is wrong; the message names every place
     */
    Content read(byte[] bytes) {
        List<TrustedSender> senders = new ArrayList<>();
        JsonValue value;
        try {
            // What has no canonical form, such as a member that stands there twice, could be read in two ways.
            CanonicalJson.write(JsonSlice.of(bytes));
            value = Json.parse(bytes);
        } catch (MalformedMessageException e) {
            throw new IllegalArgumentException(file + " is not JSON that every reader reads alike: " + e.detail());
        }
        json.object(value, "", Set.of("senders")).ifPresent(top -> {
            Set<String> ids = new HashSet<>();
            List<JsonValue> entries = json.list(top, "", "senders");
            if (entries.isEmpty()) {
                json.error("/senders", "at least one sender is needed");
            }
            for (int i = 0; i < entries.size(); i++) {
                String pointer = "/senders/" + i;
                sender(entries.get(i), pointer).ifPresent(sender -> {
                    if (!ids.add(sender.senderId())) {
                        json.error(
                                pointer + "/" + SENDER_ID, "a sender before has the same; put the keys into one entry");
                    }
                    senders.add(sender);
                });
            }
        });
        if (!json.errors().isEmpty()) {
            throw new IllegalArgumentException(file + ": " + String.join("; ", json.errors()));
        }
        return new Content(senders, keys.published());
    }

    private Optional<TrustedSender> sender(JsonValue value, String pointer) {
        int before = json.errors().size();
        Optional<JsonObject> entry = json.object(value, pointer, MEMBERS);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        JsonObject members = entry.get();
        String senderId = json.text(members, pointer, SENDER_ID).orElse("");
        if (senderId.isBlank()) {
            json.error(pointer + "/" + SENDER_ID, "missing or blank");
        }
        TrustedSender sender = proven(senderId, members, pointer);
        sender = withSchemes(sender, members, pointer, json.errors().size() == before);
        sender = withLists(sender, members, pointer);
        sender = withFlags(sender, members, pointer);
        sender = withEncryption(sender, members, pointer);
        return json.errors().size() == before ? Optional.of(sender) : Optional.empty();
    }

    /** The entry with what proves its messages. Without that there is one all the same, so that the rest is looked at. */
    private TrustedSender proven(String senderId, JsonObject members, String pointer) {
        int before = json.errors().size();
        boolean unsigned = json.flag(members, pointer, WITHOUT_SIGNATURE);
        List<VerificationKey> own = keys.verificationKeys(members, pointer, KEYS);
        Optional<JwksSource> published = published(senderId, members, pointer, JWKS_URL);
        int ways = (unsigned ? 1 : 0)
                + (own.isEmpty() ? 0 : 1)
                + (members.get(JWKS_URL).isPresent() ? 1 : 0);
        if (ways != 1 && json.errors().size() == before) {
            json.error(
                    pointer,
                    ways == 0
                            ? "has no keys: give at least one, or a " + JWKS_URL + ", or say \"" + WITHOUT_SIGNATURE
                                    + "\": true of a sender that cannot sign"
                            : "is one of three: with " + KEYS + ", with a " + JWKS_URL + ", or " + WITHOUT_SIGNATURE
                                    + "; leave the others out");
        }
        String id = senderId.isBlank() ? "?" : senderId;
        Optional<TrustedSender> proven = json.errors().size() > before || unsigned
                ? Optional.empty()
                : json.built(
                        pointer,
                        () -> published.isPresent()
                                ? TrustedSender.signing(id, published.get())
                                : TrustedSender.signing(id, own.toArray(VerificationKey[]::new)));
        return proven.orElseGet(() -> TrustedSender.withoutSignature(id));
    }

    private Optional<JwksSource> published(String senderId, JsonObject members, String pointer, String name) {
        boolean inner = members.get(PRIVATE_ADDRESSES).isPresent();
        return json.text(members, pointer, name)
                .flatMap(url -> keys.published(new PublishedAt(senderId, url, inner), pointer + "/" + name));
    }

    private TrustedSender withSchemes(TrustedSender sender, JsonObject members, String pointer, boolean proven) {
        int before = json.errors().size();
        SignatureScheme[] schemes = schemes(members, pointer).toArray(SignatureScheme[]::new);
        if (!proven || json.errors().size() > before) {
            return sender;
        }
        return json.built(pointer, () -> {
                    TrustedSender signing = schemes.length == 0 ? sender : sender.withSchemes(schemes);
                    signing.requireUsable();
                    return signing;
                })
                .orElse(sender);
    }

    private List<SignatureScheme> schemes(JsonObject members, String pointer) {
        List<SignatureScheme> schemes = new ArrayList<>();
        String[] names = json.texts(members, pointer, SCHEMES);
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            Optional<SignatureScheme> scheme = SignatureSchemes.ALL.stream()
                    .filter(known -> known.name().equals(name))
                    .findFirst();
            if (scheme.isEmpty()) {
                json.error(
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

    private TrustedSender withLists(TrustedSender sender, JsonObject members, String pointer) {
        TrustedSender changed = sender;
        for (ListMember list : LISTS) {
            TrustedSender entry = changed;
            String[] texts = json.texts(members, pointer, list.name());
            if (texts.length > 0) {
                changed = json.built(
                                pointer + "/" + list.name(), () -> list.change().apply(entry, texts))
                        .orElse(entry);
            }
        }
        return changed;
    }

    private TrustedSender withFlags(TrustedSender sender, JsonObject members, String pointer) {
        TrustedSender changed =
                json.flag(members, pointer, ANY_CALLBACK_ADDRESS) ? sender.anyCallbackAddress() : sender;
        return json.flag(members, pointer, PRIVATE_ADDRESSES) ? changed.allowPrivateCallbacks() : changed;
    }

    private TrustedSender withEncryption(TrustedSender sender, JsonObject members, String pointer) {
        Optional<String> policy = json.text(members, pointer, ENCRYPTION);
        Optional<EncryptionPolicy> known = policy.flatMap(name -> Arrays.stream(EncryptionPolicy.values())
                .filter(value -> text(value).equals(name))
                .findFirst());
        if (policy.isPresent() && known.isEmpty()) {
            json.error(
                    pointer + "/" + ENCRYPTION,
                    "is one of "
                            + Arrays.stream(EncryptionPolicy.values())
                                    .map(TrustFileReader::text)
                                    .toList());
        }
        if (members.get(ENCRYPTION_KEY).isPresent()
                && members.get(ENCRYPTION_JWKS_URL).isPresent()) {
            json.error(pointer, "has an " + ENCRYPTION_KEY + " or an " + ENCRYPTION_JWKS_URL + ", not both");
        }
        TrustedSender changed =
                switch (known.orElse(EncryptionPolicy.ACCEPTED)) {
                    case OFF -> sender.refuseEncryption();
                    case ACCEPTED -> sender;
                    case REQUIRED -> sender.requireEncryption();
                };
        Optional<? extends EncryptionKeySource> key =
                members.get(ENCRYPTION_KEY).isPresent()
                        ? keys.key(Kind.ENCRYPTION, members.get(ENCRYPTION_KEY).get(), pointer + "/" + ENCRYPTION_KEY)
                        : published(sender.senderId(), members, pointer, ENCRYPTION_JWKS_URL);
        return key.map(changed::encryptFor).orElse(changed);
    }

    private static String text(EncryptionPolicy policy) {
        return policy.name().toLowerCase(Locale.ROOT);
    }
}
