package io.github.dcisdk.testing;

import io.github.dcisdk.inbound.InboundResponse;
import io.github.dcisdk.inbound.Refusal;
import io.github.dcisdk.message.MsgHeaderStatusReasonCode;
import io.github.dcisdk.message.Pagination;
import io.github.dcisdk.message.RequestStatus;
import io.github.dcisdk.message.SearchResponseItem;
import io.github.dcisdk.message.SearchStatusReasonCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a registry can do wrong, or that can go wrong on the way from it. A {@link TestRegistry} is told for which
 * requests. What does not concern the signature is signed rightly, so that a client sees that fault and no other. Each
 * method says what the SDK's own client makes of it. Immutable, thread-safe.
 *
 * <p>The registry has received the request and worked on it before any fault takes effect. A fault in the answer to a
 * search leaves other answers, such as refusals, as they are.
 */
public final class Fault {
    private final String name;
    private final Effect effect;
    private final Predicate<ReceivedRequest> condition;

    private Fault(String name, Effect effect, Predicate<ReceivedRequest> condition) {
        this.name = name;
        this.effect = effect;
        this.condition = condition;
    }

    private static Fault of(String name, Effect effect) {
        return new Fault(name, effect, request -> true);
    }

    Effect effect() {
        return effect;
    }

    boolean isFor(ReceivedRequest request) {
        return condition.test(request);
    }

    /**
     * Narrows the requests that the fault is for.
     *
     * @param requests holds for those that it is for; an error that it throws is logged and answered with HTTP 500
     * @return a changed copy; narrowed twice, both have to hold
     */
    public Fault when(Predicate<ReceivedRequest> requests) {
        return new Fault(name, effect, condition.and(requests));
    }

    /**
     * Narrows a fault in the items of an answer to one of them, for messages with several queries.
     *
     * @param index the place of the item in the answer, counted from 0
     * @return a changed copy
     * @throws IllegalStateException if the fault is not one of items: {@link #itemRejected}, {@link #itemMissing}, {@link
     *     #itemForAnotherReference}, {@link #wrongPageNumber}, {@link #endsShort}, {@link #totalCount}, {@link #noTotal}
     */
    public Fault onItem(int index) {
        if (!(effect instanceof ItemEffect items)) {
            throw new IllegalStateException(this + " is no fault of single items");
        }
        return new Fault(name + " on item " + index, new ItemEffect(items.change(), index), condition);
    }

    /**
     * Makes one fault of two, such as a delay before an error.
     *
     * @param other what goes wrong after this one
     * @return a fault for those requests that both are for
     */
    public Fault and(Fault other) {
        return new Fault(name + " and " + other.name, effect.and(other.effect), condition.and(other.condition));
    }

    // What happens to the connection.

