package io.github.dcisdk.testing;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.inbound.AuditSink;
import io.github.dcisdk.inbound.InboundRequest;
import io.github.dcisdk.inbound.InboundResponse;
import io.github.dcisdk.inbound.Refusal;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.registry.RegistryEndpoint;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.transport.HttpTransport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A test registry from its start to its end: its keys, its port, and what has happened at it. Thread-safe. */
final class RunningRegistry implements HttpFront.Answering, AutoCloseable {
    private final TestRegistry.Setup setup;
    private final HttpTransport transport;
    private final RegistrySide registry;
    private final SigningKey consumerKey = SigningKey.generate("consumer-key");
    private final FaultPlan faults = new FaultPlan();
    private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
    private final List<Dci> clientSides = new CopyOnWriteArrayList<>();
    private final HttpFront front;
    private volatile Map<RecordType<?>, Shelf<?>> shelves;
    private volatile RegistryEndpoint honest;

    RunningRegistry(TestRegistry.Setup setup) {
        this.setup = setup;
        // A test does not wait between attempts; how many there are and when they end stays as it is.
        this.transport =
                HttpTransport.builder().clock(setup.clock()).sleeper(wait -> {}).build();
        SigningKey key = SigningKey.generate("registry-key");
        Dci.Builder dci = Dci.builder()
                .identity(setup.senderId(), key)
                .clock(setup.clock())
                .transport(transport)
                .trust(TrustedSender.signing(TestRegistry.CONSUMER_ID, consumerKey.verificationKey()));
        setup.trusted().forEach(dci::trust);
        this.registry = new RegistrySide(dci.build(), key);
        this.shelves = setup.shelves();
        this.honest = endpoint(Evaluation.HONEST).build();
        this.front = HttpFront.start(this);
    }

    private RegistryEndpoint.Builder endpoint(Evaluation evaluation) {
        RegistryEndpoint.Builder endpoint =
                RegistryEndpoint.of(registry.dci(), setup.profile()).audit(AuditSink.none());
        setup.settings().accept(endpoint);
        if (evaluation.maxPageSize() != null) {
            endpoint.maxPageSize(evaluation.maxPageSize());
        }
        shelves.values().forEach(shelf -> shelf.addTo(endpoint, setup.profile(), evaluation.searching()));
        return endpoint;
    }

    @Override
    public Reply answer(InboundRequest http, Map<String, String> httpHeaders) {
        ReceivedRequest request = new ReceivedRequest(http, httpHeaders, operation(http.path()));
        requests.add(request);
        Optional<Fault> fault = faults.take(request);
        if (fault.isEmpty()) {
            return Reply.of(honest.handle(http));
        }
        Effect effect = fault.get().effect();
        Evaluation evaluation = effect.evaluation(Evaluation.HONEST);
        // What one with a fault accepts, the threads of the honest one work on.
        RegistryEndpoint answering = evaluation.equals(Evaluation.HONEST)
                ? honest
                : endpoint(evaluation).withoutThreads().build();
        Scene scene = new Scene(request, registry);
        return scene.sign(effect.reply(Reply.of(answering.handle(http)), scene));
    }

    /** By the end of the path, because something may stand in front of the standard's. */
    private @Nullable Operation<?, ?> operation(String path) {
        for (Operation<?, ?> operation : setup.profile().operations()) {
            if (path.endsWith(operation.path())) {
                return operation;
            }
        }
        return null;
    }

    @Override
    public InboundResponse refuse(Refusal refusal) {
        return honest.refuse(refusal);
    }

    @Override
    public int maxBodyBytes() {
        return honest.maxBodyBytes();
    }

    DciClient client(Consumer<Dci.Builder> ourSide, Consumer<DciClient.Builder> peer) {
        Dci.Builder dci = Dci.builder()
                .identity(TestRegistry.CONSUMER_ID, consumerKey)
                .clock(setup.clock())
                .transport(transport);
        ourSide.accept(dci);
        Dci client = dci.build();
        clientSides.add(client);
        DciClient.Builder settings = client.peer(setup.senderId())
                .baseUrl(baseUrl())
                .trust(registry.key().verificationKey());
        peer.accept(settings);
        return settings.build();
    }

    String baseUrl() {
        return front.baseUrl();
    }

    SigningKey key() {
        return registry.key();
    }

    FaultPlan faults() {
        return faults;
    }

    List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    /** Changes the records of one type. */
    synchronized void change(RecordType<?> recordType, UnaryOperator<Shelf<?>> change) {
        use(Shelf.changed(shelves, recordType, change));
    }

    private void use(Map<RecordType<?>, Shelf<?>> newShelves) {
        shelves = newShelves;
        RegistryEndpoint before = honest;
        honest = endpoint(Evaluation.HONEST).build();
        before.close();
    }

    synchronized void reset() {
        faults.clear();
        requests.clear();
        use(setup.shelves());
    }

    @Override
    public void close() {
        clientSides.forEach(Dci::close);
        registry.dci().close();
        transport.close();
        front.close();
        honest.close();
    }
}
