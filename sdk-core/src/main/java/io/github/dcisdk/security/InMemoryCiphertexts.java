package io.github.dcisdk.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Remembers ciphertexts on the heap, the one that came last at the end, so that old ones are found at the beginning. */
final class InMemoryCiphertexts implements CiphertextMemory {
    private final Clock clock;
    private final Duration time;
    private final int capacity;
    private final Map<String, Seen> byFingerprint = new LinkedHashMap<>();

    private record Seen(String senderId, Instant last) {}

    InMemoryCiphertexts(Clock clock, Duration time, int capacity) {
        if (time.isNegative() || time.isZero() || capacity < 1) {
            throw new IllegalArgumentException("a memory of ciphertexts has a positive time and room for at least 1");
        }
        this.clock = Objects.requireNonNull(clock, "clock");
        this.time = time;
        this.capacity = capacity;
    }

    @Override
    public synchronized Verdict remember(String senderId, String fingerprint) {
        Instant now = clock.instant();
        Seen seen = byFingerprint.get(fingerprint);
        if (seen != null && !seen.senderId().equals(senderId)) {
            return Verdict.OTHER_SENDER;
        } else if (seen == null && byFingerprint.size() >= capacity && !forgetOldest(now.minus(time))) {
            return Verdict.FULL;
        }
        byFingerprint.remove(fingerprint);
        byFingerprint.put(fingerprint, new Seen(senderId, now));
        return Verdict.ADMITTED;
    }

    /** Only where room is needed: a ciphertext does not grow old by itself. */
    private boolean forgetOldest(Instant limit) {
        Iterator<Seen> inOrder = byFingerprint.values().iterator();
        if (!inOrder.next().last().isBefore(limit)) {
            return false;
        }
        inOrder.remove();
        return true;
    }
}
