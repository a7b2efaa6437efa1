package io.github.dcisdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.json.ModelType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every generated class does, whatever its members. The classes are those that the build has made of one OpenAPI
 * document, so a new schema is covered by itself.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ModelContract {
    private final String packageName;
    private final OpenApiDocument document;

    /**
     * @param packageName the package of the generated classes
     * @param document the OpenAPI document of which they were made, as a path in the module
     */
    protected ModelContract(String packageName, String document) {
        this.packageName = packageName;
        this.document = new OpenApiDocument(Path.of(document));
    }

    Stream<ModelType<?>> models() {
        return Models.modelTypes(packageName).stream();
    }

    private Map<String, JsonNode> properties(ModelType<?> type) {
        return document.properties(type.name());
    }

    private record Read(DciObject object, List<String> findings) {}

    private static Read read(ModelType<?> type, JsonObject json) {
        List<String> findings = new ArrayList<>();
        DciObject object = Json.read(
                JsonSlice.of(json.toJson().getBytes(StandardCharsets.UTF_8)),
                type,
                "",
                (Finding finding) -> findings.add(finding.rule().id() + " " + finding.pointer()));
        assertThat(Json.toJson(object)).as("%s written back", type).isEqualTo(json);
        return new Read(object, findings);
    }

    private static JsonObject renamed(JsonObject json, UnaryOperator<String> name) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        json.members().forEach((key, value) -> members.put(name.apply(key), value));
        return new JsonObject(members);
    }

    @Test
    void everySchemaOfTheDocumentHasItsClass() {
        assertThat(models().map(ModelType::name))
                .containsExactlyInAnyOrderElementsOf(document.generatedSchemas().stream()
                        .filter(schema -> !document.isCodeList(schema))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("models")
    void theMembersAreTheProperties(ModelType<?> type) {
        assertThat(type.memberNames())
                .containsExactlyElementsOf(properties(type).keySet());
    }

    @ParameterizedTest
    @MethodSource("models")
    void whatIsBuiltIsReadBack(ModelType<?> type) {
        DciObject full = Models.full(type);
        JsonObject json = Json.toJson(full);

        assertThat(json.members()).containsOnlyKeys(type.memberNames());
        Read read = read(type, json);
        assertThat(read.findings()).isEmpty();
        assertThat(read.object()).isEqualTo(full).hasSameHashCodeAs(full).isNotSameAs(full);
        assertThat(type.fromMap(full.toMap())).isEqualTo(full);
    }

    @ParameterizedTest
    @MethodSource("models")
    void objectsThatDifferInOneMemberAreNotEqual(ModelType<?> type) {
        DciObject full = Models.full(type);
        for (String member : type.memberNames()) {
            Map<String, JsonValue> members =
                    new LinkedHashMap<>(Json.toJson(full).members());
            members.remove(member);
            assertThat(read(type, new JsonObject(members)).object())
                    .as("without %s", member)
                    .isNotEqualTo(full);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void anUnknownMemberIsKept(ModelType<?> type) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("x:unknown", Json.parse("{\"n\":[1.50,null]}".getBytes(StandardCharsets.UTF_8)));
        members.putAll(Json.toJson(Models.full(type)).members());

        Read read = read(type, new JsonObject(members));
        assertThat(read.findings()).isEmpty();
        assertThat(read.object().additionalProperties()).containsOnlyKeys("x:unknown");
    }

    @ParameterizedTest
    @MethodSource("models")
    void prefixedKeysAreRead(ModelType<?> type) {
        DciObject full = Models.full(type);
        for (String prefix : List.of("spdci:", ":")) {
            Read read = read(type, renamed(Json.toJson(full), key -> prefix + key));
            assertThat(read.object()).isEqualTo(full);
            assertThat(read.findings())
                    .containsExactlyInAnyOrderElementsOf(type.memberNames().stream()
                            .map(member -> "member.alias /" + prefix + member)
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyAliasIsRead(ModelType<?> type) {
        DciObject full = Models.full(type);
        properties(type).forEach((member, schema) -> {
            for (String alias : OpenApiDocument.strings(schema.path("x-aliases"))) {
                Read read = read(type, renamed(Json.toJson(full), key -> key.equals(member) ? alias : key));
                assertThat(read.object()).as(alias).isEqualTo(full);
                assertThat(read.findings()).containsExactly("member.alias /" + alias);
                assertThat(read.object().asReceived(member)).isPresent();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("models")
    void anObjectPrintsOnlyWhatTheDocumentAllows(ModelType<?> type) {
        DciObject full = Models.full(type);
        String printed = full.toString();

        assertThat(printed).startsWith(type.name() + "[");
        Json.toJson(full).members().forEach((member, value) -> {
            if (properties(type).get(member).path("x-loggable").asBoolean()) {
                assertThat(printed).as(member).contains(member + "=");
            } else {
                leaves(value).forEach(leaf -> assertThat(printed).as(member).doesNotContain(leaf));
            }
        });
    }

    /** The texts and numbers in a value. Codes and truth values are too short to be told from the rest of a line. */
    private static Stream<String> leaves(JsonValue value) {
        if (value instanceof JsonObject object) {
            return object.members().values().stream().flatMap(ModelContract::leaves);
        } else if (value instanceof JsonValue.JsonArray array) {
            return array.items().stream().flatMap(ModelContract::leaves);
        } else if (value instanceof JsonValue.JsonNumber number) {
            return Stream.of(number.literal());
        }
        return value.asString().filter(text -> text.startsWith(Models.SECRET) || text.startsWith("20")).stream();
    }
}
