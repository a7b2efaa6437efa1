package io.github.dcisdk.transaction;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonArray;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.MsgCallbackHeader;
import io.github.dcisdk.store.StateKey;
import io.github.dcisdk.store.StateType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A part of an answer, as it is stored until whoever waits has taken it: personal data. Immutable; {@link #toString()} is safe
 * for logs.
 *
 * @param referenceId the item that it belongs to
 * @param page which page of the item
 * @param changed whether another content came for the same page before
 * @param late whether it came after the item had ended
 * @param header the header that it came with
 * @param message the message, with the one item
 * @param findings what was noticed when it was joined with the others
 */
public record AnswerPart(
        String referenceId,
        int page,
        boolean changed,
        boolean late,
        JsonObject header,
        JsonObject message,
        List<Finding> findings) {
    private static final String END = "#end";

    /**
     * Checks that the parts are there.
     *
     * @param referenceId the item that it belongs to
     * @param page which page of the item
     * @param changed whether another content came before
     * @param late whether it came late
     * @param header the header
     * @param message the message
     * @param findings what was noticed; copied
     */
    public AnswerPart {
        Objects.requireNonNull(referenceId, "referenceId");
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(message, "message");
        findings = List.copyOf(findings);
    }

    /**
     * A part as it came.
     *
     * @param referenceId the item that it belongs to
     * @param page which page of the item
     * @param changed whether another content came before
     * @param late whether it came late
     * @param header the header
     * @param message the message
     * @param findings what was noticed
     * @return the part
     */
    public static AnswerPart of(
            String referenceId,
            int page,
            boolean changed,
            boolean late,
            MsgCallbackHeader header,
            DciObject message,
            List<Finding> findings) {
        return new AnswerPart(referenceId, page, changed, late, Json.toJson(header), Json.toJson(message), findings);
    }

    /**
     * The key under which a part is stored for a future.
     *
     * @param transaction the transaction
     * @param number which part of the transaction
     * @return the key
     */
    public static StateKey key(Transaction transaction, int number) {
        return new StateKey(StateType.ANSWER, transaction.peerId(), transaction.transactionId() + "#" + number);
    }

    /**
     * The key of the note that a transaction ended, for the program in which a future waits.
     *
     * @param transaction the transaction
     * @return the key
     */
    public static StateKey endKey(Transaction transaction) {
        return new StateKey(StateType.ANSWER, transaction.peerId(), transaction.transactionId() + END);
    }

    /**
     * Which transaction ended.
     *
     * @param key a key of {@link #endKey}
     * @return its id
     */
    public static String transactionEnded(StateKey key) {
        return key.id().substring(0, key.id().length() - END.length());
    }

    /**
     * The group in which the notes for one program are listed.
     *
     * @param program the program
     * @return the group
     */
    public static String endGroup(String program) {
        return "end:" + program;
    }

    /**
     * The form in which it is stored.
     *
     * @return JSON
     */
    public JsonSlice toJson() {
        List<JsonValue> written = new ArrayList<>();
        findings.forEach(finding -> written.add(new JsonArray(List.of(
                JsonValue.of(finding.pointer()), JsonValue.of(finding.rule().id())))));
        return StoredJson.versioned()
                .with("ref", referenceId)
                .with("page", page)
                .with("changed", changed)
                .with("late", late)
                .with("findings", new JsonArray(written))
                .with("header", header)
                .with("message", message)
                .toJson();
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @param content the text
     * @return the part
     * @throws IllegalStateException if it was written in a form that is not known
     */
    public static AnswerPart of(JsonSlice content) {
        StoredJson json = StoredJson.read(content);
        List<Finding> findings = new ArrayList<>();
        for (JsonValue finding : json.list("findings")) {
            if (finding instanceof JsonArray pair) {
                String pointer = pair.items().get(0).asString().orElse("");
                pair.items()
                        .get(1)
                        .asString()
                        .flatMap(Rule::byId)
                        .ifPresent(rule -> findings.add(new Finding(pointer, rule)));
            }
        }
        return new AnswerPart(
                json.required("ref"),
                (int) json.number("page", 1),
                json.is("changed"),
                json.is("late"),
                json.object("header").orElseThrow(),
                json.object("message").orElseThrow(),
                findings);
    }

    @Override
    public String toString() {
        return "AnswerPart[" + LogText.safe(referenceId) + ", page " + page + (changed ? ", changed" : "")
                + (late ? ", late" : "") + "]";
    }
}
