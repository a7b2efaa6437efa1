package io.github.dcisdk.inbound;

import io.github.dcisdk.auth.InboundAuthentication;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.error.LogText;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.inbound.AuditEvent.Ending;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.security.EncryptionPolicy;
import io.github.dcisdk.security.SignatureVerifier;
import io.github.dcisdk.security.TrustStore;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.store.DciStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes an inbound message through its stages and turns every failure into the standard's answer. Whatever arrives, an
 * answer leaves; nothing of the request is repeated in it. Immutable, thread-safe.
 */
public final class MessagePipeline implements InboundHandler {
    private static final Logger LOG = LoggerFactory.getLogger(MessagePipeline.class);

    private final List<InboundStep> steps;
    private final EnvelopeAnswers envelopes;
    private final RefusalAnswers refusals;
    private final Audit audit;
    private final int maxBodyBytes;

    private MessagePipeline(Builder builder) {
        this.envelopes = new EnvelopeAnswers(builder.dci);
        this.refusals = new RefusalAnswers(builder.dci.clock());
        this.audit = new Audit(builder.auditSink, builder.dci.clock());
        this.maxBodyBytes = builder.maxBodyBytes;
        this.steps = builder.steps(envelopes);
    }

    /**
     * Begins a pipeline.
     *
     * @param dci our side: whom we trust and what we sign with
     * @param regType the {@code reg_type} for which senders must be trusted
     * @return a builder
     */
    public static Builder builder(Dci dci, String regType) {
        return new Builder(dci, regType);
    }

    @Override
    public InboundResponse handle(InboundRequest request) {
        InboundExchange exchange = new InboundExchange(request);
        try {
            for (int i = 0; i < steps.size() && !exchange.isRepeated(); i++) {
                steps.get(i).handle(exchange);
            }
            LOG.debug(
                    "{} answered, {} bytes in, {} bytes out, {} findings [{}]",
                    exchange.operation(),
                    request.body().length,
                    exchange.response().body().length,
                    exchange.findings().size(),
                    exchange.context());
            return audited(
                    exchange,
                    exchange.response(),
                    exchange.isRepeated() ? Ending.REPEATED : Ending.ANSWERED,
                    Optional.empty());
        } catch (RefusedRequestException e) {
            return refuse(exchange, e.refusal(), e.explanation());
        } catch (MalformedMessageException e) {
            return e.peer().isPresent() ? fail(exchange, e) : refuse(exchange, Refusal.BAD_REQUEST, explanation(e));
        } catch (RejectedException e) {
            return e.peer().isPresent() ? fail(exchange, e) : reject(exchange, e);
        } catch (Throwable e) {
            // Of whatever kind, an error of the application must not leave the requester without an answer.
            return fail(exchange, e);
        }
    }

    private static String explanation(MalformedMessageException malformed) {
        String rule = malformed.ruleId().map(id -> id + ": ").orElse("");
        return rule + malformed.detail() + (malformed.pointer().isEmpty() ? "" : " at " + malformed.pointer());
    }

    /** Also for errors of a call that the application made to another peer: they are no fault of the requester's. */
    private InboundResponse fail(InboundExchange exchange, Throwable fault) {
        LOG.error("internal error [{}]", exchange.context(), new TraceWithoutMessages(fault));
        return refuse(exchange, Refusal.INTERNAL_ERROR, Refusal.INTERNAL_ERROR.meaning());
    }

    private InboundResponse reject(InboundExchange exchange, RejectedException rejection) {
        String code = LogText.safe(rejection.reasonCode().orElse("no reason code"));
        LOG.debug("rejected with {} [{}]", code, exchange.context());
        if (exchange.hasMessage() && exchange.binding() instanceof OperationBinding<?, ?> operation) {
            InboundResponse rejected;
            try {
                rejected = operation.reject(exchange, envelopes, rejection);
            } catch (Throwable e) {
                // A key that no longer signs must not leave the requester without an answer either.
                return fail(exchange, e);
            }
            return audited(exchange, rejected, Ending.REJECTED, rejection.reasonCode());
        }
        // Either nothing is bound yet that an envelope could answer, or an acknowledgement is all that is expected.
        String reason = rejection.reasonMessage().orElse(Refusal.BAD_REQUEST.meaning());
        return refuse(exchange, Refusal.BAD_REQUEST, code + ": " + reason);
    }

    private InboundResponse refuse(InboundExchange exchange, Refusal refusal, String explanation) {
        LOG.debug("refused: {} [{}]", refusal, exchange.context());
        // A refusal gives no data away, so it leaves also when it cannot be written down.
        audit.record(
                exchange,
                refusal == Refusal.INTERNAL_ERROR ? Ending.FAILED : Ending.REFUSED,
                Optional.of(refusal.errorCode()));
        return refusals.answer(refusal, explanation, exchange.correlationId());
    }

