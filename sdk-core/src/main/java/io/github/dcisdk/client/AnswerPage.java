package io.github.dcisdk.client;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.RawAnswer;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.json.ModelType;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.MsgCallbackHeader;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.QueryType;
import io.github.dcisdk.message.SearchResponse;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.transaction.AnswerPart;
import io.github.dcisdk.transaction.StoredJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One page of an answer that came later. Immutable; {@link #toString()} shows counts and identifiers only.
 *
 * @param <T> the class of the records
 */
public final class AnswerPage<T extends DciObject> {
    private final AnswerPart part;
    private final List<T> records;
    private final OptionalLong totalCount;
    private final CallContext context;
    private final List<Finding> findings;

    private AnswerPage(
            AnswerPart part, List<T> records, OptionalLong totalCount, CallContext context, List<Finding> findings) {
        this.part = part;
        this.records = List.copyOf(records);
        this.totalCount = totalCount;
        this.context = context;
        this.findings = List.copyOf(findings);
    }

    /**
     * Reads a page that was kept, and checks it as one that comes in the HTTP response: whether its records answer the query,
     * and where it deviates. For callback endpoints.
     *
     * @param <T> the class of the records
     * @param peer who sent it
     * @param registry the kind of registry
     * @param recordType the kind of record
     * @param criteria what was asked for, as the transaction has it; null if that is forgotten
     * @param part the page
     * @return the page
     * @throws io.github.dcisdk.error.MalformedMessageException if {@link DciClient.Builder#recordCheck} or a handler of findings
     *     refuses it
     */
    public static <T extends DciObject> AnswerPage<T> read(
            DciClient peer,
            RegistryProfile registry,
            RecordType<T> recordType,
            @Nullable JsonObject criteria,
            AnswerPart part) {
        Answer<SearchResponse> answer = answer(peer, part, SearchResponse.TYPE);
        PageAnswer page = new SearchAnswers(answer, Set.of(part.referenceId()), false).of(part.referenceId());
        page.added().addAll(part.findings());
        boolean otherPage = criteria != null
                && StoredJson.of(criteria)
                        .number("page")
                        .filter(asked -> page.pageNumber()
                                .filter(named -> named != asked.intValue())
                                .isPresent())
                        .isPresent();
        if (otherPage) {
            page.report("/pagination/page_number", Rule.PAGE);
        }
        List<T> records =
                new PageReader(peer, registry).read(recordType, criteria == null ? null : query(criteria), page);
        return new AnswerPage<>(part, records, page.totalCount(), page.context(), page.findings());
    }

    /** A message that was kept, as if it had just come. */
    static <A extends DciObject> Answer<A> answer(DciClient peer, AnswerPart part, ModelType<A> type) {
        List<Finding> findings = new ArrayList<>();
        MsgCallbackHeader header = Json.read(part.header(), MsgCallbackHeader.TYPE, "/header", findings::add);
        A message = Json.read(part.message(), type, "/message", findings::add);
        CallContext context = CallContext.of(peer.peerId())
                .withMessageId(header.messageId().orElse(null))
                .withTransactionId(text(part.message(), "transaction_id"))
                .withCorrelationId(text(part.message(), "correlation_id"));
        byte[] body = part.message().toJson().getBytes(StandardCharsets.UTF_8);
        return new Answer<>(header, message, context, findings, new RawAnswer(200, "application/json", body));
    }

    private static @Nullable String text(JsonObject message, String member) {
        return message.get(member).flatMap(JsonValue::asString).orElse(null);
    }

    /** What a search asks for, as it is kept in its transaction. */
    static JsonObject criteria(SearchItem<?> item) {
        return StoredJson.create()
                .with("type", item.query().queryType().code())
                .with("query", item.query().toJson())
                .with(
                        "page",
                        item.options().isPageNamed()
                                ? JsonValue.of((long) item.options().pageNumber())
                                : null)
                .toObject();
    }

    private static Query query(JsonObject criteria) {
        StoredJson kept = StoredJson.of(criteria);
        return Query.of(
                QueryType.of(kept.required("type")),
                Objects.requireNonNull(criteria.members().get("query"), "query"));
    }

    /**
     * The records of this page.
     *
     * @return an unmodifiable list, without records when nothing was found
     */
    public List<T> records() {
        return records;
    }

    /**
     * The search that it belongs to.
     *
     * @return the {@code reference_id} of {@link SearchItem}
     */
    public String referenceId() {
        return part.referenceId();
    }

    /**
     * The number of this page. Pages may come in any order.
     *
     * @return counted from 1; of a peer that does not number its pages, in the order in which they came
     */
    public int pageNumber() {
        return part.page();
    }

    /**
     * How many records the whole search found, as the registry counts them.
     *
     * @return the count on this page; empty when there is none
     */
    public OptionalLong totalCount() {
        return totalCount;
    }

    /**
     * Whether the registry sent another content for this page before: a correction, or one name for two things. The finding
     * {@link Rule#ITEM_CHANGED} goes with it.
     *
     * @return true if it did
     */
    public boolean isChanged() {
        return part.changed();
    }

    /**
     * Whether the search had ended when this page came: in time or with a part of the answer.
     *
     * @return true if it had
     */
    public boolean isLate() {
        return part.late();
    }

    /**
     * The identifiers of the message that brought the page.
     *
     * @return message id, transaction id, correlation id and peer
     */
    public CallContext context() {
        return context;
    }

    /**
     * Where the page deviates from the standard.
     *
     * @return the deviations, without values; unmodifiable
     */
    public List<Finding> findings() {
        return findings;
    }

    @Override
    public String toString() {
        return "AnswerPage[" + pageNumber() + ", " + records.size() + " records, " + context + "]";
    }
}
