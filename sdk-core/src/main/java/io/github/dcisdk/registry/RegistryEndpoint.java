package io.github.dcisdk.registry;

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
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A registry's answering side: takes DCI requests, checks them, asks the registry's handlers, and gives signed answers.
 * Only senders that {@link Dci.Builder#trust} names are answered. Our public keys stand at {@link JwksEndpoint#PATH}, for
 * everybody. Immutable, thread-safe; serve it with {@link io.github.dcisdk.inbound.JdkHttpServer} or an adapter for another
 * server.
 */
public final class RegistryEndpoint implements InboundHandler {
    private final RegistryProfile profile;
    private final MessagePipeline pipeline;
    private final String keysPath;
    private final JwksEndpoint keys;

    private RegistryEndpoint(RegistryProfile profile, MessagePipeline pipeline, String keysPath, JwksEndpoint keys) {
        this.profile = profile;
        this.pipeline = pipeline;
        this.keysPath = keysPath;
        this.keys = keys;
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

    @Override
    public String toString() {
        return "RegistryEndpoint[" + profile.regType() + "]";
    }

    /** Sets an endpoint up. Not thread-safe. */
    public static final class Builder {
        private final Dci dci;
        private final RegistryProfile profile;
        private final MessagePipeline.Builder pipeline;
        private final Map<RecordType<?>, SearchService.RecordSearch<?>> searches = new LinkedHashMap<>();
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
            if (searches.putIfAbsent(recordType, new SearchService.RecordSearch<>(recordType, handler)) != null) {
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
         * Ends the set-up. The builder is not to be used again.
         *
         * @return the endpoint
         * @throws IllegalStateException if no record type has a handler, or a sender is trusted without signature and no
         *     token is asked for either
         */
        public RegistryEndpoint build() {
            if (searches.isEmpty()) {
                throw new IllegalStateException("no handler: call search(recordType, handler) at least once");
            }
            SearchService service = new SearchService(profile, searches, maxPageSize, dci.clock());
            pipeline.operation(basePath + Operation.SYNC_SEARCH.path(), Operation.SYNC_SEARCH, service::answer);
            return new RegistryEndpoint(profile, pipeline.build(), basePath + JwksEndpoint.PATH, JwksEndpoint.of(dci));
        }
    }
}
