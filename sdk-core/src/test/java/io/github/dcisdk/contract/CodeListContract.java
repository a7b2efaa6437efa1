package io.github.dcisdk.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.dcisdk.json.Code;
import io.github.dcisdk.json.CodeType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The code lists that the build has generated are complete: code by code, as a table says, and as the standard does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class CodeListContract {
    private final Map<String, List<String>> table;
    private final Map<String, CodeType<?>> generated = new TreeMap<>();

    /**
     * @param packageName the package of the generated lists
     * @param table the resource with the lists
     */
    protected CodeListContract(String packageName, String table) {
        this.table = Sections.of(table);
        Models.codeTypes(packageName).forEach(type -> generated.put(type.name(), type));
    }

    /** @param file the standard's definition in JSON-LD; empty if the standard lists the codes in its OpenAPI files only */
    record CodeList(String name, String file, List<String> lines) {
        @Override
        public String toString() {
            return name;
        }
    }

    Stream<CodeList> lists() {
        return table.entrySet().stream().map(section -> {
            String[] heading = section.getKey().substring(1).split("] ?", 2);
            return new CodeList(heading[0], heading[1], section.getValue());
        });
    }

    Stream<CodeList> listsWithJsonLd() {
        return lists().filter(list -> !list.file().isEmpty());
    }

    @Test
    void everyListIsInTheTable() {
        assertThat(generated.keySet())
                .containsExactlyInAnyOrderElementsOf(lists().map(CodeList::name).toList());
    }

    @ParameterizedTest
    @MethodSource("lists")
    void everyCodeHasItsLabel(CodeList list) {
        CodeType<?> type = generated.get(list.name());

        assertThat(type.listed().stream()
                        .map(code -> code.code() + " = " + code.label().orElseThrow()))
                .containsExactlyElementsOf(list.lines());
        assertThat(type.listed())
                .allSatisfy(code -> assertThat(type.code(code.code())).isSameAs(code));
        assertThat(type.code("no such code").isListed()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("listsWithJsonLd")
    void everyCodeOfTheStandardIsKnown(CodeList list) throws IOException {
        String reference = System.getenv("DCI_REFERENCE_DIR");
        assumeTrue(reference != null && Files.isDirectory(Path.of(reference)), "DCI_REFERENCE_DIR is not set");
        Set<String> defined = codes(Path.of(reference, "json-ld", list.file()));
        CodeType<?> type = generated.get(list.name());

        assertThat(defined).isNotEmpty().allMatch(code -> type.code(code).isListed());
        assertThat(defined).containsAll(type.listed().stream().map(Code::code).toList());
    }

    /** What a list names and what is defined for it; the two differ in places, and both are met. */
    private static Set<String> codes(Path file) throws IOException {
        JsonNode document = new ObjectMapper().readTree(file.toFile());
        List<JsonNode> nodes = new ArrayList<>();
        (document.has("@graph")
                        ? document.path("@graph")
                        : new ObjectMapper().createArrayNode().add(document))
                .forEach(nodes::add);
        Set<String> codes = new TreeSet<>();
        for (JsonNode node : nodes) {
            node.path("owl:oneOf").forEach(code -> codes.add(local(code.isTextual() ? code : code.path("@id"))));
            if (!node.path("@type").toString().contains("Class")) {
                codes.add(local(node.path("@id")));
            }
        }
        return codes;
    }

    private static String local(JsonNode id) {
        return id.asText().substring(id.asText().indexOf(':') + 1);
    }
}
