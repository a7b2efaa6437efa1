package io.github.dcisdk.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.client.CapturedLog;
import io.github.dcisdk.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom we trust, in a file that operators change. */
class TrustFileTest {
    private static final VerificationKey FIRST = SigningKey.generate("key-1").verificationKey();
    private static final VerificationKey SECOND = SigningKey.generate("key-2").verificationKey();

    @TempDir
    Path folder;

    private Path write(String json) {
        try {
            Path file = folder.resolve("trust.json");
            Files.writeString(file, json);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String value) {
        return JsonValue.of(value).toJson();
    }

    private static String pem(VerificationKey key) {
        return "{\"key_id\":" + text(key.keyId()) + ",\"pem\":" + text(key.toPem()) + "}";
    }

    private static String sender(String id, String more) {
        return "{\"sender_id\":" + text(id) + "," + more + "}";
    }

    private static String senders(String... entries) {
        return "{\"senders\":[" + String.join(",", entries) + "]}";
    }

    private TrustFile load(String json) {
        return TrustFile.load(write(json));
    }

    private void assertRefused(String json, String... parts) {
        Path file = write(json);
        assertThatThrownBy(() -> TrustFile.load(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("trust.json")
                .hasMessageContainingAll(parts);
    }

    @Test
    void aSenderHasKeysInEveryFormAndIsNarrowed() throws IOException {
        Files.writeString(folder.resolve("second.pem"), SECOND.toPem());
        VerificationKey third = SigningKey.generate("key-3").verificationKey();
        TrustFile trust = load(senders(
                sender(
                        "spmis.example.gov",
                        "\"keys\":[" + pem(FIRST) + ",{\"file\":\"second.pem\",\"key_id\":\"key-2\"},{\"jwk\":"
                                + third.toJwk()
                                + "}],\"actions\":[\"search\"],\"reg_types\":[\"ns:org:RegistryType:Civil\"],"
                                + "\"signature_schemes\":[" + text(SignatureSchemes.DEFAULT.name()) + "]"),
                sender("old.example.gov", "\"without_signature\":true")));

        TrustedSender sender = trust.sender("spmis.example.gov").orElseThrow();
        assertThat(sender.isUnsigned()).isFalse();
        assertThat(sender.holdsKey(FIRST)).isTrue();
        assertThat(sender.holdsKey(SECOND)).isTrue();
        assertThat(sender.holdsKey(third)).isTrue();
        assertThat(sender.allows("search", "ns:org:RegistryType:Civil")).isTrue();
        assertThat(sender.allows("subscribe", "ns:org:RegistryType:Civil")).isFalse();
        assertThat(sender.allows("search", "ns:org:RegistryType:Social")).isFalse();
        assertThat(trust.sender("old.example.gov").orElseThrow().isUnsigned()).isTrue();
        assertThat(trust.sender("stranger.example.gov")).isEmpty();
        assertThat(trust).hasToString("TrustFile[trust.json, 2 senders]");
    }

    @Test
    void aSenderMayPublishItsKeys() {
        TrustFile trust = load(senders(
                sender("https://crvs.example.gov", "\"jwks_url\":\"https://crvs.example.gov/.well-known/jwks.json\"")));

        assertThat(trust.sender("https://crvs.example.gov").orElseThrow().isUnsigned())
                .isFalse();
    }

    @Test
    void aSenderIsCalledBackWhereItsEntrySaysAndHasTheEventsThatItSays() {
        TrustFile trust = load(senders(
                sender(
                        "a",
                        "\"keys\":[" + pem(FIRST) + "],\"event_types\":[\"DEATH\"],"
                                + "\"callback_origins\":[\"https://a.example.gov\",\"https://a.example.gov:8443\"]"),
                sender(
                        "b",
                        "\"keys\":[" + pem(FIRST) + "],\"any_callback_address\":true,\"private_addresses\":true,"
                                + "\"callback_origins_in_clear_text\":[\"http://b.internal\"]"),
                sender("c", "\"keys\":[" + pem(FIRST) + "]")));

        TrustedSender a = trust.sender("a").orElseThrow();
        assertThat(a.allowsEventType("DEATH")).isTrue();
        assertThat(a.allowsEventType("MARRIAGE")).isFalse();
        assertThat(a.checkCallback("https://a.example.gov:8443/x")).isInstanceOf(CallbackCheck.Permitted.class);
        assertThat(a.checkCallback("https://b.example.gov/x")).isInstanceOf(CallbackCheck.Refused.class);
        TrustedSender b = trust.sender("b").orElseThrow();
        assertThat(b.allowsEventType("MARRIAGE")).isTrue();
        assertThat(b.checkCallback("https://10.0.0.1/x")).isInstanceOf(CallbackCheck.Permitted.class);
        assertThat(b.checkCallback("http://b.internal/x")).isInstanceOf(CallbackCheck.Permitted.class);
        assertThat(b.checkCallback("http://c.internal/x")).isInstanceOf(CallbackCheck.Refused.class);
        TrustedSender c = trust.sender("c").orElseThrow();
        assertThat(c.checkCallback("https://c.example.gov/x")).isInstanceOf(CallbackCheck.Refused.class);
    }

    @Test
    void aSenderHasAnEncryptionPolicyAndAKeyInEveryForm() throws IOException {
        EncryptionKey key = EncryptedTexts.RSA.encryptionKey();
        Files.writeString(folder.resolve("enc.pem"), key.toPem());
        TrustFile trust = load(senders(
                sender(
                        "a",
                        "\"keys\":[" + pem(FIRST) + "],\"encryption\":\"required\",\"encryption_key\":{\"jwk\":"
                                + key.toJwk() + "}"),
                sender(
                        "b",
                        "\"keys\":[" + pem(FIRST) + "],\"encryption_key\":{\"file\":\"enc.pem\",\"key_id\":\"rsa-1\"}"),
                sender("c", "\"keys\":[" + pem(FIRST) + "],\"encryption\":\"off\""),
                sender("d", "\"keys\":[" + pem(FIRST) + "],\"encryption\":\"accepted\"")));

        TrustedSender a = trust.sender("a").orElseThrow();
        assertThat(a.encryption()).isEqualTo(EncryptionPolicy.REQUIRED);
        assertThat(a.encryptionKeySource()).contains(key);
        TrustedSender b = trust.sender("b").orElseThrow();
        assertThat(b.encryption()).isEqualTo(EncryptionPolicy.ACCEPTED);
        assertThat(b.encryptionKeySource()).contains(key);
        assertThat(trust.sender("c").orElseThrow().encryption()).isEqualTo(EncryptionPolicy.OFF);
        assertThat(trust.sender("d").orElseThrow().encryption()).isEqualTo(EncryptionPolicy.ACCEPTED);
        assertThat(trust.sender("d").orElseThrow().encryptionKeySource()).isEmpty();
    }

    /** The source is what holds the keys that were fetched, so that no reload asks all senders for them again. */
    @Test
    void publishedKeysStayKnownWhenTheFileIsReadAgain() {
        String url = "https://a.example.gov/.well-known/jwks.json";
        String same = "\"jwks_url\":" + text(url) + ",\"encryption_jwks_url\":" + text(url);
        TrustFile trust = load(senders(sender("a", same), sender("b", same)));
        EncryptionKeySource first = source(trust, "a");
        assertThat(first).isInstanceOf(JwksSource.class).isNotSameAs(source(trust, "b"));

        write(senders(sender("a", same + ",\"actions\":[\"search\"]"), sender("c", same)));
        trust.reload();
        assertThat(trust.sender("a").orElseThrow().allows("notify", "x")).isFalse();
        assertThat(source(trust, "a")).isSameAs(first);

        write(senders(sender("a", same + ",\"private_addresses\":true")));
        trust.reload();
        EncryptionKeySource inner = source(trust, "a");
        assertThat(inner).as("under another guard").isNotSameAs(first);

        write("{\"senders\":[7]}");
        assertThatThrownBy(trust::reload).isInstanceOf(IllegalArgumentException.class);
        write(senders(sender("a", same + ",\"private_addresses\":true")));
        trust.reload();
        assertThat(source(trust, "a")).as("a bad change in between").isSameAs(inner);

        write(senders(sender("a", same.replace("a.example", "b.example"))));
        trust.reload();
        assertThat(source(trust, "a")).as("another address").isNotSameAs(inner);
        write(senders(sender("a", same)));
        trust.reload();
        assertThat(source(trust, "a")).as("left out in between").isNotSameAs(first);
    }

    private static EncryptionKeySource source(TrustFile trust, String senderId) {
        return trust.sender(senderId)
                .flatMap(TrustedSender::encryptionKeySource)
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | the file: is an object",
                "{} | /senders: at least one sender",
                "{\"senders\":{}} | /senders: is a list",
                "{\"senders\":[7]} | /senders/0: is an object",
                "{\"sender\":[]} | /sender: no such member; there are [senders]",
                "{\"senders\":[{\"keys\":[]}]} | /senders/0/sender_id: missing",
                "{\"senders\":[{\"sender_id\":\"a\"}]} | /senders/0: has no keys",
                "{\"senders\":[{\"sender_id\":\"a\",\"without_signature\":false}]} | /without_signature: is true or left out",
                "{\"senders\":[{\"sender_id\":\"a\",\"key\":[]}]} | /senders/0/key: no such member",
                "{\"senders\":[{\"sender_id\":\"a\",\"keys\":[{}]}]} | /senders/0/keys/0: a key is given in exactly one form",
                "{\"senders\":[{\"sender_id\":\"a\",\"keys\":[{\"pem\":\"x\",\"file\":\"y\"}]}]} | exactly one form",
                "{\"senders\":[{\"sender_id\":\"a\",\"keys\":[{\"pem\":\"x\"}]}]} | /senders/0/keys/0/pem: ",
                "{\"senders\":[{\"sender_id\":\"a\",\"keys\":[{\"file\":\"no-such.pem\"}]}]} | /senders/0/keys/0/file: ",
                "{\"senders\":[{\"sender_id\":\"a\",\"keys\":[{\"jwk\":\"x\"}]}]} | /senders/0/keys/0/jwk: is an object",
                "{\"senders\":[{\"sender_id\":\"a\",\"keys\":[{\"jwk\":{\"kty\":\"oct\",\"k\":\"AAAA\"}}]}]} | /senders/0/keys/0/jwk: ",
                "{\"senders\":[{\"sender_id\":\"a\",\"without_signature\":true,\"actions\":[]}]} | /senders/0/actions: an empty list",
                "{\"senders\":[{\"sender_id\":\"a\",\"without_signature\":true,\"reg_types\":[7]}]} | /senders/0/reg_types/0: is a text",
                "{\"senders\":[{\"sender_id\":\"a\",\"without_signature\":true,\"callback_origins\":[\"https://a\",\"https://a/x\"]}]} | /senders/0/callback_origins: callback origin 2: an origin ends after host and port",
                "{\"senders\":[{\"sender_id\":\"a\",\"without_signature\":true,\"callback_origins\":[\"http://a\"]}]} | /senders/0/callback_origins: callback origin http://a is in clear text",
                "{\"senders\":[{\"sender_id\":\"a\",\"without_signature\":true,\"callback_origins_in_clear_text\":[\"https://a\"]}]} | /senders/0/callback_origins_in_clear_text: ",
                "{\"senders\":[{\"sender_id\":\"a\",\"without_signature\":true,\"callback_origins\":[]}]} | /senders/0/callback_origins: an empty list",
                "{\"senders\":[{\"sender_id\":\"a\",\"without_signature\":true,\"any_callback_address\":false}]} | /senders/0/any_callback_address: is true or left out",
                "{\"senders\":[{\"sender_id\":\"a\",\"without_signature\":true,\"private_addresses\":\"yes\"}]} | /senders/0/private_addresses: is true or left out",
                "{\"senders\":[{\"sender_id\":\"a\",\"without_signature\":true,\"event_types\":[7]}]} | /senders/0/event_types/0: is a text",
                "{\"senders\":[{\"sender_id\":\"a\",\"without_signature\":true,\"event_types\":[\"ns:\"]}]} | /senders/0/event_types: an event type has a name",
                "{\"senders\":[{\"sender_id\":\"a\",\"without_signature\":true,\"encryption\":\"never\"}]} | /senders/0/encryption: is one of [off, accepted, required]",
                "{\"senders\":[{\"sender_id\":\"a\",\"without_signature\":true,\"encryption\":true}]} | /senders/0/encryption: is a text",
                "{\"senders\":[{\"sender_id\":\"a\",\"without_signature\":true,\"encryption_key\":{\"pem\":\"x\"}}]} | /senders/0/encryption_key/pem: ",
                "{\"senders\":[{\"sender_id\":\"a\",\"without_signature\":true,\"encryption_key\":{}}]} | /senders/0/encryption_key: a key is given in exactly one form",
                "{\"senders\":[{\"sender_id\":\"a\",\"without_signature\":true,\"encryption_jwks_url\":\"http://a/k\"}]} | /senders/0/encryption_jwks_url: is an https address",
                "{\"senders\":[{\"sender_id\":\"a\",\"without_signature\":true,\"encryption_jwks_url\":\"https://a/k\",\"encryption_key\":{\"pem\":\"x\"}}]} | /senders/0: has an encryption_key or an encryption_jwks_url, not both",
                "{\"senders\":[{\"sender_id\":\"a\",\"keys\":[{}],\"encryption\":\"never\"}]} | /senders/0/encryption: is one of",
                "{\"senders\":[{\"sender_id\":\"a\",\"jwks_url\":7}]} | /senders/0/jwks_url: is a text",
                "{\"senders\":[{\"sender_id\":\"a\",\"jwks_url\":\"ftp://a\"}]} | /senders/0/jwks_url: ",
                "{\"senders\":[{\"sender_id\":\"a\",\"jwks_url\":\"https://a.example.org/k\",\"without_signature\":true}]} | /senders/0: is one of three",
                "{\"senders\":[{\"sender_id\":\"a\",\"jwks_url\":\"http://a.example.org/k\"}]} | /senders/0/jwks_url: is an https address",
                "{\"senders\":[{\"sender_id\":\"a\",\"without_signature\":true,\"actions\":[\"search\"],\"actions\":[\"search\",\"subscribe\"]}]} | every reader reads alike",
                "{\"senders\":[ | is not JSON"
            })
    void whatIsWrongIsNamedWithItsPlace(String json, String part) {
        assertRefused(json, part);
    }

    @Test
    void everythingThatIsWrongIsNamedAtOnce() {
        assertRefused(
                senders(
                        sender("a", "\"keys\":[" + pem(FIRST) + "],\"without_signature\":true"),
                        sender("b", "\"keys\":[" + pem(FIRST) + "],\"signature_schemes\":[\"none\"]"),
                        sender("c", "\"keys\":[" + pem(FIRST) + "," + pem(FIRST) + "]"),
                        sender("d", "\"keys\":[" + pem(FIRST) + "]"),
                        sender("d", "\"keys\":[" + pem(SECOND) + "]")),
                "/senders/0: is one of three: with keys, with a jwks_url, or without_signature",
                "/senders/1/signature_schemes/0: no such scheme; there are " + SignatureSchemes.DEFAULT.name(),
                "/senders/2: sender c: two keys with the id key-1",
                "/senders/4/sender_id: a sender before has the same");
    }

    @Test
    void aMissingFileSaysWhich() {
        assertThatThrownBy(() -> TrustFile.load(folder.resolve("nothing.json")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("nothing.json");
    }

    @Test
    void aChangeIsSeenAfterTheIntervalAndNotBefore() throws IOException {
        Path file = write(senders(sender("a", "\"keys\":[" + pem(FIRST) + "]")));
        MovedClock clock = new MovedClock();
        TrustFile trust = TrustFile.load(file, Duration.ofSeconds(10), clock);
        write(senders(sender("b", "\"keys\":[" + pem(SECOND) + "]")));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));

        assertThat(trust.sender("b")).isEmpty();
        clock.now = clock.now.plusSeconds(11);
        assertThat(trust.sender("b")).isPresent();
        assertThat(trust.sender("a")).isEmpty();
    }

    @Test
    @ResourceLock(Resources.SYSTEM_ERR)
    void aBadChangeChangesNothingAndIsLoggedOnce() throws IOException {
        Path file = write(senders(sender("a", "\"keys\":[" + pem(FIRST) + "]")));
        MovedClock clock = new MovedClock();
        TrustFile trust = TrustFile.load(file, Duration.ofSeconds(10), clock);
        try (CapturedLog log = new CapturedLog()) {
            write("{\"senders\":[{\"sender_id\":\"b\"}]}");
            for (int i = 0; i < 3; i++) {
                clock.now = clock.now.plusSeconds(11);
                assertThat(trust.sender("a")).isPresent();
                assertThat(trust.sender("b")).isEmpty();
            }

            assertThat(log.text()).containsOnlyOnce("the trust file stays as it was read before");
            assertThat(log.text()).contains("/senders/0: has no keys");
        }
        assertThatThrownBy(trust::reload).isInstanceOf(IllegalArgumentException.class);
        Files.delete(file);
        clock.now = clock.now.plusSeconds(11);
        assertThat(trust.sender("a")).isPresent();
        assertThatThrownBy(trust::reload).isInstanceOf(UncheckedIOException.class);

        write(senders(sender("b", "\"keys\":[" + pem(SECOND) + "]")));
        trust.reload();
        assertThat(trust.sender("a")).isEmpty();
        assertThat(trust.sender("b")).isPresent();
    }

    @Test
    void aKeyFileThatComesLaterIsFound() throws IOException {
        Path file = write(senders(sender("a", "\"keys\":[" + pem(FIRST) + "]")));
        MovedClock clock = new MovedClock();
        TrustFile trust = TrustFile.load(file, Duration.ofSeconds(10), clock);
        write(senders(sender("b", "\"keys\":[{\"file\":\"b.pem\",\"key_id\":\"key-2\"}]")));

        clock.now = clock.now.plusSeconds(11);
        assertThat(trust.sender("b")).isEmpty();
        Files.writeString(folder.resolve("b.pem"), SECOND.toPem());
        clock.now = clock.now.plusSeconds(11);
        assertThat(trust.sender("b")).isPresent();
        assertThat(trust.sender("a")).isEmpty();
    }

    @Test
    void theIntervalIsMoreThanNothing() {
        Path file = write(senders(sender("a", "\"without_signature\":true")));
        assertThatThrownBy(() -> TrustFile.load(file, Duration.ZERO, Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aHugeFileIsNotRead() throws IOException {
        Path file = folder.resolve("trust.json");
        Files.write(file, new byte[5 * 1024 * 1024]);
        assertThatThrownBy(() -> TrustFile.load(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longer than");
    }

    @Test
    void storesAreJoined() {
        TrustStore both = TrustStore.of(TrustedSender.signing("a", FIRST))
                .or(TrustStore.of(TrustedSender.signing("a", SECOND), TrustedSender.signing("b", SECOND)));

        assertThat(both.sender("a").orElseThrow().holdsKey(FIRST)).isTrue();
        assertThat(both.sender("a").orElseThrow().holdsKey(SECOND)).isFalse();
        assertThat(both.sender("b")).isPresent();
        assertThat(both.sender("c")).isEmpty();
    }

    private static final class MovedClock extends Clock {
        private Instant now = Instant.parse("2026-03-01T10:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
