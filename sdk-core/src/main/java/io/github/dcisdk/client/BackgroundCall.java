package io.github.dcisdk.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call in another thread. When the future is completed by anything else than the call, by {@code cancel} or {@code
 * orTimeout} for instance, nobody waits for the call any more, and its thread is interrupted.
 */
final class BackgroundCall<R> extends CompletableFuture<R> implements Runnable {
    private final Supplier<R> call;
    private @Nullable Thread runner;
    private boolean interrupted;

    private BackgroundCall(Supplier<R> call) {
        this.call = call;
    }

    static <R> CompletableFuture<R> start(Executor executor, Supplier<R> call) {
        BackgroundCall<R> future = new BackgroundCall<>(call);
        CompletableFuture<R> unused = future.whenComplete((result, error) -> future.abandon());
        try {
            executor.execute(future);
        } catch (RejectedExecutionException e) {
            future.completeExceptionally(
                    new IllegalStateException("Dci is closed, or the executor given to it takes no more calls", e));
        }
        return future;
    }

    /** A thread for each call, used again for later ones. */
    static ExecutorService newThreads() {
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "dci-call");
            thread.setDaemon(true); // A program that has nothing else to do does not wait for calls.
            return thread;
        });
    }

    @Override
    public void run() {
        if (!begin()) {
            return;
        }
        try {
            complete(call.get());
        } catch (Throwable e) { // Also an Error: whoever waits must learn of it.
            completeExceptionally(e);
        } finally {
            end();
        }
    }

    private synchronized boolean begin() {
        if (isDone()) {
            return false;
        }
        runner = Thread.currentThread();
        return true;
    }

    private synchronized void end() {
        runner = null;
        if (interrupted) {
            // Ours, and not meant for what the thread does next.
            boolean unused = Thread.interrupted();
        }
    }

    private synchronized void abandon() {
        if (runner != null && runner != Thread.currentThread()) {
            interrupted = true;
            runner.interrupt();
        }
    }
}
