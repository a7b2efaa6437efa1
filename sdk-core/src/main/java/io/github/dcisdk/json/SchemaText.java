package io.github.dcisdk.json;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Recognises text that describes data instead of being data: a JSON schema, as the mock servers of the standard send it
 * out of their specification. Every member has to be a keyword of JSON Schema or OpenAPI, so that no record is mistaken
 * for one.
 */
final class SchemaText {
    private static final Set<String> KEYWORDS = Set.of(
            "$ref",
            "additionalProperties",
            "allOf",
            "anyOf",
            "default",
            "deprecated",
            "description",
            "discriminator",
            "enum",
            "example",
            "examples",
            "format",
            "items",
            "maxItems",
            "maxLength",
            "minItems",
            "minLength",
            "nullable",
            "oneOf",
            "pattern",
            "properties",
            "required",
            "title",
            "type",
            "uniqueItems");
    private static final Set<String> TYPES = Set.of("object", "array");
    private static final List<String> COMPOSITIONS = List.of("allOf", "anyOf", "oneOf");
    private static final String EXTENSION = "x-";

    private SchemaText() {}

    static boolean isSchema(JsonValue.JsonObject object) {
        return object.members().keySet().stream().allMatch(SchemaText::isKeyword)
                && (text(object, "type").filter(TYPES::contains).isPresent()
                        || text(object, "$ref").isPresent()
                        || COMPOSITIONS.stream().anyMatch(object.members()::containsKey));
    }

    private static boolean isKeyword(String key) {
        return KEYWORDS.contains(key) || key.startsWith(EXTENSION);
    }

    private static Optional<String> text(JsonValue.JsonObject object, String key) {
        return object.get(key).flatMap(JsonValue::asString);
    }
}
