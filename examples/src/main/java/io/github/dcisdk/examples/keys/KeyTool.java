package io.github.dcisdk.examples.keys;

import io.github.dcisdk.security.JwkSet;
import io.github.dcisdk.security.SignatureAlgorithm;
import io.github.dcisdk.security.SigningKey;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Makes a key pair: the private key goes to a file that only its owner can read, the public one is printed for peers. */
public final class KeyTool {
    private KeyTool() {}

    /**
     * Makes a key.
     *
     * @param args the file to write, which must not exist; {@code ED25519}, {@code ES256} or {@code RS256}; and perhaps the
     *     id of the key, else its thumbprint is its id
     * @throws IOException if the file cannot be written
     */
    public static void main(String[] args) throws IOException {
        if (args.length < 2) {
            System.err.println("arguments: <file to write> ED25519|ES256|RS256 [key id]");
            return;
        }
        SigningKey made = SigningKey.generate(SignatureAlgorithm.valueOf(args[1]), "new");
        SigningKey key = made.withKeyId(
                args.length > 2 ? args[2] : made.verificationKey().thumbprint());
        write(key, Path.of(args[0]), System.out);
    }

    static void write(SigningKey key, Path file, PrintStream out) throws IOException {
        // snippet: make
        boolean posix = Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Files.createFile(file, ownerOnly); // fails if the file is there: no key is overwritten
        Files.writeString(file, key.exportPem(), StandardOpenOption.WRITE);
        out.println("Key id: " + key.keyId());
        out.print(key.verificationKey().toPem());
        out.println(JwkSet.of(List.of(key.verificationKey())).toJson());
        // end: make
    }
}
