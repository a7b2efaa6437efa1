package io.github.dcisdk.registry;

import io.github.dcisdk.auth.Authentication;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.inbound.AuditSink;
import io.github.dcisdk.inbound.MessagePipeline;
import io.github.dcisdk.inbound.Stage;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.query.QueryEvaluator;
import io.github.dcisdk.registry.RequestIntake.Lane;
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
    /** A little over three minutes: requesters wait five by default. */
    private static final BackOff WORK = new BackOff(Duration.ofSeconds(2), Duration.ofMinutes(1), 8);
    /** The queue gives requests up itself, and tells the requester; further attempts are for what keeps it from that. */
    private static final BackOff WORK_AND_REFUSAL = new BackOff(WORK.first(), WORK.longest(), 2 * WORK.attempts());

    private final Dci dci;
    private final RegistryProfile profile;
    private final Queues queues;
    private final Settings settings;
    private final EventPublisher events;
    private final List<TaskQueue> requests = new ArrayList<>();
    private final List<Worker> workers;
    private volatile List<WorkerThreads> threads = List.of();

    /** How an endpoint does it. */
    static final class Settings {
        final Map<String, Authentication> authentications = new LinkedHashMap<>();
        final Map<RecordType<?>, QueryEvaluator<?>> evaluators = new LinkedHashMap<>();
        /** About three and a half days, half of what undelivered content is kept. */
        BackOff callbacks = new BackOff(Duration.ofSeconds(10), Duration.ofHours(6), 24);

        DoubleSupplier random = Math::random;
        Duration pollInterval = Duration.ofMillis(500);
        Duration lease = Duration.ofMinutes(1);
        boolean threaded = true;
        int threadCount = 8;
        boolean skipsUndeliverable;
    }

    /** Where requests come in. */
    record Paths(MessagePipeline.Builder pipeline, String basePath) {
        String of(Operation<?, ?> operation) {
            return basePath + operation.path();
        }
    }

    Asynchronous(
            Dci dci,
            RegistryProfile profile,
            SearchService search,
            int maxPageSize,
            AuditSink sink,
            Settings settings,
            Paths paths) {
        requireCallbacks(dci);
        this.dci = dci;
        this.profile = profile;
        this.queues = new Queues(profile.regType());
        this.settings = settings;
        AnswerAudit audit = new AnswerAudit(sink, dci.trustStore(), dci.clock());
        PeerTransactions transactions = new PeerTransactions(dci.store(), dci.clock(), profile.regType());
        PeerSubscriptions subscriptions = new PeerSubscriptions(dci.store(), dci.clock(), profile.regType());
        EventFilters filters = new EventFilters(profile, settings.evaluators);
        TxnStatusService status =
                new TxnStatusService(dci, profile.regType(), transactions, subscriptions, maxPageSize);
        SubscriptionTerms terms = new SubscriptionTerms(profile, filters, dci.clock());
        this.events = new EventPublisher(dci, profile, subscriptions, filters, audit, this::wake);
        add(paths, Lane.TRANSACTION, new SearchRequests(search, maxPageSize, audit, dci.clock()), transactions);
        add(paths, Lane.SENDER, new SubscribeRequests(dci, terms, subscriptions), transactions);
        add(paths, Lane.SENDER, new UnsubscribeRequests(subscriptions, dci.clock()), transactions);
        add(paths, Lane.NONE, new TxnStatusRequests(status, audit), null);
        paths.pipeline().operation(paths.of(Operation.SYNC_TXN_STATUS), Operation.SYNC_TXN_STATUS, status::answer);
        // Apart, so that neither those who ask nor those who do not answer keep all threads busy.
        this.workers = List.of(worker(requests), worker(callbacks(subscriptions)));
    }

    private <Q extends DciObject, A extends DciObject> void add(
            Paths paths, Lane lane, RequestWork<Q, A> work, @Nullable PeerTransactions transactions) {
        Operation<Q, A> operation = work.operation();
        String name = queues.requests(operation);
        RequestIntake<Q> intake = new RequestIntake<>(dci, lane, name, work, transactions, this::wake);
        paths.pipeline().acknowledged(paths.of(operation), operation, dci.store(), intake::accept);
        paths.pipeline().after(Stage.DISPATCH, exchange -> {
            if (exchange.operation() == operation) {
                intake.stored(exchange);
            }
        });
        RequestQueue<Q, A> queue = new RequestQueue<>(dci, queues, work, transactions, WORK.attempts());
        requests.add(TaskQueue.of(name, queue, WORK_AND_REFUSAL));
    }

    private List<TaskQueue> callbacks(PeerSubscriptions subscriptions) {
        Receivers receivers = new Receivers(dci, settings.authentications);
        TaskQueue notifications = TaskQueue.of(
                queues.notifications(), new Notifications(dci, profile, subscriptions, receivers), settings.callbacks);
        return List.of(
                TaskQueue.of(
                        queues.deliveries(), new Deliveries(dci, profile.regType(), receivers), settings.callbacks),
                settings.skipsUndeliverable ? notifications : notifications.blockingLanes());
    }

    private Worker worker(List<TaskQueue> queues) {
        return new Worker(dci.store(), dci.clock(), settings.lease, settings.random, queues);
    }

    /** Found when it is set up, and not when nobody gets an answer. */
    private static void requireCallbacks(Dci dci) {
        if (dci.trustsNamedOnly() && dci.trusted().stream().noneMatch(Asynchronous::hasOrigin)) {
            throw new IllegalStateException(
                    "nobody could be called back: no trusted sender has an origin for callbacks;"
                            + " call TrustedSender.callbackOrigins(..), or leave asynchronous() out");
        }
    }

    private static boolean hasOrigin(TrustedSender sender) {
        return !(sender.checkCallback("https://callback.invalid/") instanceof CallbackCheck.Refused refused
                && refused.reason() == CallbackCheck.Reason.NO_ORIGIN);
    }

    EventPublisher events() {
        return events;
    }

    void start() {
        if (settings.threaded) {
            threads = workers.stream()
                    .map(worker -> WorkerThreads.start(worker, settings.threadCount, settings.pollInterval))
                    .toList();
        }
    }

    int runDue() {
        int all = 0;
        int attempts;
        do {
            attempts = workers.stream().mapToInt(Worker::runDue).sum();
            all += attempts;
        } while (attempts > 0); // What one does may be due for the other.
        return all;
    }

    private void wake() {
        threads.forEach(WorkerThreads::wake);
    }

    @Override
    public void close() {
        threads.forEach(WorkerThreads::close);
    }
}
