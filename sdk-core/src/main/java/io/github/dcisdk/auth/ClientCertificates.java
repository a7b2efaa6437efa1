package io.github.dcisdk.auth;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.security.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Callers that prove themselves by a certificate over TLS: which certificate is which sender. The server asks for it and
 * checks that it goes back to an authority that it believes ({@code io.github.dcisdk.inbound.JdkHttpServer}); a certificate
 * that means no sender here, or two, lets nobody in. Like a token it stands for one sender: with it, nobody speaks in
 * another's name.
 *
 * <p>Start from {@link #NONE} and name senders; each method gives a changed copy. {@link #or} puts tokens beside it. The
 * reason for a refusal is logged at DEBUG. Immutable, thread-safe.
 */
public final class ClientCertificates implements InboundAuthentication {
    /** Nobody, until a sender is named. */
    public static final ClientCertificates NONE = new ClientCertificates(Map.of(), Clock.systemUTC());

    private static final Logger LOG = LoggerFactory.getLogger(ClientCertificates.class);
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");

    private final Map<Mark, String> senders;
    private final Clock clock;

    private ClientCertificates(Map<Mark, String> senders, Clock clock) {
        this.senders = Map.copyOf(senders);
        this.clock = clock;
    }

    /** By what a certificate is known. */
    private enum Kind {
        CERTIFICATE,
        PUBLIC_KEY,
        SUBJECT,
        DNS_NAME,
        URI
    }

    /** One thing that a certificate shows. */
    private record Mark(Kind kind, String value) {
        static Mark digest(Kind kind, byte[] content) {
            return new Mark(kind, HexFormat.of().formatHex(Sha256.digest(content)));
        }

        static Mark subject(X500Principal name) {
            return new Mark(Kind.SUBJECT, name.getName(X500Principal.CANONICAL));
        }

        static Mark dnsName(String name) {
            return new Mark(Kind.DNS_NAME, name.toLowerCase(Locale.ROOT));
        }
    }

    /**
     * Lets a sender in that shows exactly this certificate. It ends with the certificate; name the next one before.
     *
     * @param certificate the sender's certificate
     * @param senderId its {@code sender_id}
     * @return a changed copy
     * @throws IllegalArgumentException if the sender is blank, or the certificate is another sender's
     */
    public ClientCertificates certificate(X509Certificate certificate, String senderId) {
        return with(Mark.digest(Kind.CERTIFICATE, encoded(certificate)), senderId);
    }

    /**
     * Lets a sender in that shows exactly the certificate in a file.
     *
     * @param file a certificate in PEM (RFC 7468 section 5)
     * @param senderId its {@code sender_id}
     * @return a changed copy
     * @throws IllegalArgumentException if the file holds something else, the sender is blank, or the certificate is another
     *     sender's
     * @throws UncheckedIOException if the file cannot be read
     */
    public ClientCertificates certificate(Path file, String senderId) {
        try (InputStream in = Files.newInputStream(file)) {
            return certificate(
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in), senderId);
        } catch (CertificateException e) {
            throw new IllegalArgumentException(file + " holds something else than a certificate in PEM", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the certificate in " + file, e);
        }
    }

    /**
     * Lets a sender in that shows the certificate with a fingerprint.
     *
     * @param fingerprint SHA-256 of the certificate as tools print it: 64 hexadecimal digits, with or without colons
     * @param senderId its {@code sender_id}
     * @return a changed copy
     * @throws IllegalArgumentException if it is no such fingerprint, the sender is blank, or the certificate is another
     *     sender's
     */
    public ClientCertificates fingerprint(String fingerprint, String senderId) {
        String digits = fingerprint.replace(":", "").toLowerCase(Locale.ROOT);
        if (!FINGERPRINT.matcher(digits).matches()) {
            throw new IllegalArgumentException("a fingerprint is SHA-256 in 64 hexadecimal digits, as 'openssl x509"
                    + " -noout -fingerprint -sha256' prints it");
        }
        return with(new Mark(Kind.CERTIFICATE, digits), senderId);
    }

    /**
     * Lets a sender in that shows any certificate for this key, so that it can be renewed without telling us.
     *
     * @param key the key of the sender's certificates
     * @param senderId its {@code sender_id}
     * @return a changed copy
     * @throws IllegalArgumentException if the sender is blank, the key has no encoded form or is another sender's
     */
    public ClientCertificates publicKey(PublicKey key, String senderId) {
        byte[] encoded = key.getEncoded();
        if (encoded == null) {
            throw new IllegalArgumentException("the public key does not show its content");
        }
        return with(Mark.digest(Kind.PUBLIC_KEY, encoded), senderId);
    }

    /**
     * Lets a sender in that shows a certificate for this subject. Only where the authorities that the server believes are
     * our own, or give no such name to anybody else: whoever gets a certificate with it is the sender.
     *
     * @param name the whole subject, such as {@code CN=spmis, O=Ministry, C=ZZ} (RFC 2253); compared part by part, without
     *     case
     * @param senderId its {@code sender_id}
     * @return a changed copy
     * @throws IllegalArgumentException if it is no such name, the sender is blank, or the name is another sender's
     */
    public ClientCertificates subject(String name, String senderId) {
        X500Principal subject = new X500Principal(name);
        if (subject.getName().isEmpty()) {
            throw new IllegalArgumentException("a subject has at least one part, such as CN=spmis");
        }
        return with(Mark.subject(subject), senderId);
    }

    /**
     * Lets a sender in that shows a certificate with this DNS name among its alternative names (RFC 5280 section 4.2.1.6).
     * What is said of {@link #subject} holds here too.
     *
     * @param name the whole name, without case; no wildcard
     * @param senderId its {@code sender_id}
     * @return a changed copy
     * @throws IllegalArgumentException if the name is blank or a wildcard, the sender is blank, or the name is another
     *     sender's
     */
    public ClientCertificates dnsName(String name, String senderId) {
        if (name.isBlank() || name.contains("*")) {
            throw new IllegalArgumentException("a DNS name is one name, and not blank");
        }
        return with(Mark.dnsName(name), senderId);
    }

    /**
     * Lets a sender in that shows a certificate with this URI among its alternative names (RFC 5280 section 4.2.1.6). What
     * is said of {@link #subject} holds here too.
     *
     * @param uri the whole URI, letter by letter, for example {@code spiffe://example.gov/spmis}
     * @param senderId its {@code sender_id}
     * @return a changed copy
     * @throws IllegalArgumentException if the URI or the sender is blank, or the URI is another sender's
     */
    public ClientCertificates uri(String uri, String senderId) {
        if (uri.isBlank()) {
            throw new IllegalArgumentException("a URI is not blank");
        }
        return with(new Mark(Kind.URI, uri), senderId);
    }

    /**
     * Sets the time by which certificates begin and end; for tests.
     *
     * @param value the clock; the system's by default
     * @return a changed copy
     */
    public ClientCertificates clock(Clock value) {
        return new ClientCertificates(senders, Objects.requireNonNull(value, "value"));
    }

    private ClientCertificates with(Mark mark, String senderId) {
        if (senderId.isBlank()) {
            throw new IllegalArgumentException("a certificate stands for a sender_id, and the one given is blank");
        }
        Map<Mark, String> changed = new HashMap<>(senders);
        String before = changed.putIfAbsent(mark, senderId);
        if (before != null && !before.equals(senderId)) {
            throw new IllegalArgumentException(
                    "one certificate would be two senders: " + LogText.safe(before) + " and " + LogText.safe(senderId));
        }
        return new ClientCertificates(changed, clock);
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateException e) {
            throw new IllegalArgumentException("the certificate has no encoded form", e);
        }
    }

    /** Without a certificate nobody is let in, whatever the header says. */
    @Override
    public Caller check(@Nullable String authorization) {
        return Caller.refused();
    }

    @Override
    public Caller check(@Nullable String authorization, List<X509Certificate> certificates) {
        if (certificates.isEmpty()) {
            return Caller.refused();
        }
        X509Certificate own = certificates.get(0);
        try {
            // One that is believed by itself and not because of its issuer, the platform takes after its end too.
            own.checkValidity(Date.from(clock.instant()));
            Set<String> meant = marks(own).stream()
                    .map(senders::get)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
            if (meant.size() == 1) {
                return Caller.admittedAs(meant.iterator().next());
            }
            LOG.debug("client certificate refused: it means {} senders", meant.size());
        } catch (CertificateException | IllegalArgumentException e) {
            LOG.debug("client certificate refused: {}", e.getClass().getSimpleName());
        }
        return Caller.refused();
    }

    private static Set<Mark> marks(X509Certificate certificate) throws CertificateException {
        Set<Mark> marks = new HashSet<>();
        marks.add(Mark.digest(Kind.CERTIFICATE, encoded(certificate)));
        marks.add(Mark.digest(Kind.PUBLIC_KEY, certificate.getPublicKey().getEncoded()));
        marks.add(Mark.subject(certificate.getSubjectX500Principal()));
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        if (alternatives != null) {
            for (List<?> alternative : alternatives) {
                String value = alternative.get(1) instanceof String text ? text : "";
                if (alternative.get(0).equals(2)) {
                    marks.add(Mark.dnsName(value));
                } else if (alternative.get(0).equals(6)) {
                    marks.add(new Mark(Kind.URI, value));
                }
            }
        }
        return marks;
    }

    @Override
    public String toString() {
        return "ClientCertificates[" + senders.size() + "]";
    }
}
