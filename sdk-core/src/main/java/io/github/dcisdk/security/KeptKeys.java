package io.github.dcisdk.security;

import io.github.dcisdk.error.DciException;
import io.github.dcisdk.error.LogText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys that are fetched and kept, and fetched again when they are old or one is asked for that is not there. One fetch is
 * made at a time, and only so many within a time. Thread-safe.
 */
final class KeptKeys implements KeySource, EncryptionKeySource {
    private static final Logger LOG = LoggerFactory.getLogger(KeptKeys.class);

    /**
     * How many fetches may follow each other at once. Anybody can ask for a key that nobody knows; if one such message used
     * up an interval, a key that changes just then would be noticed late.
     */
    private static final int AT_ONCE = 3;

    private final String name;
    private final Supplier<JwkSet> fetch;
    private final Clock clock;
    private final Limits limits;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile Fetched fetched = Fetched.NOTHING;
    /** When the last fetch ended without keys; read and written under the lock. */
    private @Nullable Instant failedAt;
    /** When the fetches so far are used up, at one per interval; read and written under the lock. */
    private Instant usedUntil = Instant.MIN;

    /**
     * How long what lasts.
     *
     * @param refreshAfter the age at which keys are fetched again
     * @param interval the shortest time between fetches, in the long run and after one that failed
     * @param staleFor how long keys are used when they cannot be fetched again
     * @param patience how long somebody waits for a fetch that is under way
     */
    record Limits(Duration refreshAfter, Duration interval, Duration staleFor, Duration patience) {}

    /**
     * What was fetched and when.
     *
     * @param number how many fetches there were, which tells one from the next, even with the same keys at the same time
     * @param keys the keys for signatures
     * @param encryptionKeys the keys for encryption
     * @param skipped what was left out
     * @param at the time; null if nothing was fetched
     */
    private record Fetched(
            long number,
            FixedKeys keys,
            List<EncryptionKey> encryptionKeys,
            List<String> skipped,
            @Nullable Instant at) {
        static final Fetched NOTHING = new Fetched(0, new FixedKeys(List.of()), List.of(), List.of(), null);

        Optional<EncryptionKey> encryptionKey() {
            return encryptionKeys.stream().findFirst();
        }

        /** A clock that was set back makes nothing older. */
        boolean isOlderThan(Duration age, Instant now) {
            return at == null || Duration.between(at, now).compareTo(age) > 0;
        }

        int size() {
            return keys.keys().size() + encryptionKeys.size();
        }
    }

    KeptKeys(String name, Supplier<JwkSet> fetch, Clock clock, Limits limits) {
        this.name = name;
        this.fetch = fetch;
        this.clock = clock;
        this.limits = limits;
    }

    @Override
    public Optional<VerificationKey> key(String keyId) {
        Fetched known = usable();
        Optional<VerificationKey> key = known.keys().key(keyId);
        if (key.isPresent() && !known.isOlderThan(limits.refreshAfter(), clock.instant())) {
            return key;
        }
        refresh(known, key.isEmpty());
        return usable().keys().key(keyId);
    }

    @Override
    public List<VerificationKey> keys() {
        Fetched known = usable();
        if (known.isOlderThan(limits.refreshAfter(), clock.instant())) {
            refresh(known, known.keys().keys().isEmpty());
        }
        return usable().keys().keys();
    }

    @Override
    public Optional<EncryptionKey> encryptionKey() {
        Fetched known = usable();
        Optional<EncryptionKey> key = known.encryptionKey();
        if (key.isEmpty() || known.isOlderThan(limits.refreshAfter(), clock.instant())) {
            refresh(known, key.isEmpty());
        }
        return usable().encryptionKey();
    }

    @Override
    public Optional<EncryptionKey> encryptionKeyInsteadOf(EncryptionKey refused) {
        Fetched known = usable();
        if (known.encryptionKey().filter(key -> !key.equals(refused)).isEmpty()) {
            refresh(known, true);
        }
        return usable().encryptionKey().filter(key -> !key.equals(refused));
    }

    private Fetched usable() {
        Fetched known = fetched;
        return known.isOlderThan(limits.staleFor(), clock.instant()) ? Fetched.NOTHING : known;
    }

    /** Fetches the keys, unless somebody else does or just did. Who has a key at hand does not wait for that. */
    private void refresh(Fetched known, boolean waits) {
        try {
            boolean mine =
                    waits ? fetching.tryLock(limits.patience().toMillis(), TimeUnit.MILLISECONDS) : fetching.tryLock();
            if (mine) {
                try {
                    if (usable().number() == known.number() && isDue()) {
                        tryToFetch();
                    }
                } finally {
                    fetching.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Whoever is interrupted uses what is there.
        }
    }

    private boolean isDue() {
        Instant now = clock.instant();
        Instant failed = failedAt;
        if (failed != null && !now.isBefore(failed) && now.isBefore(failed.plus(limits.interval()))) {
            return false; // A place that is down is not asked more often because many want to know.
        }
        Duration used = usedUntil.isAfter(now) ? Duration.between(now, usedUntil) : Duration.ZERO;
        Duration atMost = limits.interval().multipliedBy(AT_ONCE);
        // More than ever gets used up: the clock was set back.
        return used.plus(limits.interval()).compareTo(atMost) <= 0 || used.compareTo(atMost) > 0;
    }

    private void tryToFetch() {
        try {
            fetch();
        } catch (DciException | IllegalArgumentException | IllegalStateException e) {
            int known = usable().size();
            LOG.warn("{}: the keys cannot be fetched, {} known ones stay in use: {}", name, known, e.getMessage());
        }
    }

    private void fetch() {
        boolean done = false;
        try {
            take(fetch.get());
            done = true;
        } finally {
            // From its end on, so that a place that answers slowly does not occupy one thread after the other.
            Instant now = clock.instant();
            failedAt = done ? null : now;
            Instant atMost = now.plus(limits.interval().multipliedBy(AT_ONCE));
            boolean isAhead = usedUntil.isAfter(now) && !usedUntil.isAfter(atMost);
            Instant used = (isAhead ? usedUntil : now).plus(limits.interval());
            usedUntil = used.isAfter(atMost) ? atMost : used;
        }
    }

    private void take(JwkSet set) {
        Fetched before = fetched;
        Fetched after = new Fetched(
                before.number() + 1, new FixedKeys(set.keys()), set.encryptionKeys(), set.skipped(), clock.instant());
        fetched = after;
        if (!before.keys().equals(after.keys()) || !before.encryptionKeys().equals(after.encryptionKeys())) {
            LOG.info("{}: {} keys, {} before", name, after.size(), before.size());
        }
        if (!before.skipped().equals(after.skipped())) {
            after.skipped().forEach(skipped -> LOG.warn("{}: left out {}", name, LogText.safe(skipped)));
        }
    }

    /** Fetches the keys now, and throws what stands in the way. */
    void load() {
        fetching.lock();
        try {
            fetch();
            if (fetched.size() == 0) {
                throw new IllegalArgumentException(name + " holds no key that can be used");
            }
        } finally {
            fetching.unlock();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
