package io.github.dcisdk.security;

import io.github.dcisdk.error.LogText;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A private key of a key store, and the certificate of its public key.
 *
 * @param privateKey the key
 * @param certificate the first certificate of its chain
 */
record KeyStoreEntry(PrivateKey privateKey, Certificate certificate) {
    private static final int MAX_LISTED = 10;

    static KeyStoreEntry read(Path file, char[] password, String alias) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return of(load(in, file, password), password, alias);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the key store " + file, e);
        }
    }

    private static KeyStore load(InputStream in, Path file, char[] password) {
        try {
            // The platform's PKCS#12 reads JKS too.
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            return store;
        } catch (IOException | GeneralSecurityException e) {
            // Without a cause: nothing of what a provider says about passwords belongs in a log.
            throw new IllegalArgumentException("the key store " + file
                    + " cannot be opened: its password is another, or it is neither PKCS#12 nor JKS");
        }
    }

    static KeyStoreEntry of(KeyStore store, char[] password, String alias) {
        Key key;
        Certificate certificate;
        try {
            if (!store.isKeyEntry(alias)) {
                throw new IllegalArgumentException(
                        "the key store has no key '" + LogText.safe(alias) + "'; it has " + keys(store));
            }
            key = store.getKey(alias, password);
            certificate = store.getCertificate(alias);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "the key '" + LogText.safe(alias) + "' of the key store cannot be read: its password is another");
        }
        if (key instanceof PrivateKey privateKey && certificate != null) {
            return new KeyStoreEntry(privateKey, certificate);
        }
        throw new IllegalArgumentException(
                "the entry '" + LogText.safe(alias) + "' of the key store is no private key with a certificate");
    }

    private static String keys(KeyStore store) throws KeyStoreException {
        List<String> keys = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias) && keys.size() < MAX_LISTED) {
                keys.add("'" + LogText.safe(alias) + "'");
            }
        }
        return keys.isEmpty() ? "none" : String.join(", ", keys);
    }

    @Override
    public String toString() {
        return "KeyStoreEntry[]";
    }
}
