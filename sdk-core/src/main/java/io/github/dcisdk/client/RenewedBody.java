package io.github.dcisdk.client;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The body of a call that may be repeated: the same bytes as long as their signature is fresh, because a peer recognises
 * a repetition by them; then signed anew. Used by one thread.
 */
final class RenewedBody {
    /** Well below the five minutes that a signature lives, so that it is still alive on arrival. */
    private static final Duration FRESH = Duration.ofMinutes(4);

    private final Function<Instant, byte[]> writer;
    private @Nullable Instant writtenAt;
    private byte @Nullable [] body;

    RenewedBody(Function<Instant, byte[]> writer) {
        this.writer = writer;
    }

    byte[] at(Instant now) {
        byte[] current = body;
        Instant written = writtenAt;
        if (current == null || written == null || now.isAfter(written.plus(FRESH)) || now.isBefore(written)) {
            current = writer.apply(now);
            body = current;
            writtenAt = now;
        }
        return current;
    }
}
