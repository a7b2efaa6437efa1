package io.github.dcisdk.inbound;

import io.github.dcisdk.auth.InboundAuthentication.Caller;
import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.MessageSlices;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.json.RuleClass;
import io.github.dcisdk.message.MsgHeader;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.security.EncryptionKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the pipeline, and what is known about it so far. Used by one thread. {@link #toString()}
 * shows identifiers only.
 */
public final class InboundExchange {
    /** Enough to see what is wrong with a message; a hostile one could produce millions. */
    private static final int MAX_HARMLESS = 1_000;

    private final InboundRequest request;
    private final String correlationId = UUID.randomUUID().toString();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Finding> meaningChanging = new ArrayList<>();
    private final List<AuditedItem> auditedItems = new ArrayList<>();
    private int harmless;
    private List<Binding> bindings = List.of();
    private @Nullable Binding binding;
    private @Nullable Caller caller;
    private @Nullable MessageSlices slices;
    private @Nullable MsgHeader header;
    private @Nullable JsonSlice headerJson;
    private @Nullable JsonSlice messageJson;
    private @Nullable EncryptionKey answerKey;
    private Inbox.@Nullable Seen seen;
    private @Nullable DciObject message;
    private @Nullable String transactionId;
    private @Nullable InboundResponse response;
    private boolean verified;
    private boolean lifetimeChecked;
    private boolean encrypted;
    private boolean expired;
    private boolean repeated;

    /**
     * Begins an exchange.
     *
     * @param request the request
     */
    public InboundExchange(InboundRequest request) {
        this.request = request;
    }

    /**
     * The request as it came.
     *
     * @return the request
     */
    public InboundRequest request() {
        return request;
    }

    /**
     * The {@code correlation_id} of everything we answer, made new for each exchange.
     *
     * @return the identifier
     */
    public String correlationId() {
        return correlationId;
    }

    /**
     * The operation at the request's path; there from {@link Stage#ROUTE} on, or from {@link Stage#HEADER} on where a path has
     * several, which the action tells apart.
     *
     * @return the operation
     */
    public Operation<?, ?> operation() {
        return binding().operation();
    }

    /**
     * The message that comes in at the request's path: the operation's request, or its answer where we are called back;
     * there when {@link #operation()} is.
     *
     * @return the side of the operation
     */
    public Operation.Side<?> side() {
        return binding().side();
    }

    Binding binding() {
        return reached(binding, Stage.ROUTE);
    }

    /** Notes what is at the path; of one operation, nothing has to be chosen. */
    void bindings(List<Binding> atPath) {
        bindings = atPath;
        binding = atPath.size() == 1 ? atPath.get(0) : null;
    }

    boolean isBindingChosen() {
        return binding != null;
    }

    /** Of several operations at the path, the action decides. */
    void chooseBinding(String action) {
        binding = bindings.stream()
                .filter(candidate -> candidate.accepts(action))
                .findFirst()
                .orElseThrow(() ->
                        new RefusedRequestException(Refusal.BAD_REQUEST, new Finding("/header/action", Rule.ACTION)));
    }

    /**
     * The admitted caller; there from {@link Stage#AUTHENTICATE} on.
     *
     * @return the caller
     */
    public Caller caller() {
        return reached(caller, Stage.AUTHENTICATE);
    }

    void caller(Caller value) {
        caller = value;
    }

    /**
     * The parts of the body; there from {@link Stage#SLICE} on.
     *
     * @return the slices
     */
    public MessageSlices slices() {
        return reached(slices, Stage.SLICE);
    }

    void slices(MessageSlices value) {
        slices = value;
    }

    /**
     * The header; there from {@link Stage#HEADER} on. Before {@link Stage#VERIFY} it is only a claim; after it, it holds
     * only what the signature covers.
     *
     * @return the header
     */
    public MsgHeader header() {
        return reached(header, Stage.HEADER);
    }

    void header(MsgHeader value) {
        header = value;
    }

    /**
     * Whether a signature proved the sender; settled from {@link Stage#VERIFY} on. False for a sender that the trust
     * store admits without signature.
     *
     * @return true if it did
     */
    public boolean isVerified() {
        return verified;
    }

    /** Notes that a signature proved the sender, and whether the signature itself says how long it is good. */
    void verified(boolean withLifetime) {
        verified = true;
        lifetimeChecked = withLifetime;
    }

    boolean isLifetimeChecked() {
        return lifetimeChecked;
    }

    /** Notes that a signature proved the sender, and is too old for anything but a repetition. */
    void expired() {
        verified = true;
        lifetimeChecked = true;
        expired = true;
    }

    boolean isExpired() {
        return expired;
    }

    Inbox.Seen seen() {
        return reached(seen, Stage.RECOGNISE);
    }

    void seen(Inbox.Seen value) {
        seen = value;
    }

    /** Notes that the delivery was acknowledged before. */
    void repeated() {
        repeated = true;
    }

    boolean isRepeated() {
        return repeated;
    }

    /**
     * The bytes of the header that the signature covers; there from {@link Stage#VERIFY} on. That of an answer or event
     * holds more than {@link #header()} shows.
     *
     * @return the bytes
     */
    public JsonSlice headerJson() {
        return reached(headerJson, Stage.VERIFY);
    }

    void headerJson(JsonSlice value) {
        headerJson = value;
    }

    /**
     * The bytes of the message that the signature covers; there from {@link Stage#VERIFY} on. From {@link Stage#DECRYPT}
     * on, those of the message in clear.
     *
     * @return the bytes
     */
    public JsonSlice messageJson() {
        return reached(messageJson, Stage.VERIFY);
    }

    void messageJson(JsonSlice value) {
        messageJson = value;
    }

    /** Whether the sender is known, by a signature that counts or by an entry that admits it without one. */
    boolean hasTrustedSender() {
        return messageJson != null && (!expired || repeated);
    }

    /**
     * Notes for the audit what an item asked for and is given.
     *
     * @param item the item
     */
    public void audit(AuditedItem item) {
        auditedItems.add(item);
    }

    List<AuditedItem> auditedItems() {
        return auditedItems;
    }

    /**
     * Whether the message came encrypted; settled from {@link Stage#DECRYPT} on. Then the answer is encrypted too.
     *
     * @return true if it did
     */
    public boolean isEncrypted() {
        return encrypted;
    }

    Optional<EncryptionKey> answerKey() {
        return Optional.ofNullable(answerKey);
    }

    void encrypted(@Nullable EncryptionKey keyOfSender) {
        encrypted = true;
        answerKey = keyOfSender;
    }

    /**
     * The typed message; there from {@link Stage#VALIDATE} on.
     *
     * @param <M> its class
     * @param side the side of the operation that comes in
     * @return the message
     * @throws IllegalStateException if the message is of another operation
     */
    public <M extends DciObject> M message(Operation.Side<M> side) {
        return side.type().cast(reached(message, Stage.VALIDATE));
    }

    boolean hasMessage() {
        return message != null;
    }

    <M extends DciObject> void message(Operation.Side<M> side, M value) {
        message = value;
        transactionId = side.transactionId().apply(value).orElse(null);
    }

    /**
     * The answer; there from {@link Stage#DISPATCH} on.
     *
     * @return the answer
     */
    public InboundResponse response() {
        return reached(response, Stage.DISPATCH);
    }

    void response(InboundResponse value) {
        response = value;
    }

    /**
     * The deviations from the standard found so far.
     *
     * @return all that change the meaning, and the first 1,000 harmless ones; unmodifiable
     */
    public List<Finding> findings() {
        return Collections.unmodifiableList(findings);
    }

    /**
     * The deviations for which something has to be refused: the message, or the item in which one stands. Ambiguous JSON
     * of a sender that is admitted without signature is not among them.
     *
     * @return unmodifiable
     */
    public List<Finding> meaningChangingFindings() {
        return Collections.unmodifiableList(meaningChanging);
    }

    /**
     * Adds a deviation. One that changes the meaning and stands in the header, the message or an item gets that refused,
     * if it is reported before the stage that looks at it: {@link Stage#VALIDATE}, or {@link Stage#DISPATCH} for items.
     *
     * @param finding rule and place
     */
    public void report(Finding finding) {
        if (finding.rule().ruleClass() == RuleClass.MEANING_CHANGING) {
            // None is dropped, because they decide; reading a text ends long before they fill the memory.
            meaningChanging.add(finding);
            findings.add(finding);
        } else if (harmless < MAX_HARMLESS) {
            harmless++;
            findings.add(finding);
        }
    }

    /** Adds an ambiguity in a place where no signature counts: worth knowing, but nothing is refused for it. */
    void reportOnly(Finding ambiguity) {
        findings.add(ambiguity);
    }

    /**
     * The identifiers of the exchange as far as they are known, for logs and errors.
     *
     * @return the identifiers
     */
    public CallContext context() {
        MsgHeader known = header;
        CallContext context = known == null
                ? CallContext.none()
                : CallContext.of(known.senderId().orElse("unknown"))
                        .withMessageId(known.messageId().orElse(null));
        return context.withTransactionId(transactionId).withCorrelationId(correlationId);
    }

    private static <T> T reached(@Nullable T value, Stage stage) {
        if (value == null) {
            throw new IllegalStateException("known only after stage " + stage);
        }
        return value;
    }

    @Override
    public String toString() {
        return "InboundExchange[" + context() + "]";
    }
}
