package io.github.dcisdk.security;

import static io.github.dcisdk.security.SignedMessages.KEY;
import static io.github.dcisdk.security.SignedMessages.NOW;
import static io.github.dcisdk.security.SignedMessages.SENDER;
import static io.github.dcisdk.security.SignedMessages.TRUSTED;
import static io.github.dcisdk.security.SignedMessages.text;
import static io.github.dcisdk.security.SignedMessages.verified;
import static io.github.dcisdk.security.SignedMessages.verifier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.MessageSlicer;
import io.github.dcisdk.json.MessageSlices;
import io.github.dcisdk.json.ModelBuilder;
import io.github.dcisdk.json.ModelType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvelopeWriterTest {
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Part HEADER = Part.of(Map.of("sender_id", SENDER));
    private static final Part MESSAGE = Part.of(Map.of("name", "é/\u007f"));

    @Test
    void whatIsSentIsWhatWasSigned() {
        byte[] body = EnvelopeWriter.signing(SENDER, KEY, SignatureSchemes.DEFAULT, CLOCK)
                .write(HEADER, MESSAGE);
        MessageSlices slices = MessageSlicer.slice(body);
        assertThat(slices.findings()).isEmpty();
        VerifiedContent content = verified(verifier(NOW, TRUSTED).check(slices));
        assertThat(text(content.message())).isEqualTo("{\"name\":\"é/\u007f\"}");
        assertThat(slices.signature())
                .contains(SignatureSchemes.DEFAULT.sign(
                        SENDER,
                        KEY,
                        slices.header().orElseThrow(),
                        slices.message().orElseThrow(),
                        NOW));
    }

    @Test
    void withoutSignatureTheMemberIsLeftOut() {
        byte[] body = EnvelopeWriter.withoutSignature().write(HEADER, MESSAGE);
        assertThat(new String(body, StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"header\":{\"sender_id\":\"sp-mis.example.org\"}," + "\"message\":{\"name\":\"é/\u007f\"}}");
    }

    @Test
    void anIdentityThatCannotSignIsRefusedAtOnce() {
        assertThatThrownBy(() -> EnvelopeWriter.signing("https://a.example", KEY, SignatureSchemes.DEFAULT, CLOCK))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aHeaderOfSomebodyElseIsNotSigned() {
        EnvelopeWriter writer = EnvelopeWriter.signing("other.example.org", KEY, SignatureSchemes.DEFAULT, CLOCK);
        assertThatThrownBy(() -> writer.write(HEADER, MESSAGE)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A model without members of its own. */
    private static final class Part extends DciObject {
        static final ModelType<Part> TYPE =
                ModelType.<Part, Builder>declare("Part", Builder::new).build();

        private Part(Builder builder) {
            super(builder);
        }

        static Part of(Map<String, String> members) {
            Builder builder = new Builder();
            members.forEach((name, value) -> builder.additionalProperty(name, JsonValue.of(value)));
            return builder.build();
        }

        @Override
        public ModelType<?> modelType() {
            return TYPE;
        }

        private static final class Builder extends ModelBuilder<Part, Builder> {
            @Override
            public Part build() {
                return new Part(this);
            }

            @Override
            protected Builder self() {
                return this;
            }

            @Override
            protected ModelType<Part> modelType() {
                return TYPE;
            }
        }
    }
}
