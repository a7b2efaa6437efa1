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
 * made at a time, and none sooner after the last one than an interval. Thread-safe.
 */
final class KeptKeys implements KeySource {
    private static final Logger LOG = LoggerFactory.getLogger(KeptKeys.class);

    private final String name;
    private final Supplier<JwkSet> fetch;
    private final Clock clock;
    private final Limits limits;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile Fetched fetched = Fetched.NOTHING;
    /** When the last fetch ended; read and written under the lock. */
    private @Nullable Instant lastTry;

    /**
     * How long what lasts.
     *
     * @param refreshAfter the age at which keys are fetched again
     * @param interval the shortest time between fetches
     * @param staleFor how long keys are used when they cannot be fetched again
     * @param patience how long somebody waits for a fetch that is under way
     */
    record Limits(Duration refreshAfter, Duration interval, Duration staleFor, Duration patience) {}

    /**
     * What was fetched and when.
     *
     * @param keys the keys
     * @param skipped what was left out
     * @param at the time; null if nothing was fetched
     */
    private record Fetched(
            FixedKeys keys, List<String> skipped, @Nullable Instant at) {
        static final Fetched NOTHING = new Fetched(new FixedKeys(List.of()), List.of(), null);

        /** A clock that was set back makes nothing older. */
        boolean isOlderThan(Duration age, Instant now) {
            return at == null || Duration.between(at, now).compareTo(age) > 0;
        }

        int size() {
            return keys.keys().size();
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
            refresh(known, known.size() == 0);
        }
        return usable().keys().keys();
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
                    if (usable().equals(known) && isDue()) {
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
        Instant last = lastTry;
        Instant now = clock.instant();
        return last == null || now.isBefore(last) || !now.isBefore(last.plus(limits.interval()));
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
        try {
            take(fetch.get());
        } finally {
            // From its end on, so that a place that answers slowly does not occupy one thread after the other.
            lastTry = clock.instant();
        }
    }

    private void take(JwkSet set) {
        Fetched before = fetched;
        Fetched after = new Fetched(new FixedKeys(set.keys()), set.skipped(), clock.instant());
        fetched = after;
        if (!before.keys().equals(after.keys())) {
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
