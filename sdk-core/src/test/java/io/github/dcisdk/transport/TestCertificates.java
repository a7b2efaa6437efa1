package io.github.dcisdk.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keys with self-signed certificates in files, made by the JDK's own tool. */
public final class TestCertificates {
    public static final char[] PASSWORD = "changeit".toCharArray();

    private final Path folder;

    public TestCertificates(Path folder) {
        this.folder = folder;
    }

    /** Makes {@code name.p12} with key and certificate, and {@code name.pem} with the certificate. */
    public void make(String name, String alternativeNames) {
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + alternativeNames,
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                path(name + ".p12").toString());
        export(name);
    }

    /** Makes another certificate for the same key, in both files. */
    public void renew(String name) {
        keytool(
                "-selfcert",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-storepass",
                "changeit",
                "-keystore",
                path(name + ".p12").toString());
        export(name);
    }

    private void export(String name) {
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                name,
                "-storepass",
                "changeit",
                "-keystore",
                path(name + ".p12").toString(),
                "-file",
                path(name + ".pem").toString());
    }

    public Path path(String name) {
        return folder.resolve(name);
    }

    public X509Certificate certificate(String name) {
        try (InputStream in = Files.newInputStream(path(name + ".pem"))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (IOException | CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the certificates of several into one file. */
    public Path bundle(String file, String... names) {
        try {
            StringBuilder all = new StringBuilder();
            for (String name : names) {
                all.append(Files.readString(path(name + ".pem")));
            }
            return Files.writeString(path(file), all);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public TlsSettings settings(String name) {
        return TlsSettings.PLATFORM.clientKey(path(name + ".p12"), PASSWORD);
    }

    private void keytool(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(Arrays.asList(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(path("keytool.log").toFile())
                    .start();
            assertThat(process.waitFor())
                    .as(() -> String.join(" ", command) + ": " + log())
                    .isZero();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String log() {
        try {
            return Files.readString(path("keytool.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
