package io.github.dcisdk.fuzz;

import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.message.MsgHeader;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.SearchCriteria;
import io.github.dcisdk.message.SearchRequest;
import io.github.dcisdk.message.SearchRequestItem;
import io.github.dcisdk.security.DecryptionKey;
import io.github.dcisdk.security.EncryptionAlgorithm;
import io.github.dcisdk.security.EnvelopeWriter;
import io.github.dcisdk.security.SignatureAlgorithm;
import io.github.dcisdk.security.SignatureScheme;
import io.github.dcisdk.security.SignatureSchemes;
import io.github.dcisdk.security.SignatureVerifier;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustStore;
import io.github.dcisdk.security.TrustedSender;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** A sender, its keys, and messages from which the targets start. */
final class Known {
    static final String SENDER = "https://spmis.example.gov";
    static final String PLAIN_SENDER = "spmis.example.gov";
    static final Instant NOW = Instant.parse("2026-07-01T08:00:00Z");
    static final SigningKey ED25519 = SigningKey.generate(SignatureAlgorithm.ED25519, "key-1");
    static final SigningKey RS256 = SigningKey.generate(SignatureAlgorithm.RS256, "key-2");
    static final DecryptionKey RSA = DecryptionKey.generate(EncryptionAlgorithm.RSA_OAEP_256, "rsa");
    static final DecryptionKey EC = DecryptionKey.generate(EncryptionAlgorithm.ECDH_ES_A256KW, "ec");

    static final SignatureVerifier VERIFIER = new SignatureVerifier(
            TrustStore.of(trusted(SENDER), trusted(PLAIN_SENDER)), List.of(), Clock.fixed(NOW, ZoneOffset.UTC));

    private Known() {}

    private static TrustedSender trusted(String senderId) {
        return TrustedSender.signing(senderId, ED25519.verificationKey(), RS256.verificationKey())
                .withSchemes(SignatureSchemes.ALL.toArray(SignatureScheme[]::new));
    }

    static SearchRequest message() {
        Query query = Query.where("birth_date").ge("1960-01-01").and("sex").eq("female");
        SearchCriteria criteria =
                SearchCriteria.builder(query.queryType(), query.toJson()).build();
        return SearchRequest.builder(
                        "txn-1",
                        List.of(SearchRequestItem.builder("ref-1", DciDateTime.of(NOW), criteria)
                                .build()))
                .build();
    }

    static byte[] signed(SignatureScheme scheme) {
        String senderId = scheme == SignatureSchemes.JWS_COMPACT ? SENDER : PLAIN_SENDER;
        SigningKey key = scheme == SignatureSchemes.G2P_CONNECT ? RS256 : ED25519;
        MsgHeader header = MsgHeader.builder("msg-1", DciDateTime.of(NOW), "search", senderId, 1L)
                .build();
        return EnvelopeWriter.signing(senderId, key, scheme, Clock.fixed(NOW, ZoneOffset.UTC))
                .write(header, message());
    }

    static JsonSlice slice(byte[] json) {
        return JsonSlice.of(json);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
