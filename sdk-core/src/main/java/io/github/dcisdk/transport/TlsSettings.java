package io.github.dcisdk.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Whose certificates we believe over TLS, and which one we show, as a client or as a server. Start from {@link #PLATFORM} and change what differs; each
 * method gives a changed copy. Immutable, thread-safe; {@link #toString()} shows no key.
 */
public final class TlsSettings {
    /** Believes the certificate authorities of the Java platform, and shows no certificate. */
    public static final TlsSettings PLATFORM = new TlsSettings(List.of(), null);

    private final List<KeyManager> keyManagers;
    private final @Nullable KeyStore anchors;

    private TlsSettings(List<KeyManager> keyManagers, @Nullable KeyStore anchors) {
        this.keyManagers = List.copyOf(keyManagers);
        this.anchors = anchors;
    }

    /**
     * Shows a certificate to peers that ask for one (mutual TLS).
     *
     * @param file a PKCS#12 or JKS file with our private key and its chain of certificates
     * @param password the password of the file and of the key in it; not kept, and not changed
     * @return a changed copy
     * @throws IllegalArgumentException if the file is not a key store, the password is wrong, or it holds no private key
     * @throws UncheckedIOException if the file cannot be read
     */
    public TlsSettings clientKey(Path file, char[] password) {
        if (!Files.isReadable(file)) {
            throw new UncheckedIOException(new IOException("cannot read the key store " + file));
        }
        try {
            return clientKey(KeyStore.getInstance(file.toFile(), password), password);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "cannot open the key store " + file + ": it is PKCS#12 or JKS, and the password fits it", e);
        }
    }

    /**
     * Shows a certificate to peers that ask for one (mutual TLS).
     *
     * @param store a key store with our private key and its chain of certificates
     * @param password the password of the key; not kept, and not changed
     * @return a changed copy
     * @throws IllegalArgumentException if the store holds no private key, or the password is wrong
     */
    public TlsSettings clientKey(KeyStore store, char[] password) {
        try {
            requireEntry(store, true, "no private key is in the key store; a certificate alone proves nothing");
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            return new TlsSettings(List.of(factory.getKeyManagers()), anchors);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the private key cannot be taken out of the key store", e);
        }
    }

    /**
     * Believes only certificates that go back to one of the given ones, instead of those of the platform.
     *
     * @param certificates a file with one or more certificates in PEM (RFC 7468 section 5)
     * @return a changed copy
     * @throws IllegalArgumentException if the file holds something else
     * @throws UncheckedIOException if the file cannot be read
     */
    public TlsSettings trustOnly(Path certificates) {
        try (InputStream in = Files.newInputStream(certificates)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            for (Certificate certificate : found) {
                store.setCertificateEntry("anchor-" + store.size(), certificate);
            }
            return trustOnly(store);
        } catch (CertificateException e) {
            throw new IllegalArgumentException(certificates + " holds something else than certificates in PEM", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the certificates in " + certificates, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform lacks a key store in memory", e);
        }
    }

    /**
     * Believes only certificates that go back to one in the given store, instead of those of the platform.
     *
     * @param store the certificates that are believed; not to be changed from now on
     * @return a changed copy
     * @throws IllegalArgumentException if the store holds no certificate
     */
    public TlsSettings trustOnly(KeyStore store) {
        requireEntry(store, false, "no certificate is there to be trusted, so no peer could be reached");
        return new TlsSettings(keyManagers, store);
    }

    private static void requireEntry(KeyStore store, boolean key, String otherwise) {
        try {
            List<String> aliases = new ArrayList<>();
            store.aliases().asIterator().forEachRemaining(aliases::add);
            for (String alias : aliases) {
                if (key ? store.isKeyEntry(alias) : store.isCertificateEntry(alias)) {
                    return;
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key store is not loaded", e);
        }
        throw new IllegalArgumentException(otherwise);
    }

    /**
     * The settings for other libraries.
     *
     * @return a new context
     */
    public SSLContext sslContext() {
        return context(trustManager());
    }

    /**
     * The settings for a server of ours that asks its callers for certificates: it shows our key, and believes callers whose
     * certificates go back to one of our own trust anchors. The authorities of the platform are no help there: they give
     * certificates to everybody.
     *
     * @return a new context
     * @throws IllegalStateException if no key is set by {@code clientKey}, or no trust anchor by {@code trustOnly}
     */
    public SSLContext serverContext() {
        if (keyManagers.isEmpty() || anchors == null) {
            throw new IllegalStateException("a server that asks for certificates has a key of its own, set by"
                    + " clientKey(..), and authorities whose certificates it believes, set by trustOnly(..)");
        }
        return sslContext();
    }

    void applyTo(OkHttpClient.Builder client) {
        X509TrustManager trust = trustManager();
        client.sslSocketFactory(context(trust).getSocketFactory(), trust);
    }

    private SSLContext context(X509TrustManager trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers.toArray(KeyManager[]::new), new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform cannot set TLS up", e);
        }
    }

    private X509TrustManager trustManager() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(anchors);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    return x509;
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform cannot set TLS up", e);
        }
        throw new IllegalStateException("this Java platform does not check X.509 certificates");
    }

    @Override
    public String toString() {
        return "TlsSettings[" + (keyManagers.isEmpty() ? "no client key" : "with client key") + ", "
                + (anchors == null ? "trust of the platform" : "own trust anchors") + "]";
    }
}
