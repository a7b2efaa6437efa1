package io.github.dcisdk.security;

import static io.github.dcisdk.security.SignedMessages.KEY;
import static io.github.dcisdk.security.SignedMessages.OTHER_KEY;
import static io.github.dcisdk.security.SignedMessages.SENDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TrustTest {
    private static final TrustedSender SIGNING = TrustedSender.signing(SENDER, KEY.verificationKey());
    private static final TrustedSender UNSIGNED = TrustedSender.withoutSignature("old.example.org");

    @Test
    void aStoreKnowsItsSendersByTheirExactName() {
        TrustStore store = TrustStore.of(SIGNING, UNSIGNED);
        assertThat(store.sender(SENDER)).containsSame(SIGNING);
        assertThat(store.sender("old.example.org")).containsSame(UNSIGNED);
        assertThat(store.sender("SP-MIS.example.org")).isEmpty();
        assertThat(store.sender("")).isEmpty();
        assertThat(TrustStore.of().sender(SENDER)).isEmpty();
    }

    @Test
    void aSenderStandsInTheStoreOnce() {
        assertThatThrownBy(() -> TrustStore.of(SIGNING, TrustedSender.withoutSignature(SENDER)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two entries for sender " + SENDER);
    }

    @Test
    void aSenderThatSignsHasKeysAndOneThatCannotIsNamedSo() {
        assertThat(SIGNING.isUnsigned()).isFalse();
        assertThat(SIGNING.keys()).containsExactly(KEY.verificationKey());
        assertThat(SIGNING.schemes()).containsExactly(SignatureSchemes.DEFAULT);
        assertThat(UNSIGNED.isUnsigned()).isTrue();
        assertThat(UNSIGNED.keys()).isEmpty();
        assertThat(UNSIGNED.schemes()).isEmpty();
        assertThatThrownBy(() -> TrustedSender.signing(SENDER)).hasMessageContaining("withoutSignature");
        assertThatThrownBy(() -> UNSIGNED.withSchemes(SignatureSchemes.DEFAULT))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> TrustedSender.withoutSignature(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keysAreFoundByIdAndByMaterial() {
        TrustedSender sender = TrustedSender.signing(SENDER, KEY.verificationKey(), OTHER_KEY.verificationKey());
        assertThat(sender.key("key-2")).contains(OTHER_KEY.verificationKey());
        assertThat(sender.key("key-3")).isEmpty();
        assertThat(sender.holdsKey(VerificationKey.of(KEY.verificationKey().publicKey(), "renamed")))
                .isTrue();
        assertThat(SIGNING.holdsKey(OTHER_KEY.verificationKey())).isFalse();
        assertThatThrownBy(() -> TrustedSender.signing(SENDER, KEY.verificationKey(), KEY.verificationKey()))
                .hasMessageContaining("two keys with the id key-1");
    }

    @Test
    void everythingIsAllowedUntilNarrowed() {
        assertThat(SIGNING.allows("search", "ns:org:RegistryType:Civil")).isTrue();
        TrustedSender narrow = SIGNING.onlyActions("search", "subscribe").onlyRegTypes("ns:org:RegistryType:Civil");
        assertThat(narrow.allows("search", "ns:org:RegistryType:Civil")).isTrue();
        assertThat(narrow.allows("search", "CIVIL")).isTrue();
        assertThat(narrow.allows("search", "ns:org:RegistryType:Social")).isFalse();
        assertThat(narrow.allows("notify", "Civil")).isFalse();
        assertThat(SIGNING.onlyActions("notify").allows("notify", "anything")).isTrue();
        assertThat(UNSIGNED.onlyActions("notify").isUnsigned()).isTrue();
    }

    @Test
    void eventsAreAllowedUntilNarrowedByNameWithoutPrefixAndCase() {
        assertThat(SIGNING.allowsEventType("LIVE_BIRTH")).isTrue();
        assertThat(SIGNING.allowsEventType("")).isTrue();
        TrustedSender narrow = SIGNING.onlyEventTypes("ns:dci:vital_events:LIVE_BIRTH", "DEATH");
        assertThat(narrow.allowsEventType("live_birth")).isTrue();
        assertThat(narrow.allowsEventType("2:DEATH")).isTrue();
        assertThat(narrow.allowsEventType("MARRIAGE")).isFalse();
        assertThat(narrow.allowsEventType("LIVE_BIRTH_DEATH")).isFalse();
        assertThat(narrow.allowsEventType("")).as("every event").isFalse();
        assertThat(narrow.allows("search", "Civil")).as("a search is none").isTrue();
        assertThat(narrow.onlyEventTypes("MARRIAGE").allowsEventType("DEATH")).isFalse();
    }

    @Test
    void narrowingAndWideningOneThingLeavesTheOthersAlone() {
        TrustedSender all = SIGNING.onlyActions("search")
                .onlyRegTypes("Civil")
                .onlyEventTypes("DEATH")
                .callbackOrigins("https://a.example.org")
                .withSchemes(SignatureSchemes.DEFAULT)
                .requireEncryption();
        assertThat(all.allows("search", "Civil")).isTrue();
        assertThat(all.allows("notify", "Civil")).isFalse();
        assertThat(all.allows("search", "Social")).isFalse();
        assertThat(all.allowsEventType("MARRIAGE")).isFalse();
        assertThat(all.checkCallback("https://a.example.org/x")).isInstanceOf(CallbackCheck.Permitted.class);
        assertThat(all.encryption()).isEqualTo(EncryptionPolicy.REQUIRED);
        assertThat(all.schemes()).containsExactly(SignatureSchemes.DEFAULT);
        assertThat(SIGNING.allows("notify", "Social"))
                .as("the first stays as it was")
                .isTrue();
    }

    @Test
    void allowingNothingIsAMistake() {
        assertThatThrownBy(SIGNING::onlyActions).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(SIGNING::onlyRegTypes).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(SIGNING::onlyEventTypes).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SIGNING.onlyEventTypes("ns:dci:vital_events:"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(SIGNING::withSchemes).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEntryPrintsWhatItAllows() {
        assertThat(SIGNING.onlyActions("search").onlyRegTypes("a:Civil"))
                .hasToString("TrustedSender[sp-mis.example.org, 1 keys, actions [search], reg types [civil]]");
        assertThat(UNSIGNED).hasToString("TrustedSender[old.example.org, without signature]");
    }
}