    private InboundResponse audited(
            InboundExchange exchange, InboundResponse answer, Ending ending, Optional<String> code) {
        return audit.record(exchange, ending, code)
                ? answer
                : refusals.answer(Refusal.INTERNAL_ERROR, Refusal.INTERNAL_ERROR.meaning(), exchange.correlationId());
    }

    @Override
    public InboundResponse refuse(Refusal refusal) {
        InboundExchange nothingRead = new InboundExchange(new InboundRequest("", "", Map.of(), new byte[0]));
        return refuse(nothingRead, refusal, refusal.meaning());
    }

    @Override
    public int maxBodyBytes() {
        return maxBodyBytes;
    }

    /** Puts a pipeline together. Not thread-safe. */
    public static final class Builder {
        private final Dci dci;
        private final String regType;
        private final Map<String, List<Binding>> bindings = new LinkedHashMap<>();
        private final Map<Stage, List<InboundStep>> ownSteps = new EnumMap<>(Stage.class);
        private InboundAuthentication authentication = InboundAuthentication.bySignatureOnly();
        private AuditSink auditSink = AuditSink.none();
        private @Nullable List<CallbackPeer> callbackPeers;
        private boolean unsignedNeedsToken = true;
        private boolean receiverRequired;
        private int maxBodyBytes = 16 * 1024 * 1024;
        private int maxItems = 1_000;

        private Builder(Dci dci, String regType) {
            this.dci = Objects.requireNonNull(dci, "dci");
            this.regType = Objects.requireNonNull(regType, "regType");
        }

        /**
         * Answers an operation.
         *
         * @param <Q> the message that comes in
         * @param <A> the message that answers it
         * @param path where the operation is
         * @param operation a synchronous operation
         * @param handler works on its messages
         * @return this
         * @throws IllegalArgumentException if the operation is not synchronous, or the path has one with the same action
         */
        public <Q extends DciObject, A extends DciObject> Builder operation(
                String path, Operation<Q, A> operation, OperationHandler<Q, A> handler) {
            if (operation.exchange() != Operation.Exchange.SYNCHRONOUS) {
                throw new IllegalArgumentException(operation + " is not answered in the HTTP response");
            }
            return bind(path, new OperationBinding<>(operation, handler));
        }

        /**
         * Takes requests that are answered by a callback later, or events, for somebody to work on: a message is stored
         * and acknowledged with 202 (requests) or 200 (events). One {@code message_id} of a sender stands for one content:
         * the same delivery gets the same acknowledgement again and is not stored again, however late it comes; another
         * content under the same id is refused. A message that is refused does not use up its id.
         *
         * @param <Q> the message that comes in
         * @param path where the operation is
         * @param operation an operation that is not synchronous
         * @param store keeps what is accepted
         * @param handler decides what is accepted
         * @return this
         * @throws IllegalArgumentException if the operation is synchronous, or the path has one with the same action
         */
        public <Q extends DciObject> Builder acknowledged(
                String path, Operation<Q, ?> operation, DciStore store, AcceptanceHandler<Q> handler) {
            int status = operation.exchange() == Operation.Exchange.ONE_WAY ? 200 : 202;
            Inbox inbox = new Inbox(store, dci.clock(), status, true);
            return bind(path, AcknowledgedBinding.request(operation, handler, inbox));
        }

        /**
         * Takes the answers that come later to requests of ours, for somebody to work on: an answer is stored and
         * acknowledged with 200. As {@link #acknowledged}, but another content under the same {@code message_id} is another
         * delivery and a finding, because some senders repeat the request's id on every page.
         *
         * @param <A> the message that comes in
         * @param path where we are called back
         * @param operation the operation of our requests
         * @param store keeps what is accepted
         * @param handler decides what is accepted
         * @return this
         * @throws IllegalArgumentException if no callback answers the operation, or the path has one with the same action
         */
        public <A extends DciObject> Builder callback(
                String path, Operation<?, A> operation, DciStore store, AcceptanceHandler<A> handler) {
            Inbox inbox = new Inbox(store, dci.clock(), 200, false);
            return bind(path, AcknowledgedBinding.callback(operation, handler, inbox));
        }

        private Builder bind(String path, Binding binding) {
            List<Binding> atPath = bindings.computeIfAbsent(path, added -> new ArrayList<>());
            if (atPath.stream().anyMatch(other -> !Collections.disjoint(other.actions(), binding.actions()))) {
                throw new IllegalArgumentException("two operations are at " + path);
            }
            atPath.add(binding);
            return this;
        }

