package io.github.dcisdk.message;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A comparison of an attribute with a value. {@link #toString()} hides the value.
 *
 * @param attributeName the attribute, as a path into the record with dots
 * @param operator the comparison; that of a received query may be one that the standard does not list
 * @param attributeValue what the attribute is compared with; with {@code in}, a list
 */
public record ExpPredicate(String attributeName, ExpOperator operator, JsonValue attributeValue) {
    /**
     * Creates a comparison.
     *
     * @param attributeName the attribute
     * @param operator the comparison
     * @param attributeValue what the attribute is compared with
     * @throws IllegalArgumentException if the name is blank, or the value is blank, empty or JSON's {@code null}
     */
    public ExpPredicate {
        Objects.requireNonNull(operator, "operator");
        if (attributeName.isBlank() || QueryReader.isEmpty(attributeValue)) {
            throw new IllegalArgumentException("a comparison needs an attribute and a value; one of them is empty");
        }
    }

    JsonObject toJson() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("attribute_name", JsonValue.of(attributeName));
        members.put("operator", JsonValue.of(operator.code()));
        members.put("attribute_value", attributeValue);
        return new JsonObject(members);
    }

    @Override
    public String toString() {
        return "ExpPredicate[" + LogText.safe(attributeName) + " " + operator + "]";
    }
}
