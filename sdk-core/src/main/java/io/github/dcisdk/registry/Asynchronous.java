package io.github.dcisdk.registry;

import io.github.dcisdk.auth.Authentication;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.inbound.AuditSink;
import io.github.dcisdk.inbound.MessagePipeline;
import io.github.dcisdk.inbound.Stage;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.security.CallbackCheck;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.work.BackOff;
import io.github.dcisdk.work.TaskQueue;
import io.github.dcisdk.work.Worker;
import io.github.dcisdk.work.WorkerThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** What an endpoint does beside answering in HTTP responses: takes requests, works on them, calls back. Thread-safe. */
final class Asynchronous implements AutoCloseable {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
    /** A little over three minutes: requesters wait five by default. */
    private static final BackOff WORK = new BackOff(Duration.ofSeconds(2), Duration.ofMinutes(1), 8);

    private final Worker worker;
    private volatile @Nullable WorkerThreads threads;

    /** How an endpoint does it. */
    static final class Settings {
        /** About three and a half days, half of what undelivered content is kept. */
        BackOff callbacks = new BackOff(Duration.ofSeconds(10), Duration.ofHours(6), 24);

        final Map<String, Authentication> authentications = new LinkedHashMap<>();
        DoubleSupplier random = Math::random;
        boolean threaded = true;
        int threadCount = 8;
        boolean skipsUndeliverable;
    }

    Asynchronous(
            Dci dci,
            RegistryProfile profile,
            SearchService search,
            int maxPageSize,
            AuditSink sink,
            Settings settings,
            MessagePipeline.Builder pipeline,
            String basePath) {
        requireCallbacks(dci);
        AnswerAudit audit = new AnswerAudit(sink, dci.trustStore(), dci.clock());
        PeerTransactions transactions = new PeerTransactions(dci.store(), dci.clock());
        Receivers receivers = new Receivers(dci, settings.authentications);
        Intakes intakes = new Intakes(dci, profile, transactions, pipeline, basePath);
        intakes.add(
                Operation.SEARCH,
                RequestIntake.Lane.TRANSACTION,
                new SearchRequests(search, maxPageSize, audit, dci.clock()));
        intakes.queues.add(
                TaskQueue.of(Deliveries.QUEUE, new Deliveries(dci, profile.regType(), receivers), settings.callbacks));
        this.worker = new Worker(dci.store(), dci.clock(), LEASE, settings.random, intakes.queues);
        this.threads = null;
    }

    private final class Intakes {
        private final Dci dci;
        private final RegistryProfile profile;
        private final PeerTransactions transactions;
        private final MessagePipeline.Builder pipeline;
        private final String basePath;
        private final List<TaskQueue> queues = new ArrayList<>();

        Intakes(
                Dci dci,
                RegistryProfile profile,
                PeerTransactions transactions,
                MessagePipeline.Builder pipeline,
                String basePath) {
            this.dci = dci;
            this.profile = profile;
            this.transactions = transactions;
            this.pipeline = pipeline;
            this.basePath = basePath;
        }

        <Q extends DciObject, A extends DciObject> void add(
                Operation<Q, A> operation, RequestIntake.Lane lane, RequestWork<Q, A> work) {
            PeerTransactions own = operation.equals(Operation.TXN_STATUS) ? null : transactions;
            RequestIntake<Q> intake = new RequestIntake<>(dci, operation, lane, work, own, Asynchronous.this::wake);
            pipeline.acknowledged(basePath + operation.path(), operation, dci.store(), intake::accept);
            pipeline.after(Stage.DISPATCH, exchange -> {
                if (exchange.operation() == operation) {
                    intake.stored(exchange);
                }
            });
            RequestQueue<Q, A> queue =
                    new RequestQueue<>(dci, profile.regType(), operation, work, own, WORK.attempts());
            queues.add(TaskQueue.of(operation.request().action(), queue, WORK));
        }
    }

    /** Found when it is set up, and not when nobody gets an answer. */
    private static void requireCallbacks(Dci dci) {
        boolean nobody = dci.trustsNamedOnly() && dci.trusted().stream().noneMatch(Asynchronous::hasOrigin);
        if (nobody) {
            throw new IllegalStateException(
                    "nobody could be called back: no trusted sender has an origin for callbacks;"
                            + " call TrustedSender.callbackOrigins(..), or leave asynchronous() out");
        }
    }

    private static boolean hasOrigin(TrustedSender sender) {
        return !(sender.checkCallback("https://callback.invalid/") instanceof CallbackCheck.Refused refused
                && refused.reason() == CallbackCheck.Reason.NO_ORIGIN);
    }

    Asynchronous start(Settings settings) {
        if (settings.threaded) {
            threads = WorkerThreads.start(worker, settings.threadCount, POLL_INTERVAL);
        }
        return this;
    }

    int runDue() {
        return worker.runDue();
    }

    private void wake() {
        WorkerThreads running = threads;
        if (running != null) {
            running.wake();
        }
    }

    @Override
    public void close() {
        WorkerThreads running = threads;
        if (running != null) {
            running.close();
        }
    }
}
