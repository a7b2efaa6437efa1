package io.github.dcisdk.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.EventListener;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * One request and its answer. The work is done by a thread of OkHttp's dispatcher while the calling thread waits: a
 * blocking read from a socket cannot be interrupted, the wait can, and it also ends when the time is over although a
 * name look-up still hangs.
 */
final class Exchange implements Callback {
    /** Marks in every exchange of a client whether anything was sent. */
    static final EventListener LISTENER = new EventListener() {
        @Override
        public void requestHeadersStart(Call call) {
            Exchange exchange = call.request().tag(Exchange.class);
            if (exchange != null) {
                exchange.sent = true;
            }
        }
    };

    private final HttpCall settings;
    private final int maxBytes;
    private final CompletableFuture<Received> received = new CompletableFuture<>();
    private volatile boolean sent;

    Exchange(HttpCall settings, int maxBytes) {
        this.settings = settings;
        this.maxBytes = maxBytes;
    }

    /** Gives a request the time limits of its call, as an interceptor of the application. */
    static Response limited(Interceptor.Chain chain) throws IOException {
        Exchange exchange = chain.request().tag(Exchange.class);
        Interceptor.Chain limited = exchange == null ? chain : exchange.limit(chain);
        return limited.proceed(limited.request());
    }

    private Interceptor.Chain limit(Interceptor.Chain chain) {
        Interceptor.Chain limited = chain;
        if (settings.connectTimeout().isPresent()) {
            limited =
                    limited.withConnectTimeout(millis(settings.connectTimeout().get()), TimeUnit.MILLISECONDS);
        }
        if (settings.readTimeout().isPresent()) {
            int millis = millis(settings.readTimeout().get());
            limited = limited.withReadTimeout(millis, TimeUnit.MILLISECONDS)
                    .withWriteTimeout(millis, TimeUnit.MILLISECONDS);
        }
        return limited;
    }

    private static int millis(Duration limit) {
        return Math.toIntExact(limit.toMillis());
    }

    /**
     * Keeps OkHttp from repeating a request by itself, as an interceptor of the network. After 503 with {@code Retry-After:
     * 0} it does so even when told not to retry, if the request has no body; a body can forbid it, see {@link OneShotBody}.
     * It overlooks a zero with a fraction; {@link RetryAfter} does not.
     */
    static Response notRepeated(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        String wait = response.header("Retry-After");
        boolean atOnce = response.code() == 503 && wait != null && wait.strip().matches("0+");
        return atOnce ? response.newBuilder().header("Retry-After", "0.0").build() : response;
    }

    /** What came back. */
    @SuppressWarnings("ArrayRecordComponent") // Package-private, and never compared.
    record Received(int status, Headers headers, byte[] body) {}

    /** The body is longer than the limit. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        final int status;

        TooLargeException(int status, int maxBytes) {
            super("the body of the answer is longer than " + maxBytes + " bytes");
            this.status = status;
        }
    }

    /** Whether the peer may have received the request, even if only the first byte of it. */
    boolean isSent() {
        return sent;
    }

    /**
     * Sends the request and waits for the whole answer.
     *
     * @throws IOException if there is none
     * @throws InterruptedException if the calling thread is interrupted; the exchange is abandoned
     */
    Received run(OkHttpClient client, Request request, Duration limit) throws IOException, InterruptedException {
        Call call =
                client.newCall(request.newBuilder().tag(Exchange.class, this).build());
        call.enqueue(this);
        try {
            return received.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            call.cancel();
            throw new InterruptedIOException("no complete answer within the time that was left for it, " + limit);
        } catch (InterruptedException e) {
            call.cancel();
            throw e;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof IOException io) {
                throw io;
            }
            throw new IOException("the answer could not be read", cause);
        }
    }

    @Override
    public void onResponse(Call call, Response response) {
        try (response) {
            received.complete(new Received(response.code(), response.headers(), read(call, response)));
        } catch (Throwable e) { // Also an OutOfMemoryError: the waiting thread must learn of it.
            received.completeExceptionally(e);
        }
    }

    @Override
    public void onFailure(Call call, IOException failure) {
        received.completeExceptionally(failure);
    }

    /** Reads through OkHttp's inflation, so the limit holds for what arrives here, not for what came over the wire. */
    private byte[] read(Call call, Response response) throws IOException {
        ResponseBody body = response.body();
        try (InputStream in = body.byteStream()) {
            byte[] bytes = body.contentLength() > maxBytes ? new byte[0] : in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes || body.contentLength() > maxBytes) {
                // Without this, closing the body reads on for a while in the hope to keep the connection.
                call.cancel();
                throw new TooLargeException(response.code(), maxBytes);
            }
            return bytes;
        }
    }
}
