package io.github.dcisdk.security;

import static io.github.dcisdk.security.SignedMessages.HEADER;
import static io.github.dcisdk.security.SignedMessages.SENDER;
import static io.github.dcisdk.security.SignedMessages.TRUSTED;
import static io.github.dcisdk.security.SignedMessages.envelope;
import static io.github.dcisdk.security.SignedMessages.sign;
import static io.github.dcisdk.security.SignedMessages.text;
import static io.github.dcisdk.security.SignedMessages.verified;
import static io.github.dcisdk.security.SignedMessages.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.json.MessageSlices;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is signed verifies; anything that means something else does not. */
class SignedContentPropertyTest {
    /** Reads every number that is not an integer as a double, as the scheme does. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsSignedVerifies(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        RandomJson json = new RandomJson(random);
        for (int i = 0; i < 200; i++) {
            String message = json.document(0);
            String header = HEADER.replace("{\"a\":1}", json.document(2));
            VerifiedContent content = verified(
                    verifier(SignedMessages.NOW, TRUSTED).check(envelope(sign(header, message), header, message)));
            assertThat(text(content.message())).isEqualTo(message);
            assertThat(text(content.header())).isEqualTo(header);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void noChangedByteVerifiesUnlessTheMeaningStays(long seed) throws JsonProcessingException {
        SplitMix64 random = new SplitMix64(seed);
        RandomJson json = new RandomJson(random);
        int refused = 0;
        for (int i = 0; i < 100; i++) {
            String message = json.document(0);
            String header = HEADER.replace("{\"a\":1}", json.document(3));
            String signature = sign(header, message);
            for (int j = 0; j < 8; j++) {
                boolean inHeader = random.below(3) == 0;
                String changedHeader = inHeader ? change(header, random) : header;
                String changedMessage = inHeader ? message : change(message, random);
                SignatureCheck check;
                try {
                    MessageSlices slices = envelope(signature, changedHeader, changedMessage);
                    check = verifier(SignedMessages.NOW, TRUSTED).check(slices);
                } catch (MalformedMessageException e) {
                    continue;
                }
                if (check instanceof SignatureCheck.Verified verified) {
                    assertThat(MAPPER.readTree(text(verified.content().message())))
                            .isEqualTo(MAPPER.readTree(message));
                    assertThat(meaning(text(verified.content().header()))).isEqualTo(meaning(header));
                } else {
                    refused++;
                }
            }
        }
        assertThat(refused).as("changes that stayed JSON were among them").isGreaterThan(150);
    }

    /** An absent member and its default are one to the scheme. */
    private static JsonNode meaning(String header) throws JsonProcessingException {
        return MAPPER.readTree(new SignedHeader(SignedMessages.slice(header)).filled());
    }

    static String change(String json, SplitMix64 random) {
        StringBuilder changed = new StringBuilder(json);
        int at = random.below(json.length());
        if (random.below(2) == 0 && !Character.isSurrogate(json.charAt(at))) {
            changed.setCharAt(at, random.pick('0', '1', 'a', ' ', '"', '-', 'e', '\u00e9'));
        } else if (Character.isLetterOrDigit(json.charAt(at)) && json.charAt(at) < 0x7f) {
            changed.setCharAt(at, (char) (json.charAt(at) ^ 1));
        } else {
            changed.deleteCharAt(at);
        }
        return changed.toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {21})
    void noChangedBitOfTheSignatureVerifies(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        byte[] content = {1, 2, 3};
        byte[] signature = SignedMessages.KEY.sign(content);
        VerificationKey key = SignedMessages.KEY.verificationKey();
        assertThat(key.verifies(content, signature)).isTrue();
        for (int bit = 0; bit < signature.length * 8; bit++) {
            byte[] changed = signature.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(key.verifies(content, changed)).isFalse();
        }
        for (int length = 0; length < 100; length++) {
            byte[] garbage = new byte[length];
            for (int i = 0; i < length; i++) {
                garbage[i] = (byte) random.next();
            }
            assertThat(key.verifies(content, garbage)).isFalse();
        }
        assertThat(SignedMessages.OTHER_KEY.verificationKey().verifies(content, signature))
                .as("a key that is not %s's", SENDER)
                .isFalse();
    }
}
