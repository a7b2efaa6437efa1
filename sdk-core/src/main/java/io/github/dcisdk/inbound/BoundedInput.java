package io.github.dcisdk.inbound;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A stream that refuses the request when it brings more bytes than are allowed, or has not ended in time. */
final class BoundedInput extends InputStream {
    private final InputStream in;
    private final long end;
    private long left;

    /**
     * Begins the time.
     *
     * @param maxBytes how many bytes may come
     * @param maxTime by when all of them are to be there; a read that waits for a first byte is not ended
     */
    BoundedInput(InputStream in, long maxBytes, Duration maxTime) {
        this.in = in;
        this.left = maxBytes;
        this.end = System.nanoTime() + TimeUnit.NANOSECONDS.convert(maxTime);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (System.nanoTime() - end > 0) {
            throw new RefusedRequestException(Refusal.UNAVAILABLE);
        }
        if (left == 0) {
            if (in.read() >= 0) {
                throw new RefusedRequestException(Refusal.TOO_LARGE);
            }
            return -1;
        }
        int count = in.read(bytes, offset, (int) Math.min(length, left));
        left -= Math.max(count, 0);
        return count;
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }
}
