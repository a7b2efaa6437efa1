package io.github.dcisdk.security;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One block of PEM text (RFC 7468). Error messages say what to do and never quote the text. */
final class Pem {
    static final String PRIVATE_KEY = "PRIVATE KEY";
    static final String RSA_PRIVATE_KEY = "RSA PRIVATE KEY";
    static final String EC_PRIVATE_KEY = "EC PRIVATE KEY";
    static final String PUBLIC_KEY = "PUBLIC KEY";
    static final String RSA_PUBLIC_KEY = "RSA PUBLIC KEY";
    static final String CERTIFICATE = "CERTIFICATE";

    private static final int MAX_LENGTH = 65_536;
    private static final int LINE_LENGTH = 64;
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----");
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*+)-----END \\1-----");
    /** OpenSSL writes the name of the curve in front of the key that says it again. */
    private static final Pattern CURVE =
            Pattern.compile("-----BEGIN EC PARAMETERS-----[^-]*+-----END EC PARAMETERS-----");
    /** The first line of a block that is encrypted in the way of RFC 1421. */
    private static final Pattern OLD_ENCRYPTION = Pattern.compile("-----BEGIN [A-Z0-9 ]{1,40}-----\\s*+Proc-Type:");

    private static final String ENCRYPTED =
            "is encrypted; keep it in a key store and use SigningKey.keyStore, or decrypt it with 'openssl pkey' into a"
                    + " protected file";

    /** What is often found instead of a block that is asked for, and what to do then. */
    private static final Map<String, String> OTHERS = Map.of(
            "ENCRYPTED PRIVATE KEY",
            ENCRYPTED,
            "OPENSSH PRIVATE KEY",
            "is in OpenSSH's own format; make a key with 'openssl genpkey -algorithm ed25519'",
            CERTIFICATE,
            "is a certificate; the private key is needed here",
            PRIVATE_KEY,
            "is a private key, which does not belong here; take its public key out with 'openssl pkey -pubout'",
            RSA_PRIVATE_KEY,
            "is a private key, which does not belong here; take its public key out with 'openssl rsa -pubout'",
            EC_PRIVATE_KEY,
            "is a private key, which does not belong here; take its public key out with 'openssl ec -pubout'",
            PUBLIC_KEY,
            "is a public key; the private key is needed here",
            RSA_PUBLIC_KEY,
            "is a public key; the private key is needed here");

    private final String label;
    private final byte[] content;

    private Pem(String label, byte[] content) {
        this.label = label;
        this.content = content;
    }

    static String read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_LENGTH + 1);
            // PEM is ASCII; whatever else the file holds only has to be recognised as not being PEM.
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the key file " + file, e);
        }
    }

    /** The only block of the text, which must have one of the labels. */
    static Pem parse(String pem, List<String> labels) {
        if (pem.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("the PEM text is longer than " + MAX_LENGTH + " characters");
        }
        String text = CURVE.matcher(pem).replaceAll("");
        Matcher begin = BEGIN.matcher(text);
        if (!begin.find()) {
            throw new IllegalArgumentException("no PEM block is there; expected '-----BEGIN " + labels.get(0)
                    + "-----' (a DER file is converted with 'openssl pkey -inform DER')");
        }
        String found = begin.group(1);
        if (!labels.contains(found)) {
            throw new IllegalArgumentException("the PEM block " + OTHERS.getOrDefault(found, "is of another kind")
                    + "; expected '-----BEGIN " + labels.get(0) + "-----'");
        }
        if (begin.find()) {
            throw new IllegalArgumentException("the PEM text holds several blocks; give one '" + found + "' alone");
        }
        if (OLD_ENCRYPTION.matcher(text).find()) {
            throw new IllegalArgumentException("the PEM block " + ENCRYPTED);
        }
        Matcher block = BLOCK.matcher(text);
        if (block.find()) {
            try {
                return new Pem(found, Base64.getDecoder().decode(block.group(2).replaceAll("\\s", "")));
            } catch (IllegalArgumentException e) {
                // Falls through, without a cause: the decoder's message names a character of the key.
            }
        }
        throw new IllegalArgumentException("the PEM block '" + found + "' is damaged; copy the file again");
    }

    /** The text of a block. */
    static String write(String label, byte[] content) {
        byte[] newline = {'\n'};
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(LINE_LENGTH, newline).encodeToString(content) + "\n-----END " + label
                + "-----\n";
    }

    /** What stands behind {@code BEGIN}. */
    String label() {
        return label;
    }

    /** The bytes of the block. */
    byte[] content() {
        return content;
    }
}
