package io.github.dcisdk.security;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.security.TrustFileKeys.PublishedAt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A trust store in a JSON file, which operators can change while the program runs. {@code docs/trust-file.md} describes the
 * file; what it does not describe is refused.
 *
 * <p>The file is looked at again at most every {@linkplain #load(Path, Duration, Clock) interval}, when a message comes in.
 * A file that cannot be read then changes nothing: the last good content goes on to hold, and an error is logged. Key files
 * that it names are read with it; whoever replaces one touches the trust file too. Keys that a sender publishes are kept as
 * long as the sender's entry names the same address. Thread-safe.
 */
public final class TrustFile implements TrustStore {
    /** How often the file is looked at unless another interval is set. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(TrustFile.class);
    private static final long MAX_BYTES = 4L * 1024 * 1024;

    private final Path file;
    private final Duration interval;
    private final Clock clock;
    private final ReentrantLock reloading = new ReentrantLock();
    private volatile Content content;
    private volatile Instant nextLook;
    /** Used by the thread that reloads. */
    private String lastError = "";

    private TrustFile(Path file, Duration interval, Clock clock) {
        this.file = file;
        this.interval = interval;
        this.clock = clock;
        this.content = read(version(), Map.of());
        this.nextLook = clock.instant().plus(interval);
    }

    /** What the file said, and which version of it that was. */
    private record Content(TrustStore store, int senders, Map<PublishedAt, JwksSource> published, Version version) {}

    /** Tells one version of the file from the next. */
    private record Version(FileTime modified, long size) {}

    /**
     * Reads a file, and looks at it again every {@link #DEFAULT_INTERVAL}.
     *
     * @param file the file
     * @return the trust store
     * @throws UncheckedIOException if the file cannot be read
     * @throws IllegalArgumentException if it is no trust file; the message names every place that is wrong
     */
    public static TrustFile load(Path file) {
        return load(file, DEFAULT_INTERVAL, Clock.systemUTC());
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @param interval how often it is looked at again, at most; more than 0
     * @param clock the time by which the interval is measured, and published keys grow old
     * @return the trust store
     * @throws UncheckedIOException if the file cannot be read
     * @throws IllegalArgumentException if it is no trust file, or the interval is not more than 0
     */
    public static TrustFile load(Path file, Duration interval, Clock clock) {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("the interval is more than 0");
        }
        return new TrustFile(Objects.requireNonNull(file, "file"), interval, Objects.requireNonNull(clock, "clock"));
    }

    @Override
    public Optional<TrustedSender> sender(String senderId) {
        lookAgain();
        return content.store().sender(senderId);
    }

    /**
     * Reads the file now, whether it seems to have changed or not.
     *
     * @throws UncheckedIOException if the file cannot be read; the last good content goes on to hold
     * @throws IllegalArgumentException if it is no trust file; the last good content goes on to hold
     */
    public void reload() {
        reloading.lock();
        try {
            content = read(version(), content.published());
            LOG.info("trust file {} read: {} senders", file.getFileName(), content.senders());
        } finally {
            reloading.unlock();
        }
    }

    /** One thread looks, the others go on with what they have. */
    private void lookAgain() {
        if (clock.instant().isBefore(nextLook) || !reloading.tryLock()) {
            return;
        }
        try {
            nextLook = clock.instant().plus(interval);
            Content before = content;
            Version found = version();
            if (!found.equals(before.version())) {
                content = read(found, before.published());
                lastError = "";
                LOG.info("trust file {} read: {} senders", file.getFileName(), content.senders());
            }
        } catch (UncheckedIOException | IllegalArgumentException e) {
            // Tried again each time, because a key file that it names may come later; said once.
            String error = String.valueOf(e.getMessage());
            if (!error.equals(lastError)) {
                LOG.error("the trust file stays as it was read before: {}", error);
                lastError = error;
            }
        } finally {
            reloading.unlock();
        }
    }

    private Version version() {
        try {
            return new Version(Files.getLastModifiedTime(file), Files.size(file));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Keys that are known stay known, so that reading the file anew does not ask every sender for its keys. */
    private Content read(Version version, Map<PublishedAt, JwksSource> published) {
        if (version.size() > MAX_BYTES) {
            throw new IllegalArgumentException(file + ": longer than " + MAX_BYTES + " bytes");
        }
        try {
            TrustFileReader.Content read = new TrustFileReader(file, clock, published).read(Files.readAllBytes(file));
            return new Content(TrustStore.of(read.senders()), read.senders().size(), read.published(), version);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private UncheckedIOException unreadable(IOException cause) {
        return new UncheckedIOException(
                "the trust file " + LogText.safe(file.toString()) + " cannot be read: "
                        + cause.getClass().getSimpleName(),
                cause);
    }

    @Override
    public String toString() {
        return "TrustFile[" + file.getFileName() + ", " + content.senders() + " senders]";
    }
}