        /**
         * Says who may call at all.
         *
         * @param value the check of the {@code Authorization} header
         * @return this
         */
        public Builder authentication(InboundAuthentication value) {
            this.authentication = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Says where the account of all messages of trusted senders is kept.
         *
         * @param sink the sink; {@link AuditSink#none()} by default
         * @return this
         */
        public Builder audit(AuditSink sink) {
            this.auditSink = Objects.requireNonNull(sink, "sink");
            return this;
        }

        /**
         * Takes messages of senders that {@linkplain io.github.dcisdk.security.TrustedSender#withoutSignature cannot sign}
         * even if no token says who calls. Whoever can reach the endpoint can then speak in their name, so the network
         * has to prove who calls.
         *
         * @return this
         */
        public Builder admitUnsignedWithoutToken() {
            this.unsignedNeedsToken = false;
            return this;
        }

        /**
         * Takes messages of these peers, which call us back, instead of those of the trust store: also where the header does
         * not name them, as far as their signature proves it or the path is theirs alone.
         *
         * @param peers the peers, each once
         * @return this
         */
        public Builder callbackPeers(Collection<CallbackPeer> peers) {
            this.callbackPeers = List.copyOf(peers);
            return this;
        }

        /**
         * Refuses messages that do not name their receiver. The standard does not demand it; but such a message can be sent
         * on, within its lifetime, to anybody else who trusts its sender.
         *
         * @return this
         */
        public Builder requireReceiverId() {
            this.receiverRequired = true;
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
            this.maxBodyBytes = positive(bytes, "maxBodyBytes");
            return this;
        }

        /**
         * Says how many items one message may hold.
         *
         * @param items 1,000 by default; more are rejected with {@code rjct.total_count.limit_exceeded}
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxItems(int items) {
            this.maxItems = positive(items, "maxItems");
            return this;
        }

        private static int positive(int value, String name) {
            if (value < 1) {
                throw new IllegalArgumentException(name + ": at least 1");
            }
            return value;
        }

        /**
         * Adds a step of the application's own.
         *
         * @param stage the stage after which it runs; of several, in the order of these calls
         * @param step the step
         * @return this
         */
        public Builder after(Stage stage, InboundStep step) {
            ownSteps.computeIfAbsent(stage, added -> new ArrayList<>()).add(Objects.requireNonNull(step, "step"));
            return this;
        }

        /**
         * Ends the set-up.
         *
         * @return the pipeline
         * @throws IllegalStateException if a sender is trusted without signature and no token is asked for either, or if
         *     messages of a sender have to be encrypted and there is no key to encrypt its answers
         */
        public MessagePipeline build() {
            if (callbackPeers != null) {
                return new MessagePipeline(this);
            }
            if (unsignedNeedsToken && !authentication.asksForToken() && dci.trustsUnsignedSenders()) {
                throw new IllegalStateException("a sender is trusted without signature, and this endpoint asks for no"
                        + " token, so anybody could speak in its name: call authentication(..), or"
                        + " admitUnsignedWithoutToken() where the network proves who calls");
            }
            dci.trusted().forEach(Builder::requireAnswerKey);
            return new MessagePipeline(this);
        }

        private static void requireAnswerKey(TrustedSender sender) {
            if (sender.encryption() == EncryptionPolicy.REQUIRED
                    && sender.encryptionKeySource().isEmpty()) {
                throw new IllegalStateException("requests of sender " + sender.senderId() + " have to be encrypted, so"
                        + " answers are too, and there is no key for that: call TrustedSender.encryptFor(..)");
            }
        }

        private List<InboundStep> steps(EnvelopeAnswers envelopes) {
            TrustStore trusted = callbackPeers == null
                    ? dci.trustStore()
                    : TrustStore.of(
                            callbackPeers.stream().map(CallbackPeer::trusted).toList());
            SignatureVerifier verifier = new SignatureVerifier(trusted, dci.ownKeys(), dci.clock());
            UnprovenMessages unproven = new UnprovenMessages(dci.clock());
            Map<Stage, InboundStep> builtIn = new EnumMap<>(Map.of(
                    Stage.ROUTE, new RouteStep(bindings),
                    Stage.AUTHENTICATE, new AuthenticateStep(authentication),
                    Stage.SLICE, new SliceStep(),
                    Stage.HEADER, new HeaderStep(callbackPeers == null),
                    Stage.VERIFY,
                            callbackPeers == null
                                    ? new VerifyStep(trusted, verifier, unproven, unsignedNeedsToken)
                                    : new VerifyCallbackStep(callbackPeers, dci.senderId(), verifier, unproven),
                    Stage.DECRYPT, new DecryptStep(dci, trusted, new WarningLimit(dci.clock())),
                    Stage.RECOGNISE, new RecogniseStep(unproven),
                    Stage.VALIDATE, new ValidateStep(dci, trusted, regType, maxItems, receiverRequired),
                    Stage.DISPATCH,
                            exchange -> exchange.response(exchange.binding().dispatch(exchange, envelopes))));
            List<InboundStep> all = new ArrayList<>();
            for (Stage stage : Stage.values()) {
                all.add(Objects.requireNonNull(builtIn.get(stage), "every stage has its step"));
                all.addAll(ownSteps.getOrDefault(stage, List.of()));
            }
            return List.copyOf(all);
        }
    }
}