    /**
     * Lets the caller wait. A client whose time limit is shorter ends with {@code DCI-1002}.
     *
     * @param duration for how long, of real time
     * @return the fault
     * @throws IllegalArgumentException if the duration is negative
     */
    public static Fault delay(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("a delay cannot be negative");
        }
        return of("delay", (reply, scene) -> reply.delay(duration));
    }

    /**
     * Gives no answer and keeps the connection open. A client ends with {@code DCI-1002} when its time limit is over.
     *
     * @return the fault
     */
    public static Fault silence() {
        return ending("silence", Reply.Ending.SILENT);
    }

    /**
     * Closes the connection without an answer. A client tries again, and ends with {@code DCI-1003}.
     *
     * @return the fault
     */
    public static Fault drop() {
        return ending("drop", Reply.Ending.CLOSED);
    }

    /**
     * Resets the connection (RST) after the request was received. A client tries again, and ends with {@code DCI-1003}.
     *
     * @return the fault
     */
    public static Fault reset() {
        return ending("reset", Reply.Ending.RESET);
    }

    /**
     * Closes the connection in the middle of the answer. A client tries again, and ends with {@code DCI-1003}.
     *
     * @return the fault
     */
    public static Fault cutOff() {
        return ending("cut off", Reply.Ending.CUT_OFF);
    }

    private static Fault ending(String name, Reply.Ending ending) {
        return of(name, (reply, scene) -> reply.ending(ending));
    }

    // What stands in the HTTP answer.

    /**
     * Answers with a status and no body. A client tries 502, 503 and 504 again; it ends with {@code DCI-1005} from 500 on,
     * {@code DCI-1004} for 429, {@code DCI-1101} for 401 and 403, {@code DCI-1102} for others that are no success.
     *
     * @param status the HTTP status
     * @return the fault
     */
    public static Fault status(int status) {
        return body("status " + status, status, "application/json", "");
    }

    /**
     * Answers with a page in HTML, as proxies do. A client takes it by its status, as {@link #status} says, and with a
     * status of success as {@link #garbage}.
     *
     * @param status the HTTP status
     * @return the fault
     */
    public static Fault htmlPage(int status) {
        String page = "<!DOCTYPE html><html><head><title>" + status + "</title></head><body><h1>" + status
                + "</h1></body></html>";
        return body("HTML page with status " + status, status, "text/html", page);
    }

    /**
     * Limits the rate: 429 with {@code Retry-After}. A client tries again, not earlier than that, and ends with {@code
     * DCI-1004}.
     *
     * @param retryAfter the wait that is asked for; seconds count
     * @return the fault
     */
    public static Fault tooManyRequests(Duration retryAfter) {
        return retryLater(429, retryAfter);
    }

    /**
     * Is overloaded: 503 with {@code Retry-After}. A client tries again, not earlier than that, and ends with {@code
     * DCI-1005}.
     *
     * @param retryAfter the wait that is asked for; seconds count
     * @return the fault
     */
    public static Fault unavailable(Duration retryAfter) {
        return retryLater(503, retryAfter);
    }

    private static Fault retryLater(int status, Duration retryAfter) {
        InboundResponse response =
                text(status, "application/json", "").withHeader("Retry-After", Long.toString(retryAfter.toSeconds()));
        return of("status " + status + " with Retry-After", (reply, scene) -> reply.response(response));
    }

    /**
     * Answers with status 200 and text that is no JSON. A client ends with {@code DCI-3001}.
     *
     * @return the fault
     */
    public static Fault garbage() {
        return body("garbage", 200, "application/json", "(no JSON)");
    }

    /**
     * Sends only the first half of the JSON text, as a whole HTTP answer. A client ends with {@code DCI-3001}.
     *
     * @return the fault
     */
    public static Fault truncated() {
        return of("truncated JSON", (reply, scene) -> {
            byte[] whole = reply.response().body();
            InboundResponse half =
                    InboundResponse.json(reply.response().status(), Arrays.copyOf(whole, whole.length / 2));
            return reply.response(half);
        });
    }

    /**
     * Names another type of content than JSON. A client reads the answer all the same.
     *
     * @param value the value of {@code Content-Type}
     * @return the fault
     */
    public static Fault contentType(String value) {
        Objects.requireNonNull(value, "value");
        return of(
                "content type",
                (reply, scene) -> reply.response(reply.response().withHeader("Content-Type", value)));
    }

    private static Fault body(String name, int status, String contentType, String text) {
        InboundResponse response = text(status, contentType, text);
        return of(name, (reply, scene) -> reply.response(response));
    }

    private static InboundResponse text(int status, String contentType, String text) {
        return InboundResponse.json(status, text.getBytes(StandardCharsets.UTF_8))
                .withHeader("Content-Type", contentType);
    }

    // What the registry says to the request.

    /**
     * Refuses the request as a registry made with the SDK does, with an acknowledgement {@code ERR}. A client ends with
     * {@code DCI-1005} from status 500 on, {@code DCI-1101} for 401 and 403, and {@code DCI-2001} for others.
     *
     * @param refusal why
     * @return the fault
     */
    public static Fault refused(Refusal refusal) {
        return refused(refusal.httpStatus(), refusal.errorCode());
    }

    /**
     * Refuses the request with an acknowledgement {@code ERR}; some systems do so with status 200. A client ends as {@link
     * #refused(Refusal)} says, for 200 with {@code DCI-2001}.
     *
     * @param status the HTTP status
     * @param errorCode for example {@code err.request.bad}
     * @return the fault
     */
    public static Fault refused(int status, String errorCode) {
        return of("refused with " + errorCode, (reply, scene) -> reply.response(scene.refusal(status, errorCode)));
    }

    /**
     * Rejects the request in the header of the answer ({@code status} {@code rjct}). A client ends with {@code DCI-2002}.
     *
     * @param reasonCode for example {@code rjct.version.invalid}
     * @return the fault
     */
    public static Fault rejected(String reasonCode) {
        MsgHeaderStatusReasonCode code = MsgHeaderStatusReasonCode.of(reasonCode);
        return of("rejected with " + reasonCode, (reply, scene) -> scene.rejection(reply, code));
    }

    /**
     * Rejects the query, in its item. A client ends with {@code DCI-2002}.
     *
     * @param reasonCode for example {@code rjct.search_criteria.invalid}
     * @return the fault
     */
    public static Fault itemRejected(String reasonCode) {
        SearchStatusReasonCode code = SearchStatusReasonCode.of(reasonCode);
        return items(
                "item rejected with " + reasonCode,
                item -> Optional.of(item.toBuilder()
                        .status(RequestStatus.RJCT)
                        .statusReasonCode(code)
                        .data(null)
                        .pagination(null)
                        .build()));
    }

    /**
     * Answers another transaction than the request's. A client ends with {@code DCI-3002}.
     *
     * @return the fault
     */
    public static Fault otherTransaction() {
        return of(
                "other transaction",
                (reply, scene) -> scene.editSearch(reply, answer -> answer.toBuilder()
                        .transactionId(UUID.randomUUID().toString())
                        .build()));
    }

    /**
     * Leaves the answer to a query out. A client ends with {@code DCI-3002}.
     *
     * @return the fault
     */
    public static Fault itemMissing() {
        return items("item missing", item -> Optional.empty());
    }

    /**
     * Answers with another {@code reference_id} than the query's. A client ends with {@code DCI-3002}.
     *
     * @return the fault
     */
    public static Fault itemForAnotherReference() {
        return items(
                "item for another reference",
                item -> Optional.of(item.toBuilder()
                        .referenceId(UUID.randomUUID().toString())
                        .build()));
    }

    private static Fault items(String name, Function<SearchResponseItem, Optional<SearchResponseItem>> change) {
        return of(name, new ItemEffect(change, null));
    }

    // Which records come, and how they are counted.

    /**
     * Ignores the query and finds all records of the type. A client reports the records that do not answer the query, with
     * rule {@code answer.record}, or does what else it is told about them ({@link
     * io.github.dcisdk.client.RecordCheck}).
     *
     * @return the fault
     */
    public static Fault queryIgnored() {
        return of("query ignored", Effect.searching(evaluation -> evaluation.searching(Searching.IGNORING_THE_QUERY)));
    }

    /**
     * Makes pages smaller than asked for, and says so, as registries may. A client asks for more pages.
     *
     * @param records the most records of a page
     * @return the fault
     * @throws IllegalArgumentException if it is less than 1
     */
    public static Fault pageSizeCapped(int records) {
        if (records < 1) {
            throw new IllegalArgumentException("a page has room for one record at least");
        }
        return of("page size capped at " + records, Effect.searching(evaluation -> evaluation.maxPageSize(records)));
    }

    /**
     * Sends the records of the page before under the number that was asked for; page 1 is as it should be. A client ends
     * with {@code DCI-5001}.
     *
     * @return the fault
     */
    public static Fault pageRepeated() {
        return of("page repeated", Effect.searching(evaluation -> evaluation.searching(Searching.REPEATING_PAGES)));
    }

    /**
     * Names the page after the one that was asked for. A client reports that on page 1, and ends with {@code DCI-5001} on
     * others.
     *
     * @return the fault
     */
    public static Fault wrongPageNumber() {
        return pagination("wrong page number", pagination -> pagination.toBuilder()
                .pageNumber(pagination.pageNumber().orElse(1) + 1)
                .build());
    }

    /**
     * Sends a page without records, and still counts all that match. A client that needs the page ends with {@code
     * DCI-5001}.
     *
     * @return the fault
     */
    public static Fault endsShort() {
        return items(
                "ends short",
                item -> Optional.of(item.toBuilder()
                        .data(item.data()
                                .map(data ->
                                        data.toBuilder().regRecords(List.of()).build())
                                .orElse(null))
                        .build()));
    }

    /**
     * Counts wrongly. A client believes a total that can be right; one below what has come it reports.
     *
     * @param total the {@code total_count} of the answer
     * @return the fault
     */
    public static Fault totalCount(long total) {
        return pagination(
                "total count " + total,
                pagination -> pagination.toBuilder().totalCount(total).build());
    }

    /**
     * Does not say how many records match. A client asks on until a page is empty.
     *
     * @return the fault
     */
    public static Fault noTotal() {
        return pagination(
                "no total",
                pagination -> pagination.toBuilder().totalCount(null).build());
    }

    private static Fault pagination(String name, UnaryOperator<Pagination> change) {
        return items(
                name,
                item -> Optional.of(item.toBuilder()
                        .pagination(orNull(item.pagination().map(change)))
                        .build()));
    }

    private static @Nullable Pagination orNull(Optional<Pagination> pagination) {
        return pagination.orElse(null);
    }

    // Who signed the answer. A client ends with DCI-4001 each time.

    /**
     * Does not sign. A client ends with {@code DCI-4001}.
     *
     * @return the fault
     */
    public static Fault notSigned() {
        return signed("not signed", Signing.NONE);
    }

    /**
     * Signs with the signature of another message. A client ends with {@code DCI-4001}.
     *
     * @return the fault
     */
    public static Fault badSignature() {
        return signed("bad signature", Signing.OF_ANOTHER_MESSAGE);
    }

    /**
     * Signs with a key that the client does not have, as after a change of keys. A client ends with {@code DCI-4001}.
     *
     * @return the fault
     */
    public static Fault unknownKey() {
        return signed("unknown key", Signing.UNKNOWN_KEY);
    }

    /**
     * Lets somebody else answer, under that one's own name and key. A client ends with {@code DCI-4001}.
     *
     * @return the fault
     */
    public static Fault signedByStranger() {
        return signed("signed by a stranger", Signing.STRANGER);
    }

    /**
     * Signs with a signature that expired a day ago. A client ends with {@code DCI-4001}.
     *
     * @return the fault
     */
    public static Fault expired() {
        return signed("expired", Signing.EXPIRED);
    }

    private static Fault signed(String name, Signing signing) {
        return of(name, (reply, scene) -> reply.signing(signing));
    }

    @Override
    public String toString() {
        return "Fault[" + name + "]";
    }
}
