package io.github.dcisdk.examples.keys;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.inbound.InboundHandler;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.inbound.JwksEndpoint;
import io.github.dcisdk.security.JwksSource;
import io.github.dcisdk.security.SignatureSchemes;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.security.VerificationKey;
import io.github.dcisdk.transport.AddressGuard;
import java.nio.file.Path;
import java.security.Provider;
import java.time.Duration;
import java.util.List;

/** Our keys, those of others, and how both get to each other. */
final class KeysGuide {
    private KeysGuide() {}

    /** A place outside of this program that keeps a key and signs with it. */
    interface Vault {
        byte[] sign(String keyName, byte[] content);
    }

    static List<SigningKey> ownKeys(Path folder, char[] password, Vault vault) {
        // snippet: own
        SigningKey pem = SigningKey.pem(folder.resolve("sp-mis.pem"), "key-1"); // PKCS#8, PKCS#1 or SEC1
        SigningKey byThumbprint = SigningKey.pem(folder.resolve("sp-mis.pem")); // its id is its RFC 7638 thumbprint
        SigningKey byCertificate = SigningKey.keyStore(folder.resolve("sp-mis.p12"), password, "signing");
        SigningKey inVault = SigningKey.external(
                VerificationKey.pem(folder.resolve("sp-mis.pub.pem"), "key-1"),
                content -> vault.sign("sp-mis", content)); // the private key never comes here
        // end: own
        return List.of(pem, byThumbprint, byCertificate, inVault);
    }

    static List<VerificationKey> peerKeys(Path folder, String jwk) {
        // snippet: peers
        VerificationKey pem = VerificationKey.pem(folder.resolve("crvs.pub.pem"), "key-1");
        VerificationKey certificate = VerificationKey.certificate(folder.resolve("partner.crt"));
        VerificationKey json = VerificationKey.jwk(jwk);
        // end: peers
        return List.of(pem, certificate, json);
    }

    static SigningKey faster(SigningKey key, Provider provider) {
        // snippet: provider
        return key.withProvider(provider); // for example new BouncyCastleProvider()
        // end: provider
    }

    static Dci registry(SigningKey key, VerificationKey spmis) {
        // snippet: trust
        JwksSource published = JwksSource.wellKnown("https://spmis.example.gov").build();
        return Dci.builder()
                .identity("https://crvs.example.gov", key)
                .signatureScheme(SignatureSchemes.JWS_COMPACT)
                .trust(TrustedSender.signing("https://spmis.example.gov", published)
                        .withSchemes(SignatureSchemes.JWS_COMPACT))
                .trust(TrustedSender.signing("pension.example.gov", spmis)
                        .withSchemes(SignatureSchemes.JWS_DETACHED)
                        .onlyActions("search"))
                .build();
        // end: trust
    }

    static JwksSource inside(String uri) {
        // snippet: inside
        JwksSource source = JwksSource.builder(uri)
                .guard(AddressGuard.PUBLIC_ONLY.allowPrivate()) // a peer in our own network
                .refreshAfter(Duration.ofMinutes(5))
                .build();
        source.load(); // fails now if the address is wrong, and not when the first message comes
        return source;
        // end: inside
    }

    static List<DciClient> peers(SigningKey ed25519, SigningKey rsa, VerificationKey social, VerificationKey legacy) {
        // snippet: dialects
        Dci dci = Dci.builder()
                .identity("spmis.example.gov", ed25519, rsa) // the first key that fits the form signs
                .build();
        DciClient standard = dci.peer("social.example.gov")
                .baseUrl("https://social.example.gov")
                .trust(social)
                .build();
        DciClient older = dci.peer("legacy.example.gov")
                .baseUrl("https://legacy.example.gov")
                .trust(legacy)
                .signatureScheme(SignatureSchemes.G2P_CONNECT)
                .build();
        // end: dialects
        return List.of(standard, older);
    }

    static JdkHttpServer publish(Dci dci, InboundHandler callbacks) {
        // snippet: publish
        return JdkHttpServer.builder(callbacks)
                .handler(JwksEndpoint.PATH, JwksEndpoint.of(dci))
                .start();
        // end: publish
    }

    static Dci rotating(SigningKey current, SigningKey next) {
        // snippet: rotate
        return Dci.builder()
                .identity("spmis.example.gov", current, next) // next is published, current signs
                .build();
        // end: rotate
    }
}
