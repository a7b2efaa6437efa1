package io.github.dcisdk.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** One of the project's OpenAPI documents, read with another library than the one under test. */
final class OpenApiDocument {
    private final Path file;
    private final JsonNode root;

    OpenApiDocument(Path file) {
        this.file = file;
        try {
            this.root = new YAMLMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schemas of which Java classes are made. */
    Set<String> generatedSchemas() {
        Set<String> names = new TreeSet<>();
        schemas().properties().forEach(schema -> {
            if (!schema.getValue().path("x-java-skip").asBoolean()
                    && !schema.getValue().path("x-interface").asBoolean()) {
                names.add(schema.getKey());
            }
        });
        return names;
    }

    private JsonNode schemas() {
        return root.path("components").path("schemas");
    }

    boolean isCodeList(String schema) {
        return schemas().path(schema).has("enum");
    }

    /** The properties of a schema, its own and those of the schemas that it is composed of, in their order. */
    Map<String, JsonNode> properties(String schema) {
        return properties(schemas().path(schema));
    }

    private Map<String, JsonNode> properties(JsonNode schema) {
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        if (schema.has("$ref")) {
            properties.putAll(follow(schema.path("$ref").asText()));
        }
        schema.path("allOf").forEach(part -> properties.putAll(properties(part)));
        schema.path("properties").properties().forEach(it -> properties.put(it.getKey(), it.getValue()));
        return properties;
    }

    private Map<String, JsonNode> follow(String reference) {
        String document = reference.substring(0, reference.indexOf('#'));
        String name = reference.substring(reference.lastIndexOf('/') + 1);
        return document.isEmpty()
                ? properties(name)
                : new OpenApiDocument(file.resolveSibling(document).normalize()).properties(name);
    }

    static List<String> strings(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
