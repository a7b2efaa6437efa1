package io.github.dcisdk.registry;

import io.github.dcisdk.auth.Authentication;
import io.github.dcisdk.auth.InboundAuthentication;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.inbound.AuditSink;
import io.github.dcisdk.inbound.InboundHandler;
import io.github.dcisdk.inbound.InboundRequest;
import io.github.dcisdk.inbound.InboundResponse;
import io.github.dcisdk.inbound.InboundStep;
import io.github.dcisdk.inbound.JwksEndpoint;
import io.github.dcisdk.inbound.MessagePipeline;
import io.github.dcisdk.inbound.Refusal;
import io.github.dcisdk.inbound.Stage;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.query.QueryEvaluator;
import io.github.dcisdk.work.BackOff;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A registry's answering side: takes DCI requests, checks them, asks the registry's handlers, and gives signed answers.
 * Only senders that {@link Dci.Builder#trust} names are answered. Our public keys stand at {@link JwksEndpoint#PATH}, for
 * everybody. Thread-safe; serve it with {@link io.github.dcisdk.inbound.JdkHttpServer} or an adapter for another server.
 *
 * <p>An {@linkplain Builder#asynchronous asynchronous} endpoint also takes requests that it answers later, keeps
 * subscriptions, and delivers answers and events from threads of its own until it is closed. What is to be done stands in
 * {@link Dci#store()}: another endpoint over the same store, in the same program or in another one, takes it over. {@code
 * docs/registry-async.md} has the rules.
 */
public final class RegistryEndpoint implements InboundHandler, AutoCloseable {
    private final RegistryProfile profile;
    private final MessagePipeline pipeline;
    private final String keysPath;
    private final JwksEndpoint keys;
    private final @Nullable Asynchronous asynchronous;

    private RegistryEndpoint(Builder builder, MessagePipeline pipeline, @Nullable Asynchronous asynchronous) {
        this.profile = builder.profile;
        this.pipeline = pipeline;
        this.keysPath = builder.basePath + JwksEndpoint.PATH;
        this.keys = JwksEndpoint.of(builder.dci);
        this.asynchronous = asynchronous;
    }

    /**
     * Begins an endpoint.
     *
     * @param dci our side: who we are, what we sign with, whom we answer
     * @param profile the kind of registry
     * @return a builder
     */
    public static Builder of(Dci dci, RegistryProfile profile) {
        return new Builder(dci, profile);
    }

    @Override
    public InboundResponse handle(InboundRequest request) {
        return request.path().equals(keysPath) ? keys.handle(request) : pipeline.handle(request);
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
     * Tells subscribers what happened.
     *
     * @return the publisher of events
     * @throws IllegalStateException if the endpoint is not {@linkplain Builder#asynchronous asynchronous}
     */
    public EventPublisher events() {
        if (asynchronous == null) {
            throw new IllegalStateException(
                    "nobody can subscribe here: call asynchronous() when the endpoint is set up");
        }
        return asynchronous.events();
    }

    /**
     * Does in the calling thread what is due now: works on requests, calls back. For endpoints {@linkplain
     * Builder#withoutThreads without threads}, above all in tests with a clock of their own.
     *
     * @return how many attempts were made; 0 if nothing is due, or the endpoint is not asynchronous
     */
    public int runDue() {
        return asynchronous == null ? 0 : asynchronous.runDue();
    }

    /**
     * Ends the threads of an asynchronous endpoint: begins nothing more, and waits for what was begun, for ten seconds at
     * most. What is not done stays in the store. Requests are still answered. Closing twice does nothing.
     */
    @Override
    public void close() {
        if (asynchronous != null) {
            asynchronous.close();
        }
    }

    @Override
    public String toString() {
        return "RegistryEndpoint[" + profile.regType() + (asynchronous == null ? "" : ", asynchronous") + "]";
    }

    /** Sets an endpoint up. Not thread-safe. */
    public static final class Builder {
        private final Dci dci;
        private final RegistryProfile profile;
        private final MessagePipeline.Builder pipeline;
        private final Map<RecordType<?>, RecordSearch<?>> searches = new LinkedHashMap<>();
        private final Asynchronous.Settings asynchronousSettings = new Asynchronous.Settings();
        private @Nullable AuditSink audit;
        private boolean asynchronous;
        private String basePath = "";
        private int maxPageSize = 1_000;

        private Builder(Dci dci, RegistryProfile profile) {
            this.dci = dci;
            this.profile = profile;
            this.pipeline = MessagePipeline.builder(dci, profile.regType());
        }

        /**
         * Answers searches for one type of record.
         *
         * @param <T> the class of the records
         * @param recordType the record type, one of the profile's
         * @param handler finds the records
         * @return this
         * @throws IllegalArgumentException if the profile does not have the record type, or it has a handler already
         */
        public <T extends DciObject> Builder search(RecordType<T> recordType, SearchHandler<T> handler) {
            if (!profile.recordTypes().contains(recordType)) {
                throw new IllegalArgumentException(profile + " does not have " + recordType);
            }
            if (searches.putIfAbsent(recordType, new RecordSearch<>(recordType, handler)) != null) {
                throw new IllegalArgumentException(recordType + " has two handlers");
            }
            return this;
        }

        /**
         * Says who may call at all, before any message is looked at. By default everybody may, and the signature decides.
         *
         * @param value for example {@link io.github.dcisdk.auth.IssuedTokens}
         * @return this
         */
        public Builder authentication(InboundAuthentication value) {
            pipeline.authentication(value);
            return this;
        }

        /**
         * Says where the account is kept of who asked for what and what was given.
         *
         * @param sink the sink, for example {@link AuditSink#log()}; {@link AuditSink#none()} to keep none
         * @return this
         */
        public Builder audit(AuditSink sink) {
            pipeline.audit(sink);
            this.audit = sink;
            return this;
        }

        /**
         * Answers senders that {@linkplain io.github.dcisdk.security.TrustedSender#withoutSignature cannot sign} even if no
         * token says who calls. Whoever can reach the endpoint can then ask in their name, so the network has to prove who
         * calls.
         *
         * @return this
         */
        public Builder admitUnsignedWithoutToken() {
            pipeline.admitUnsignedWithoutToken();
            return this;
        }

        /**
         * Refuses messages that do not name this registry as their receiver. The standard does not demand it; but such a
         * message can be sent on, within its lifetime, to any other registry that trusts its sender.
         *
         * @return this
         */
        public Builder requireReceiverId() {
            pipeline.requireReceiverId();
            return this;
        }

        /**
         * Puts something in front of the standard's paths.
         *
         * @param path for example {@code /dci}; begins with a slash and does not end with one, or is empty
         * @return this
         * @throws IllegalArgumentException if the path has another form
         */
        public Builder basePath(String path) {
            if (!path.isEmpty() && (!path.startsWith("/") || path.endsWith("/"))) {
                throw new IllegalArgumentException("a base path begins with '/' and does not end with it: " + path);
            }
            this.basePath = path;
            return this;
        }

        /**
         * Says how many records one page may have. Larger pages that are asked for get this size, and so do requests that
         * ask for no page: the answer's {@code pagination} says so, with the number of all that match.
         *
         * @param records 1,000 by default
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxPageSize(int records) {
            if (records < 1) {
                throw new IllegalArgumentException("maxPageSize: at least 1");
            }
            this.maxPageSize = records;
            return this;
        }

        /**
         * Says how large a request may be.
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
         * Says how many queries one request may hold.
         *
         * @param items 1,000 by default
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxItems(int items) {
            pipeline.maxItems(items);
            return this;
        }

        /**
         * Adds a step of the application's own to the way of every request, for example a check of consent.
         *
         * @param stage the stage after which it runs
         * @param step the step
         * @return this
         */
        public Builder after(Stage stage, InboundStep step) {
            pipeline.after(stage, step);
            return this;
        }

        /**
         * Takes requests that are answered later, too: searches, answered by the same handlers; subscriptions to events;
         * questions for the status of these. Answers go to the {@code sender_uri} of the request, if {@linkplain
         * io.github.dcisdk.security.TrustedSender#callbackOrigins the trust entry of the sender} has its origin. What is to
         * be done stands in {@link Dci.Builder#store the store}.
         *
         * @return this
         */
        public Builder asynchronous() {
            this.asynchronous = true;
            return this;
        }

        /**
         * Says how we prove to a receiver of answers and events that we may call it. By default only the signature does.
         *
         * @param senderId the receiver's {@code sender_id}
         * @param value for example {@link io.github.dcisdk.auth.OAuth2}
         * @return this
         */
        public Builder callbackAuthentication(String senderId, Authentication value) {
            asynchronousSettings.authentications.put(
                    Objects.requireNonNull(senderId, "senderId"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * Says how long it is tried to deliver an answer or event to a receiver that cannot be reached. What is still
         * undelivered then is parked for an operator; {@code docs/registry-async.md} says how.
         *
         * @param value by default 24 attempts, with waits from 10 seconds to 6 hours between them: three and a half days
         * @return this
         */
        public Builder callbackAttempts(BackOff value) {
            asynchronousSettings.callbacks = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Lets later events of a subscription be delivered when one cannot be delivered at all and is parked. By default
         * they wait until an operator replays or discards it, because the order of events counts.
         *
         * @return this
         */
        public Builder skipUndeliverableEvents() {
            asynchronousSettings.skipsUndeliverable = true;
            return this;
        }

        /**
         * Says how the filters of subscriptions are evaluated, where the registry has identifier types of its own.
         *
         * @param <T> the class of the records
         * @param recordType the record type, one of the profile's
         * @param evaluator evaluates filters for records of that type
         * @return this
         * @throws IllegalArgumentException if the profile does not have the record type
         */
        public <T extends DciObject> Builder eventFilter(RecordType<T> recordType, QueryEvaluator<T> evaluator) {
            if (!profile.recordTypes().contains(recordType)) {
                throw new IllegalArgumentException(profile + " does not have " + recordType);
            }
            asynchronousSettings.evaluators.put(recordType, Objects.requireNonNull(evaluator, "evaluator"));
            return this;
        }

        /**
         * Says how many requests are worked on at the same time, and how many callbacks are made beside them.
         *
         * @param count how many threads {@link #build()} starts for each of both; 8 by default
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder threads(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("threads: at least 1");
            }
            asynchronousSettings.threadCount = count;
            return this;
        }

        /**
         * Starts no threads: {@link RegistryEndpoint#runDue()} does what is due, or another endpoint over the same store.
         *
         * @return this
         */
        public Builder withoutThreads() {
            asynchronousSettings.threaded = false;
            return this;
        }

        /**
         * Says how long work that another program stored, and a callback that is due, can wait at most before it is noticed.
         *
         * @param value more than nothing; half a second by default
         * @return this
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder pollInterval(Duration value) {
            asynchronousSettings.pollInterval = positive(value, "pollInterval");
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
            asynchronousSettings.lease = positive(value, "lease");
            return this;
        }

        private static Duration positive(Duration value, String name) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException(name + ": more than nothing");
            }
            return value;
        }

        /**
         * Says where the jitter of waits comes from.
         *
         * @param value numbers from 0 to 1, thread-safe; {@code Math::random} by default
         * @return this
         */
        public Builder random(DoubleSupplier value) {
            asynchronousSettings.random = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Ends the set-up. The builder is not to be used again.
         *
         * @return the endpoint
         * @throws IllegalStateException if no record type has a handler, if it is not said where the account is kept, if a
         *     sender is trusted without signature and no token is asked for either, or if requests are to be answered later
         *     and nobody can be called back
         */
        public RegistryEndpoint build() {
            if (searches.isEmpty()) {
                throw new IllegalStateException("no handler: call search(recordType, handler) at least once");
            }
            if (audit == null) {
                throw new IllegalStateException(
                        "it is not said where the account is kept of who asked for what: call"
                                + " audit(AuditSink.log()) or audit(..) with a sink of your own; audit(AuditSink.none()) keeps none");
            }
            SearchService service = new SearchService(profile, searches, maxPageSize, dci.clock());
            pipeline.operation(basePath + Operation.SYNC_SEARCH.path(), Operation.SYNC_SEARCH, service::answer);
            if (!asynchronous) {
                return new RegistryEndpoint(this, pipeline.build(), null);
            }
            Asynchronous work = new Asynchronous(
                    dci,
                    profile,
                    service,
                    maxPageSize,
                    audit,
                    asynchronousSettings,
                    new Asynchronous.Paths(pipeline, basePath));
            RegistryEndpoint endpoint = new RegistryEndpoint(this, pipeline.build(), work);
            work.start();
            return endpoint;
        }
    }
}
