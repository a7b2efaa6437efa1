package io.github.dcisdk.callback;

import io.github.dcisdk.auth.InboundAuthentication;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.inbound.AuditSink;
import io.github.dcisdk.inbound.InboundHandler;
import io.github.dcisdk.inbound.InboundRequest;
import io.github.dcisdk.inbound.InboundResponse;
import io.github.dcisdk.inbound.MessagePipeline;
import io.github.dcisdk.inbound.Refusal;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.profile.EventType;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.transaction.TransactionWriter;
import io.github.dcisdk.work.BackOff;
import io.github.dcisdk.work.TaskQueue;
import io.github.dcisdk.work.Worker;
import io.github.dcisdk.work.WorkerThreads;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes what peers call back with: answers to requests that were acknowledged, and events. A message is stored before it is
 * acknowledged, and worked on afterwards by threads of the endpoint: futures are completed, handlers called, requests sent
 * again, deadlines watched. Only the peers that are named here are believed, each with the keys of its client. Thread-safe;
 * serve it with {@link io.github.dcisdk.inbound.JdkHttpServer} or an adapter for another server, where {@link
 * Dci.Builder#callbackAddress} leads.
 *
 * <p>One address takes every kind of message, which its {@code action} tells; the standard's paths for single actions under
 * it do, too. Several programs that share a store can each have an endpoint: what one of them leaves undone, another does.
 */
public final class CallbackEndpoint implements InboundHandler, AutoCloseable {
    private final Dci dci;
    private final MessagePipeline pipeline;
    private final Worker worker;
    private final @Nullable WorkerThreads threads;

    private CallbackEndpoint(Builder builder, MessagePipeline pipeline, Worker worker) {
        this.dci = builder.dci;
        this.pipeline = pipeline;
        this.worker = worker;
        this.threads = builder.threads == 0 ? null : WorkerThreads.start(worker, builder.threads, builder.pollInterval);
    }

    /**
     * Begins an endpoint.
     *
     * @param dci our side: who we are, where we are called back, what is stored where
     * @return a builder
     */
    public static Builder of(Dci dci) {
        return new Builder(dci);
    }

    @Override
    public InboundResponse handle(InboundRequest request) {
        InboundResponse response = pipeline.handle(request);
        if (threads != null && response.status() < 300) {
            threads.wake();
        }
        return response;
    }

    @Override
    public InboundResponse refuse(Refusal refusal) {
        return pipeline.refuse(refusal);
    }

    @Override
    public int maxBodyBytes() {
        return pipeline.maxBodyBytes();
    }

    /**
     * Does what is due now in the calling thread, until nothing is: for endpoints {@linkplain Builder#withoutThreads() without
     * threads}, and for tests.
     *
     * @return how many pieces of work were tried
     */
    public int runDue() {
        int attempts = worker.runDue();
        dci.transactions().look();
        return attempts;
    }

    /** Ends the threads, which finish what they have begun; ten seconds at most. What is left is done after the next start. */
    @Override
    public void close() {
        if (threads != null) {
            threads.close();
        }
    }

    @Override
    public String toString() {
        return "CallbackEndpoint[" + dci.senderId() + ", " + worker + "]";
    }

    /** Sets an endpoint up. Not thread-safe. */
    public static final class Builder {
        private static final BackOff HANDLERS = new BackOff(Duration.ofSeconds(1), Duration.ofHours(1), 12);
        private static final BackOff OURS = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(5), 20);

        private final Dci dci;
        private final Map<String, DciClient> peers = new LinkedHashMap<>();
        private final Map<String, List<RegistryProfile>> registries = new LinkedHashMap<>();
        private final Map<String, HandlerQueue> handlers = new LinkedHashMap<>();
        private final List<EventRoute<?>> routes = new ArrayList<>();
        private final MessagePipeline.Builder pipeline;
        private boolean unsignedEvents;
        private @Nullable String path;
        private BackOff handlerBackOff = HANDLERS;
        private Duration lease = Duration.ofMinutes(1);
        private Duration pollInterval = Duration.ofSeconds(1);
        private int threads = 4;

        /** Makes a handler's queue, when all peers are known. */
        @FunctionalInterface
        private interface HandlerQueue {
            TaskQueue with(Peers peers, BackOff backOff);
        }

        private Builder(Dci dci) {
            this.dci = Objects.requireNonNull(dci, "dci");
            this.pipeline = MessagePipeline.builder(dci, "");
        }

        /**
         * Takes answers and events of a peer. Its keys, encryption and profile are those of the client.
         *
         * @param client a client of the peer, made by the same {@link Dci}
         * @param registries the registries that the peer has, so that it cannot report events of others; none to take events
         *     of every kind of registry from it, which is right only where it is the only peer
         * @return this
         * @throws IllegalArgumentException if the peer was named before
         * @throws IllegalStateException if the peer cannot sign: {@link #peerWithoutSignature} says so aloud
         */
        public Builder peer(DciClient client, RegistryProfile... registries) {
            if (client.trustedSender().isUnsigned()) {
                throw new IllegalStateException("peer " + client.peerId()
                        + " cannot sign, so anybody could call back in its name: call peerWithoutSignature(..) if it has"
                        + " a callback address of its own");
            }
            return add(client, registries);
        }

        /**
         * Takes answers of a peer that cannot sign, at the address that it alone was told, as far as they belong to what it was
         * asked and has not answered. Its events are taken only with a token of its own, see {@link #authentication}, or
         * where {@link #networkProvesUnsignedPeers} says that the network does it.
         *
         * @param client a client of the peer, built with {@link DciClient.Builder#acceptUnsignedCallbacks}
         * @param registries the registries that the peer has, as for {@link #peer}
         * @return this
         * @throws IllegalArgumentException if the peer was named before
         * @throws IllegalStateException if the peer signs, or has no callback address of its own
         */
        public Builder peerWithoutSignature(DciClient client, RegistryProfile... registries) {
            if (!client.trustedSender().isUnsigned()) {
                throw new IllegalStateException("peer " + client.peerId() + " signs: call peer(..)");
            } else if (client.callbackSegment().isEmpty()) {
                throw new IllegalStateException("peer " + client.peerId()
                        + " cannot sign and has no callback address of its own: call acceptUnsignedCallbacks(..) of its"
                        + " client");
            }
            return add(client, registries);
        }

        private Builder add(DciClient client, RegistryProfile... has) {
            if (peers.putIfAbsent(client.peerId(), client) != null) {
                throw new IllegalArgumentException("peer " + client.peerId() + " is named twice");
            }
            registries.put(client.peerId(), List.of(has));
            return this;
        }

        /**
         * Takes events of peers that cannot sign without a token. Whoever can reach their callback address can then invent
         * events, so the network has to prove who calls, for example by mutual TLS.
         *
         * @return this
         */
        public Builder networkProvesUnsignedPeers() {
            this.unsignedEvents = true;
            return this;
        }

        /**
         * Hands events to a handler. An event goes to every handler that takes it.
         *
         * @param <T> the class of the records
         * @param registry the kind of registry that reports it
         * @param recordType the kind of record that it carries
         * @param eventType what happened
         * @param name the handler's name, under which its work is stored: it stays the same over restarts and versions
         * @param handler works on the events
         * @return this
         * @throws IllegalArgumentException if the name is blank or taken
         */
        public <T extends DciObject> Builder onEvent(
                RegistryProfile registry,
                RecordType<T> recordType,
                EventType eventType,
                String name,
                EventHandler<T> handler) {
            EventRoute<T> route = new EventRoute<>(registry, recordType, eventType, name, handler);
            register(name, (known, backOff) -> TaskQueue.of(route.queue(), new EventTask<>(route, known), backOff));
            routes.add(route);
            return this;
        }

        /**
         * Hands answers to a handler: those to searches that were begun with its name.
         *
         * @param <T> the class of the records
         * @param registry the kind of registry that is searched
         * @param recordType the kind of record that is searched
         * @param name the handler's name, under which its work is stored: it stays the same over restarts and versions
         * @param handler works on the pages
         * @return this
         * @throws IllegalArgumentException if the name is blank or taken
         */
        public <T extends DciObject> Builder onAnswer(
                RegistryProfile registry, RecordType<T> recordType, String name, AnswerHandler<T> handler) {
            register(name, (known, backOff) -> TaskQueue.of(
                            TransactionWriter.handlerQueue(name),
                            new AnswerTask<>(registry, recordType, name, handler, dci.store(), known),
                            backOff)
                    .blockingLanes());
            return this;
        }

        private void register(String name, HandlerQueue queue) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a handler has a name, and the one given is blank");
            } else if (handlers.putIfAbsent(name, queue) != null) {
                throw new IllegalArgumentException("two handlers have the name " + name);
            }
        }

        /**
         * Says what happens to handlers that throw.
         *
         * @param value how long to wait between attempts, and after how many the work is put aside for an operator; twelve
         *     attempts within about half an hour by default
         * @return this
         */
        public Builder handlerBackOff(BackOff value) {
            this.handlerBackOff = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Says who may call at all, beside what signatures prove.
         *
         * @param value the check of the {@code Authorization} header; everybody may by default
         * @return this
         */
        public Builder authentication(InboundAuthentication value) {
            pipeline.authentication(value);
            return this;
        }

        /**
         * Says where the account of all messages that come in is kept.
         *
         * @param sink the sink; none by default
         * @return this
         */
        public Builder audit(AuditSink sink) {
            pipeline.audit(sink);
            return this;
        }

        /**
         * Says how large a message may be.
         *
         * @param bytes after inflation; 16 MiB by default
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxBodyBytes(int bytes) {
            pipeline.maxBodyBytes(bytes);
            return this;
        }

        /**
         * Says where requests arrive if that is not the path of {@link Dci.Builder#callbackAddress}, for example behind a proxy
         * that changes it.
         *
         * @param value begins with a slash
         * @return this
         * @throws IllegalArgumentException if it does not
         */
        public Builder path(String value) {
            if (!value.startsWith("/")) {
                throw new IllegalArgumentException("a path begins with '/': " + value);
            }
            this.path = value;
            return this;
        }

        /**
         * Says how many threads work.
         *
         * @param count at least 1; 4 by default
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder threads(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("threads: at least 1; withoutThreads() for none");
            }
            this.threads = count;
            return this;
        }

        /**
         * Starts no threads: what is due is done by {@link CallbackEndpoint#runDue()} alone.
         *
         * @return this
         */
        public Builder withoutThreads() {
            this.threads = 0;
            return this;
        }

        /**
         * Says how long work that another program stored can wait at most before it is noticed.
         *
         * @param value more than nothing; one second by default
         * @return this
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder pollInterval(Duration value) {
            this.pollInterval = positive(value, "pollInterval");
            return this;
        }

        /**
         * Says after how long work that a program has begun and not ended, because it died, is begun anew.
         *
         * @param value more than nothing; one minute by default; clocks of programs that share a store agree to within a
         *     small part of it
         * @return this
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder lease(Duration value) {
            this.lease = positive(value, "lease");
            return this;
        }

        private static Duration positive(Duration value, String name) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException(name + ": more than nothing");
            }
            return value;
        }

        /**
         * Ends the set-up, and starts the threads unless it has none. The builder is not to be used again.
         *
         * @return the endpoint, to be closed by the caller
         * @throws IllegalStateException if there is no peer, or neither {@link Dci.Builder#callbackAddress} nor a path
         */
        public CallbackEndpoint build() {
            if (peers.isEmpty()) {
                throw new IllegalStateException("nobody is believed: call peer(..) with the client of each peer");
            }
            peers.values().forEach(dci.transactions()::add);
            CallbackIntake intake = new CallbackIntake(dci, peers, known(), routes, unsignedEvents);
            intake.bind(pipeline, basePath());
            return new CallbackEndpoint(this, pipeline.build(), worker());
        }

        private String basePath() {
            String base = path == null
                    ? dci.callbackAddress()
                            .map(URI::getRawPath)
                            .orElseThrow(() -> new IllegalStateException(
                                    "it is not known where peers call back: call Dci.Builder.callbackAddress(..), which is"
                                            + " what they are told"))
                    : path;
            return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        }

        private Peers known() {
            return new Peers(peers, registries, dci.clock());
        }

        private Worker worker() {
            Peers known = known();
            List<TaskQueue> queues = new ArrayList<>();
            queues.add(
                    TaskQueue.of(CallbackTask.QUEUE, new CallbackTask(dci.store(), known, dci.transactions()), OURS));
            handlers.values().forEach(queue -> queues.add(queue.with(known, handlerBackOff)));
            queues.add(TaskQueue.of(
                    TransactionWriter.DEADLINE_QUEUE, new DeadlineTask(dci.store(), known, dci.transactions()), OURS));
            return dci.transactions().worker(lease, queues);
        }
    }
}
