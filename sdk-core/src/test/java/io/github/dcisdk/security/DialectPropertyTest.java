package io.github.dcisdk.security;

import static io.github.dcisdk.security.SignedMessages.envelope;
import static io.github.dcisdk.security.SignedMessages.text;
import static io.github.dcisdk.security.SignedMessages.verified;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dcisdk.error.MalformedMessageException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In each form of signature: what is signed verifies; anything that means something else does not. */
class DialectPropertyTest {
    /** Reads every number that is not an integer as a double, as the forms do that sort. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final long SEED = 20_261_124;

    @ParameterizedTest
    @EnumSource
    void whatIsSignedVerifies(Dialect dialect) {
        RandomJson json = new RandomJson(new SplitMix64(SEED + dialect.ordinal()));
        for (int i = 0; i < 50; i++) {
            String message = json.document(0);
            String header = dialect.header().replace("{\"a\":1}", json.document(2));
            VerifiedContent content = verified(dialect.check(envelope(dialect.sign(header, message), header, message)));
            assertThat(text(content.message())).isEqualTo(message);
            assertThat(text(content.header())).isEqualTo(header);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noChangedByteVerifiesUnlessTheMeaningStays(Dialect dialect) throws JsonProcessingException {
        SplitMix64 random = new SplitMix64(SEED + 100 + dialect.ordinal());
        RandomJson json = new RandomJson(random);
        int refused = 0;
        for (int i = 0; i < 40; i++) {
            String message = json.document(0);
            String header = dialect.header().replace("{\"a\":1}", json.document(3));
            String signature = dialect.sign(header, message);
            for (int j = 0; j < 8; j++) {
                boolean inHeader = random.below(3) == 0;
                String changedHeader = inHeader ? SignedContentPropertyTest.change(header, random) : header;
                String changedMessage = inHeader ? message : SignedContentPropertyTest.change(message, random);
                SignatureCheck check;
                try {
                    check = dialect.check(envelope(signature, changedHeader, changedMessage));
                } catch (MalformedMessageException e) {
                    continue;
                }
                if (check instanceof SignatureCheck.Verified verified) {
                    assertThat(MAPPER.readTree(text(verified.content().message())))
                            .isEqualTo(MAPPER.readTree(message));
                    assertThat(meaning(dialect, text(verified.content().header())))
                            .isEqualTo(meaning(dialect, header));
                } else {
                    refused++;
                }
            }
        }
        assertThat(refused).as("changes that stayed JSON were among them").isGreaterThan(60);
    }

    /** To the default form, an absent member and its default are one. */
    private static JsonNode meaning(Dialect dialect, String header) throws JsonProcessingException {
        return MAPPER.readTree(
                dialect == Dialect.DEFAULT ? new SignedHeader(SignedMessages.slice(header)).filled() : header);
    }
}
