package io.github.dcisdk.message;

import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonArray;
import io.github.dcisdk.json.JsonValue.JsonNumber;
import io.github.dcisdk.json.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which transaction a status request asks about: {@code attribute_value} with its {@code attribute_type}. Immutable. What
 * was received is written back as it was received. Equal when type and form on the wire are.
 */
public final class TxnAttribute {
    private static final int MAX_LENGTH = 99;

    private final TxnAttributeType type;
    private final List<String> values;
    private final JsonValue json;

    private TxnAttribute(TxnAttributeType type, List<String> values, JsonValue json) {
        this.type = Objects.requireNonNull(type, "type");
        this.values = List.copyOf(values);
        this.json = Objects.requireNonNull(json, "json");
    }

    /**
     * A transaction by the caller's id.
     *
     * @param transactionId its {@code transaction_id}, 1 to 99 characters
     * @return the attribute
     * @throws IllegalArgumentException if the id is blank or longer
     */
    public static TxnAttribute transactionId(String transactionId) {
        return one(TxnAttributeType.TRANSACTION_ID, transactionId);
    }

    /**
     * A transaction by the registry's id.
     *
     * @param correlationId its {@code correlation_id}, 1 to 99 characters
     * @return the attribute
     * @throws IllegalArgumentException if the id is blank or longer
     */
    public static TxnAttribute correlationId(String correlationId) {
        return one(TxnAttributeType.CORRELATION_ID, correlationId);
    }

    /**
     * Items of transactions.
     *
     * @param referenceIds their {@code reference_id}s
     * @return the attribute
     * @throws IllegalArgumentException if there are none, or one is blank
     */
    public static TxnAttribute referenceIds(List<String> referenceIds) {
        return list(TxnAttributeType.REFERENCE_ID_LIST, referenceIds, Integer.MAX_VALUE);
    }

    /**
     * Subscriptions.
     *
     * @param subscriptionCodes their codes, each of 1 to 99 characters
     * @return the attribute
     * @throws IllegalArgumentException if there are none, or one is blank or longer
     */
    public static TxnAttribute subscriptionCodes(List<String> subscriptionCodes) {
        return list(TxnAttributeType.SUBSCRIPTION_CODE_LIST, subscriptionCodes, MAX_LENGTH);
    }

    private static TxnAttribute one(TxnAttributeType type, String value) {
        requireText(type, value, MAX_LENGTH);
        return new TxnAttribute(type, List.of(value), JsonValue.of(value));
    }

    private static TxnAttribute list(TxnAttributeType type, List<String> values, int maxLength) {
        values.forEach(value -> requireText(type, value, maxLength));
        if (values.isEmpty()) {
            throw new IllegalArgumentException(type + " needs a value; the list is empty");
        }
        return new TxnAttribute(
                type, values, new JsonArray(values.stream().map(JsonValue::of).toList()));
    }

    private static void requireText(TxnAttributeType type, String value, int maxLength) {
        if (value.isBlank() || value.codePointCount(0, value.length()) > maxLength) {
            throw new IllegalArgumentException(
                    type + ": a value is blank or has more than " + maxLength + " characters");
        }
    }

    /**
     * Types an attribute as it was received. A single text for a list, a list of one for a single text, and numbers for
     * texts are read and reported.
     *
     * @param type what the attribute is
     * @param value the value as it stands on the wire
     * @param pointer where the value stands in the whole body, as a JSON pointer
     * @param findings receives every deviation from the standard
     * @return the typed attribute; without values when the standard does not know its type, or the value is not of it
     */
    public static TxnAttribute of(TxnAttributeType type, JsonValue value, String pointer, Consumer<Finding> findings) {
        if (!type.isListed()) {
            return new TxnAttribute(type, List.of(), value);
        }
        HarmlessFindings found = new HarmlessFindings(pointer);
        List<String> texts = new ArrayList<>();
        boolean isList = value instanceof JsonArray;
        List<JsonValue> received = value instanceof JsonArray array ? array.items() : List.of(value);
        for (int i = 0; i < received.size(); i++) {
            text(received.get(i), isList ? "/" + i : "", found).ifPresent(texts::add);
        }
        boolean wantsList =
                type.equals(TxnAttributeType.REFERENCE_ID_LIST) || type.equals(TxnAttributeType.SUBSCRIPTION_CODE_LIST);
        if (texts.isEmpty() || texts.size() != received.size() || (!wantsList && texts.size() > 1)) {
            findings.accept(new Finding(pointer, Rule.WRONG_TYPE));
            return new TxnAttribute(type, List.of(), value);
        }
        if (wantsList != isList) {
            found.report("", wantsList ? Rule.SINGLE_FOR_LIST : Rule.LIST_FOR_SINGLE);
        }
        found.forEach(findings);
        return new TxnAttribute(type, texts, value);
    }

    private static Optional<String> text(JsonValue value, String place, HarmlessFindings found) {
        if (value instanceof JsonNumber number) {
            found.report(place, Rule.NUMBER_FOR_TEXT);
            return Optional.of(number.literal());
        }
        return value.asString().filter(text -> !text.isBlank());
    }

    /**
     * What the attribute is.
     *
     * @return the code for {@code attribute_type}
     */
    public TxnAttributeType type() {
        return type;
    }

    /**
     * The ids or codes.
     *
     * @return exactly one for {@code transaction_id} and {@code correlation_id}, one or more for the lists; none when what
     *     was received could not be understood
     */
    public List<String> values() {
        return values;
    }

    /**
     * The attribute as it stands on the wire.
     *
     * @return the value for {@code attribute_value}
     */
    public JsonValue toJson() {
        return json;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TxnAttribute that && type.equals(that.type) && json.equals(that.json);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, json);
    }

    @Override
    public String toString() {
        return "TxnAttribute[" + type + ", " + values.size() + " values]";
    }
}
