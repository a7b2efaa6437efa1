package io.github.dcisdk.examples.encryption;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsClient;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.inbound.AuditSink;
import io.github.dcisdk.registry.RegistryEndpoint;
import io.github.dcisdk.registry.SearchHandler;
import io.github.dcisdk.security.DecryptionKey;
import io.github.dcisdk.security.EncryptionAlgorithm;
import io.github.dcisdk.security.EncryptionKey;
import io.github.dcisdk.security.JwksSource;
import io.github.dcisdk.security.SignatureSchemes;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.security.VerificationKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keys, both sides, and a change of keys. */
final class EncryptionGuide {
    private EncryptionGuide() {}

    static EncryptionKey makeKey(Path secret) throws IOException {
        // snippet: keys
        DecryptionKey made = DecryptionKey.generate(EncryptionAlgorithm.ECDH_ES_A256KW, "enc-2026");
        Files.writeString(secret, made.exportPem()); // only we may read this file
        String forPeers = made.encryptionKey().toJwk(); // give this to peers

        DecryptionKey own = DecryptionKey.pem(secret).withKeyId("enc-2026");
        EncryptionKey theirs = EncryptionKey.jwk(forPeers);
        // end: keys
        return own.encryptionKey().equals(theirs) ? theirs : made.encryptionKey();
    }

    static Dci consumer(SigningKey signingKey, DecryptionKey decryptionKey) {
        // snippet: consumer
        Dci dci = Dci.builder()
                .identity("spmis.example.gov", signingKey)
                .decryptWith(decryptionKey) // reads what registries encrypt for us
                .build();
        // end: consumer
        return dci;
    }

    static CrvsClient client(Dci dci, String url, VerificationKey crvsKey, EncryptionKey crvsEncryptionKey) {
        // snippet: client
        DciClient peer = dci.peer("crvs.example.gov")
                .baseUrl(url)
                .trust(crvsKey)
                .encryptFor(crvsEncryptionKey) // and believe encrypted answers only
                .build();
        // end: client
        return CrvsClient.of(peer);
    }

    static DciClient published(Dci dci) {
        // snippet: published
        JwksSource published =
                JwksSource.wellKnown("https://opencrvs.example.gov").build();
        DciClient peer = dci.peer("https://opencrvs.example.gov")
                .baseUrl("https://opencrvs.example.gov")
                .signatureScheme(SignatureSchemes.JWS_COMPACT)
                .trust(published) // one source for both, so that each change is noticed once
                .encryptFor(published)
                .build();
        // end: published
        return peer;
    }

    static Dci registry(
            SigningKey signingKey,
            DecryptionKey decryptionKey,
            VerificationKey spmisKey,
            EncryptionKey spmisEncryptionKey) {
        // snippet: registry
        Dci dci = Dci.builder()
                .identity("crvs.example.gov", signingKey)
                .decryptWith(decryptionKey)
                .trust(TrustedSender.signing("spmis.example.gov", spmisKey)
                        .encryptFor(spmisEncryptionKey) // answers to encrypted requests
                        .requireEncryption()) // and no others are taken
                .build();
        // end: registry
        return dci;
    }

    static RegistryEndpoint endpoint(Dci dci, SearchHandler<CrvsPerson> handler) {
        return RegistryEndpoint.of(dci, Crvs.PROFILE)
                .audit(AuditSink.none())
                .search(Crvs.PERSON, handler)
                .build();
    }

    static Dci changingKeys(SigningKey signingKey, DecryptionKey current, DecryptionKey next, TrustedSender spmis) {
        // snippet: rotation
        Dci dci = Dci.builder()
                .identity("crvs.example.gov", signingKey)
                .decryptWith(next, current) // the kid of each message says which
                .trust(spmis)
                .build();
        // end: rotation
        return dci;
    }
}
