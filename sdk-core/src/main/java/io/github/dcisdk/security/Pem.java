package io.github.dcisdk.security;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one block of PEM text (RFC 7468). Error messages say what to do and never quote the text. */
final class Pem {
    static final String PRIVATE_KEY = "PRIVATE KEY";
    static final String PUBLIC_KEY = "PUBLIC KEY";

    private static final int MAX_LENGTH = 65_536;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----");

    private static final String TO_PKCS8 = "is in an older format; convert it with 'openssl pkcs8 -topk8 -nocrypt'";

    /** What is often found instead of the block that is asked for, and what to do then. */
    private static final Map<String, String> OTHERS = Map.of(
            "ENCRYPTED PRIVATE KEY",
            "is encrypted; decrypt it with 'openssl pkcs8' into a protected file, or open it in your own key store and"
                    + " use SigningKey.of",
            "RSA PRIVATE KEY",
            TO_PKCS8,
            "EC PRIVATE KEY",
            TO_PKCS8,
            "OPENSSH PRIVATE KEY",
            "is in OpenSSH's own format; make a key with 'openssl genpkey -algorithm ed25519'",
            "CERTIFICATE",
            "is a certificate; take its public key out with 'openssl x509 -pubkey -noout'",
            PRIVATE_KEY,
            "is a private key, which does not belong here; take its public key out with 'openssl pkey -pubout'",
            PUBLIC_KEY,
            "is a public key; the private key is needed here");

    private Pem() {}

    static String read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_LENGTH + 1);
            // PEM is ASCII; whatever else the file holds only has to be recognised as not being PEM.
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the key file " + file, e);
        }
    }

    /** The bytes of the only block, which must have the given label. */
    static byte[] decode(String pem, String label) {
        if (pem.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("the PEM text is longer than " + MAX_LENGTH + " characters");
        }
        Matcher begin = BEGIN.matcher(pem);
        if (!begin.find()) {
            throw new IllegalArgumentException("no PEM block is there; expected '-----BEGIN " + label
                    + "-----' (a DER file is converted with 'openssl pkey -inform DER')");
        }
        String found = begin.group(1);
        if (!found.equals(label)) {
            throw new IllegalArgumentException("the PEM block " + OTHERS.getOrDefault(found, "is of another kind")
                    + "; expected '-----BEGIN " + label + "-----'");
        }
        if (begin.find()) {
            throw new IllegalArgumentException("the PEM text holds several blocks; give one '" + label + "' alone");
        }
        Matcher block = BLOCK.matcher(pem);
        if (block.find()) {
            try {
                return Base64.getDecoder().decode(block.group(2).replaceAll("\\s", ""));
            } catch (IllegalArgumentException e) {
                // Falls through, without a cause: the decoder's message names a character of the key.
            }
        }
        throw new IllegalArgumentException("the PEM block '" + label + "' is damaged; copy the file again");
    }
}
