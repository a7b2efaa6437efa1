package io.github.dcisdk.testing;

import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.json.MessageSlicer;
import io.github.dcisdk.message.MsgCallbackHeader;
import io.github.dcisdk.security.EnvelopeWriter;
import io.github.dcisdk.security.SignatureSchemes;
import io.github.dcisdk.security.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The ways in which an answer can be signed, right and wrong. */
enum Signing {
    /** As the registry should. */
    RIGHT {
        @Override
        byte[] write(RegistrySide registry, MsgCallbackHeader header, DciObject message) {
            return registry.dci().envelopes().write(header, message);
        }
    },
    /** Not at all. */
    NONE {
        @Override
        byte[] write(RegistrySide registry, MsgCallbackHeader header, DciObject message) {
            return EnvelopeWriter.withoutSignature().write(header, message);
        }
    },
    /** A signature of the registry that belongs to another message. */
    OF_ANOTHER_MESSAGE {
        @Override
        byte[] write(RegistrySide registry, MsgCallbackHeader header, DciObject message) {
            MsgCallbackHeader other =
                    header.toBuilder().messageId(UUID.randomUUID().toString()).build();
            String signature = MessageSlicer.slice(RIGHT.write(registry, other, message))
                    .signature()
                    .orElseThrow();
            Map<String, JsonValue> envelope = new LinkedHashMap<>();
            envelope.put("signature", JsonValue.of(signature));
            envelope.put("header", Json.toJson(header));
            envelope.put("message", Json.toJson(message));
            return new JsonObject(envelope).toJson().getBytes(StandardCharsets.UTF_8);
        }
    },
    /** By the registry, with a key that nobody knows. */
    UNKNOWN_KEY {
        @Override
        byte[] write(RegistrySide registry, MsgCallbackHeader header, DciObject message) {
            return signed(registry.dci().senderId(), SigningKey.generate("unknown-key"), registry.clock())
                    .write(header, message);
        }
    },
    /** Rightly, by somebody else and in that one's name. */
    STRANGER {
        @Override
        byte[] write(RegistrySide registry, MsgCallbackHeader header, DciObject message) {
            return signed(STRANGERS_ID, SigningKey.generate("strangers-key"), registry.clock())
                    .write(header.toBuilder().senderId(STRANGERS_ID).build(), message);
        }
    },
    /** By the registry, a day ago. */
    EXPIRED {
        @Override
        byte[] write(RegistrySide registry, MsgCallbackHeader header, DciObject message) {
            Clock yesterday = Clock.offset(registry.clock(), Duration.ofDays(-1));
            return signed(registry.dci().senderId(), registry.key(), yesterday).write(header, message);
        }
    };

    private static final String STRANGERS_ID = "stranger.example.org";

    /** Writes an envelope. */
    abstract byte[] write(RegistrySide registry, MsgCallbackHeader header, DciObject message);

    private static EnvelopeWriter signed(String senderId, SigningKey key, Clock clock) {
        return EnvelopeWriter.signing(senderId, key, SignatureSchemes.DEFAULT, clock);
    }
}
