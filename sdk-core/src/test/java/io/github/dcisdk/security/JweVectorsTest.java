package io.github.dcisdk.security;

import static io.github.dcisdk.security.EncryptedTexts.decrypt;
import static io.github.dcisdk.security.EncryptedTexts.resource;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPrivateKey;
import java.text.ParseException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What three other implementations write can be read, and what we write can be read by another. */
class JweVectorsTest {
    static Stream<Named<JsonNode>> written() {
        return Stream.of("jose.json", "python.json").flatMap(file -> named(file, "vectors"));
    }

    static Stream<Named<JsonNode>> refused() {
        return named("python.json", "refused");
    }

    private static Stream<Named<JsonNode>> named(String file, String member) {
        return StreamSupport.stream(resource(file).get(member).spliterator(), false)
                .map(vector -> Named.of(file + ": " + vector.get("name").asText(), vector));
    }

    @ParameterizedTest
    @MethodSource("written")
    void messagesOfOtherImplementationsAreRead(JsonNode vector) {
        DecryptionKey key = DecryptionKey.jwk(vector.get("key").toString());
        Decryption decryption = decrypt(vector.get("message"), key);
        assertThat(decryption).isInstanceOf(Decryption.Decrypted.class);
        assertThat(EncryptedTexts.text(((Decryption.Decrypted) decryption).message()))
                .isEqualTo(vector.get("text").asText());
        assertThat(((Decryption.Decrypted) decryption).findings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void messagesThatAreWrongInOneThingAreRefused(JsonNode vector) {
        DecryptionKey key = DecryptionKey.jwk(vector.get("key").toString());
        assertThat(decrypt(vector.get("message"), key)).isInstanceOf(Decryption.Failed.class);
    }

    /** RFC 7516 appendix A.1 uses OAEP with SHA-1, which is none of our algorithms. */
    @Test
    void theExampleOfRfc7516IsRefusedForItsAlgorithm() {
        String message =
                "{\"protected\":\"eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ\",\"encrypted_key\":\"OKOawDo13gRp2oja"
                        + "HV7LFpZcgV7T6DVZKTyKOMTYUmKoTCVJRgckCL9kiMT03JGeipsEdY3mx_etLbbWSrFr05kLzcSr4qKAq7YN7e9jwQRb23nfa6c9d-StnImG"
                        + "yFDbSv04uVuxIp5Zms1gNxKKK2Da14B8S4rzVRltdYwam_lDp5XnZAYpQdb76FdIKLaVmqgfwX7XWRxv2322i-vDxRfqNzo_tETKzpVLzfiw"
                        + "QyeyPGLBIO56YJ7eObdv0je81860ppamavo35UgoRdbYaBcoh9QcfylQr66oc6vFWXRcZ_ZT2LawVCWTIy3brGPi6UklfCpIMfIjf7iGdXKH"
                        + "zg\",\"iv\":\"48V1_ALb6US04U3b\",\"ciphertext\":\"5eym8TW_c8SuK0ltJ3rpYIzOeDQz7TALvtu6UG9oMo4vpzs9tX_EFShS8iB7j6j"
                        + "iSdiwkIr3ajwQzaBtQD_A\",\"tag\":\"XFBoMYUZodetZdvTiFvSkQ\"}";
        assertThat(decrypt(message, EncryptedTexts.RSA))
                .isEqualTo(new Decryption.Failed(DecryptionFailure.UNKNOWN_ALGORITHM));
    }

    @Test
    void whatWeWriteIsReadByNimbus() throws JOSEException, ParseException {
        for (DecryptionKey key : EncryptedTexts.KEYS) {
            JsonNode message = EncryptedTexts.encrypted(key);
            JWEHeader header = JWEHeader.parse(message.get("header").toString());
            Base64URL encryptedKey = message.has("encrypted_key") ? part(message, "encrypted_key") : null;
            var decrypter = key.algorithm() == EncryptionAlgorithm.RSA_OAEP_256
                    ? new RSADecrypter(key.privateKey())
                    : new ECDHDecrypter((ECPrivateKey) key.privateKey());
            byte[] text = decrypter.decrypt(
                    header,
                    encryptedKey,
                    part(message, "iv"),
                    part(message, "ciphertext"),
                    part(message, "tag"),
                    new byte[0]);
            assertThat(new String(text, StandardCharsets.UTF_8)).isEqualTo(EncryptedTexts.TEXT);
        }
    }

    private static Base64URL part(JsonNode message, String name) {
        return new Base64URL(message.get(name).asText());
    }
}
