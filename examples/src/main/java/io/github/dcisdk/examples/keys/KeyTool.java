package io.github.dcisdk.examples.keys;

import io.github.dcisdk.security.JwkSet;
import io.github.dcisdk.security.SignatureAlgorithm;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.VerificationKey;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Makes a key pair: the private key goes into a file that only its owner can read, the public half is printed as PEM and
 * as a key set, to be given to peers.
 */
public final class KeyTool {
    private static final String USAGE =
            "arguments: <algorithm> <key id> <folder>, such as: ed25519 key-1 keys\nalgorithms: "
                    + Arrays.toString(SignatureAlgorithm.values()).toLowerCase(Locale.ROOT)
                    + "; a key id holds letters, digits, '.', '_' and '-'";

    private KeyTool() {}

    /**
     * Makes a key pair.
     *
     * @param args algorithm, key id, folder
     */
    public static void main(String[] args) {
        if (!run(List.of(args), System.out, System.err)) {
            System.exit(2);
        }
    }

    static boolean run(List<String> args, PrintStream out, PrintStream err) {
        if (args.size() != 3 || !args.get(1).matches("[A-Za-z0-9._-]+")) {
            err.println(USAGE);
            return false;
        }
        SigningKey key;
        try {
            SignatureAlgorithm algorithm =
                    SignatureAlgorithm.valueOf(args.get(0).toUpperCase(Locale.ROOT));
            key = SigningKey.generate(algorithm, args.get(1));
        } catch (IllegalArgumentException e) {
            err.println(USAGE);
            return false;
        }
        Path folder = Path.of(args.get(2));
        Path privateFile = folder.resolve(key.keyId() + ".pem");
        VerificationKey publicKey = key.verificationKey();
        try {
            Files.createDirectories(folder);
            writeForOwner(privateFile, key.exportPem());
            Files.writeString(folder.resolve(key.keyId() + ".pub.pem"), publicKey.toPem());
            Files.writeString(
                    folder.resolve(key.keyId() + ".jwks.json"),
                    JwkSet.of(List.of(publicKey)).toJson());
        } catch (FileAlreadyExistsException e) {
            err.println(privateFile + " is there already; a key is never written over another");
            return false;
        } catch (IOException e) {
            err.println("cannot write to " + folder + ": " + e.getClass().getSimpleName());
            return false;
        }
        out.println("The private key is in " + privateFile + ". It stays there.");
        out.println("Give your peers the public half, as PEM:");
        out.println(publicKey.toPem().strip());
        out.println("or as a key set (RFC 7517):");
        out.println(JwkSet.of(List.of(publicKey)).toJson());
        out.println("Its thumbprint (RFC 7638), to compare over another channel: " + publicKey.thumbprint());
        return true;
    }

    /** The file has its permissions before it has its content. */
    private static void writeForOwner(Path file, String text) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] permissions = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try (WritableByteChannel channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), permissions)) {
            Channels.newOutputStream(channel).write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
