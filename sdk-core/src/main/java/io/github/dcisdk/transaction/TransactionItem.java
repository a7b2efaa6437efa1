package io.github.dcisdk.transaction;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.json.JsonValue.JsonString;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One item of a request, and what came of it so far. Immutable; {@link #toString()} is safe for logs.
 */
public final class TransactionItem {
    private final String referenceId;
    private final @Nullable JsonObject criteria;
    private final boolean onePage;
    private final State state;

    /**
     * What came.
     *
     * @param pending whether the peer said last that it is under way
     * @param pages the pages that came
     * @param received the records on them
     * @param total how many the peer counts; null while it did not say
     * @param polled digests, by page, of the pages that came by asking for the status or without a number
     * @param ending how it ended; null while it did not
     */
    private record State(
            boolean pending,
            PageNumbers pages,
            long received,
            @Nullable Long total,
            Map<Integer, String> polled,
            @Nullable Ending ending) {}

    private TransactionItem(String referenceId, @Nullable JsonObject criteria, boolean onePage, State state) {
        this.referenceId = referenceId;
        this.criteria = criteria;
        this.onePage = onePage;
        this.state = state;
    }

    /**
     * An item of which nothing came yet.
     *
     * @param referenceId its reference; empty text where a request has no items
     * @param criteria what was asked for, so that the answer can be compared with it; personal data; null if nothing is
     *     compared
     * @param onePage whether a page was named, so that one page is all of the answer
     * @return the item
     */
    public static TransactionItem create(String referenceId, @Nullable JsonObject criteria, boolean onePage) {
        Objects.requireNonNull(referenceId, "referenceId");
        return new TransactionItem(
                referenceId, criteria, onePage, new State(false, PageNumbers.NONE, 0, null, Map.of(), null));
    }

    /**
     * Which item it is.
     *
     * @return its {@code reference_id}; empty text where a request has no items
     */
    public String referenceId() {
        return referenceId;
    }

    /**
     * What was asked for.
     *
     * @return personal data; empty once it is forgotten
     */
    public Optional<JsonObject> criteria() {
        return Optional.ofNullable(criteria);
    }

    /**
     * How many records came.
     *
     * @return the count over all pages
     */
    public long received() {
        return state.received;
    }

    /**
     * How many records there are.
     *
     * @return as the peer counts them; empty while it did not say
     */
    public Optional<Long> total() {
        return Optional.ofNullable(state.total);
    }

    /**
     * How it ended.
     *
     * @return the end; empty while more is to come
     */
    public Optional<Ending> ending() {
        return Optional.ofNullable(state.ending);
    }

    boolean isOnePage() {
        return onePage;
    }

    boolean isPending() {
        return state.pending;
    }

    boolean isSettled() {
        return state.ending != null && state.ending.isSettled();
    }

    /** Whether anything was said of it. */
    boolean isTouched() {
        return state.pending || state.pages.count() > 0 || state.total != null;
    }

    PageNumbers pages() {
        return state.pages;
    }

    /** Whether this very page came in a status, or without a number. */
    boolean hasDigest(String digest) {
        return state.polled.containsValue(digest);
    }

    TransactionItem pending(boolean value) {
        return with(new State(value, state.pages, state.received, state.total, state.polled, state.ending));
    }

    /** With the count of a peer that has answered and not brought the records yet. */
    TransactionItem announced(@Nullable Long newTotal) {
        return with(new State(false, state.pages, state.received, greaterTotal(newTotal), state.polled, state.ending));
    }

    private @Nullable Long greaterTotal(@Nullable Long newTotal) {
        if (newTotal == null) {
            return state.total;
        }
        return state.total == null ? newTotal : Long.valueOf(Math.max(state.total, newTotal));
    }

    TransactionItem ended(Ending value) {
        return with(new State(false, state.pages, state.received, state.total, state.polled, value));
    }

    /** With a page; one that came before, in another form, counts no further records. */
    TransactionItem page(int page, int records, @Nullable Long newTotal, @Nullable String polledDigest) {
        boolean counts = !state.pages.contains(page);
        Map<Integer, String> polled = state.polled;
        if (polledDigest != null) {
            polled = new LinkedHashMap<>(polled);
            polled.put(page, polledDigest);
        }
        return with(new State(
                false,
                state.pages.with(page),
                counts ? state.received + records : state.received,
                greaterTotal(newTotal),
                polled,
                state.ending));
    }

    private TransactionItem with(State changed) {
        return new TransactionItem(referenceId, criteria, onePage, changed);
    }

    TransactionItem withoutCriteria() {
        return new TransactionItem(referenceId, null, onePage, state);
    }

    StoredJson toJson() {
        StoredJson polled = StoredJson.create();
        state.polled.forEach((page, digest) -> polled.with(String.valueOf(page), digest));
        return StoredJson.create()
                .with("ref", referenceId)
                .with("criteria", criteria)
                .with("onePage", onePage)
                .with("pending", state.pending)
                .with("pages", state.pages.toString())
                .with("received", state.received)
                .with("total", state.total == null ? null : JsonValue.of(state.total))
                .with("polled", state.polled.isEmpty() ? null : polled.toObject())
                .with(
                        "ending",
                        state.ending == null ? null : state.ending.toJson().toObject());
    }

    static TransactionItem of(StoredJson json) {
        Map<Integer, String> polled = new LinkedHashMap<>();
        json.object("polled").ifPresent(digests -> digests.members().forEach((page, digest) -> {
            if (digest instanceof JsonString text) {
                polled.put(Integer.valueOf(page), text.value());
            }
        }));
        return new TransactionItem(
                json.required("ref"),
                json.object("criteria").orElse(null),
                json.is("onePage"),
                new State(
                        json.is("pending"),
                        PageNumbers.parse(json.required("pages")),
                        json.number("received", 0),
                        json.number("total").orElse(null),
                        polled,
                        json.object("ending")
                                .map(StoredJson::of)
                                .map(Ending::of)
                                .orElse(null)));
    }

    @Override
    public String toString() {
        return "TransactionItem[" + LogText.safe(referenceId) + ", " + state.received + " received"
                + (state.total == null ? "" : " of " + state.total)
                + (state.ending == null ? "" : ", " + state.ending) + "]";
    }
}
