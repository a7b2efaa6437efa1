package io.github.dcisdk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.Person;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each item of a message is answered for itself, in its order, with the standard's reason code when it is rejected. */
@Timeout(60)
class SearchItemsTest {
    private final List<Query> queries = new CopyOnWriteArrayList<>();
    private final List<SearchContext> contexts = new CopyOnWriteArrayList<>();
    private final SearchHandler<Person> handler = (query, context) -> {
        queries.add(query);
        contexts.add(context);
        if (!(query instanceof Query.IdentifierQuery)) {
            throw new RejectedException("rjct.search_criteria.invalid", "only identifiers can be searched here");
        }
        return SearchResult.all(TestRegistry.PEOPLE);
    };
    private final TestRegistry registry = TestRegistry.start(handler, builder -> builder.maxPageSize(100));

    @AfterEach
    void stop() {
        registry.close();
    }

    private List<String> outcomes(Consumer<TestRequest> change) {
        TestRequest request = TestRequest.search(3);
        change.accept(request);
        return registry.post(request).answered().outcomes();
    }

    /** One item is changed, and only that one is rejected. */
    private void assertRejected(Consumer<TestRequest> change, String reasonCode) {
        assertThat(outcomes(change)).containsExactly("succ", reasonCode, "succ");
    }

    @Test
    void itemsAreAnsweredInTheirOrderWithTheirReferences() {
        TestAnswer answer = registry.post(TestRequest.search(50)).answered();

        for (int i = 0; i < 50; i++) {
            assertThat(answer.item(i).path("reference_id").asText()).isEqualTo("reference-" + i);
        }
        assertThat(answer.outcomes()).hasSize(50).containsOnly("succ");
        assertThat(answer.json().path("header").path("total_count").asInt()).isEqualTo(50);
        assertThat(answer.json().path("message").path("correlation_id").asText())
                .hasSize(36);
    }

    @Test
    void aReferenceMustBeThere() {
        assertRejected(request -> request.item(1).remove("reference_id"), "rjct.reference_id.invalid");
        assertRejected(request -> request.item(1).put("reference_id", ""), "rjct.reference_id.invalid");
        assertRejected(request -> request.item(1).put("reference_id", "  "), "rjct.reference_id.invalid");
        assertRejected(request -> request.item(1).putObject("reference_id").put("a", 1), "rjct.reference_id.invalid");
    }

    @Test
    void aReferenceMayStandOnceEvenWhenTheFirstItemIsRejected() {
        assertRejected(request -> request.item(1).put("reference_id", "reference-0"), "rjct.reference_id.duplicate");
        assertThat(outcomes(request -> {
                    request.item(0).remove("timestamp");
                    request.item(1).put("reference_id", "reference-0");
                }))
                .containsExactly("rjct.timestamp.invalid", "rjct.reference_id.duplicate", "succ");
    }

    @Test
    void aTimestampMustBeOne() {
        assertRejected(request -> request.item(1).put("timestamp", "yesterday"), "rjct.timestamp.invalid");
        assertRejected(request -> request.item(1).remove("timestamp"), "rjct.timestamp.invalid");
        assertRejected(request -> request.item(1).put("timestamp", ""), "rjct.timestamp.invalid");
        assertRejected(
                request -> {
                    request.item(1).remove("timestamp");
                    request.item(1).put("timesatmp", "yesterday");
                },
                "rjct.timestamp.invalid");
        assertThat(outcomes(request -> request.item(1).put("timestamp", "2026-03-01T10:00:00")))
                .containsOnly("succ");
    }

    @Test
    void aQueryMustBeThereAndHaveTheShapeOfItsType() {
        String code = "rjct.search_criteria.invalid";
        assertRejected(request -> request.item(1).remove("search_criteria"), code);
        assertRejected(request -> request.item(1).put("search_criteria", "all"), code);
        assertRejected(request -> request.criteria(1).remove("query"), code);
        assertRejected(request -> request.criteria(1).remove("query_type"), code);
        assertRejected(request -> request.criteria(1).putObject("query"), code);
        assertRejected(request -> request.criteria(1).putObject("query").put("type", "UIN"), code);
        assertRejected(
                request -> request.criteria(1).putArray("query").add("UIN").add("1"), code);
        assertRejected(request -> request.criteria(1).put("query", "UIN=1"), code);
        assertRejected(
                request -> request.criteria(1)
                        .putObject("query")
                        .put("type", "UIN")
                        .putArray("value")
                        .add("1"),
                code);
        assertThat(queries).as("what the handler saw").hasOnlyElementsOfType(Query.IdentifierQuery.class);
    }

    @Test
    void aQueryOfAnUnknownKindIsTheHandlersMatterAndAPlainOneUnderAnotherNameIsUnderstood() {
        assertRejected(request -> request.criteria(1).put("query_type", "namedQuery"), "rjct.search_criteria.invalid");
        assertThat(outcomes(request -> request.criteria(1).put("query_type", "predicate")))
                .containsOnly("succ");
        assertThat(queries)
                .hasAtLeastOneElementOfType(Query.UntypedQuery.class)
                .hasAtLeastOneElementOfType(Query.IdentifierQuery.class);
    }

    @ParameterizedTest
    @CsvSource({
        "page_number, 0",
        "page_number, -1",
        "page_number, 99999999999",
        "page_size, 0",
        "page_size, -5",
        "page_size, 1e9999",
        "page_number, first"
    })
    void aPageIsCountedFromOne(String member, String value) {
        assertRejected(
                request -> request.criteria(1)
                        .putObject("pagination")
                        .put("page_size", 10)
                        .put(member, value),
                "rjct.pagination.invalid");
    }

    @Test
    void aPageWithoutSizeIsRejected() {
        assertRejected(
                request -> request.criteria(1).putObject("pagination").put("page_number", 2),
                "rjct.pagination.invalid");
        assertRejected(request -> request.criteria(1).put("pagination", "all"), "rjct.pagination.invalid");
    }

    @Test
    void aSortThatCannotBeReadIsRejected() {
        assertRejected(request -> request.criteria(1).put("sort", "by name"), "rjct.sort.invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ns:org:RegistryType:Civil",
                "ns:org:RegistryType:CRVS",
                "Civil",
                "CIVIL",
                "category:Civil",
                "CRVS",
                "ocrvs:registry_type:birth",
                "ocrvs:registry_type:death",
                "ocrvs:registry_type:marriage",
            })
    void everySpellingOfThisRegistryIsUnderstoodAndRepeated(String regType) {
        TestRequest request = TestRequest.search();
        request.criteria(0).put("reg_type", regType);

        JsonNode item = registry.post(request).answered().item(0);

        assertThat(item.path("status").asText()).isEqualTo("succ");
        assertThat(item.path("data").path("reg_type").asText()).isEqualTo(regType);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ns:org:RegistryType:Social",
                "ns:org:RegistryType:FR",
                "DR",
                "SPP:RegistryType:Individual",
                "unknown",
                "Civil:Social",
                "Civil Registry"
            })
    void anotherRegistryIsNotThisOne(String regType) {
        assertRejected(request -> request.criteria(1).put("reg_type", regType), "rjct.search_criteria.invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spdci-extensions-dci:Person",
                "Person",
                "person",
                "PERSON",
                "category:Person",
                "CRVSPerson",
                "ns:dci:RegistryRecordType:CRVSPerson"
            })
    void everySpellingOfTheRecordTypeIsUnderstood(String recordType) {
        TestRequest request = TestRequest.search();
        request.criteria(0).put("reg_record_type", recordType);

        JsonNode item = registry.post(request).answered().item(0);

        assertThat(item.path("data").path("reg_record_type").asText()).isEqualTo("spdci-extensions-dci:Person");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Farmer", "spdci-extensions-dci:Member", "BirthCertificate"})
    void aRecordTypeThatCannotBeSearchedHereIsRejected(String recordType) {
        assertRejected(
                request -> request.criteria(1).put("reg_record_type", recordType), "rjct.search_criteria.invalid");
    }

    @Test
    void withoutRecordTypeTheResponseEntityNamesIt() {
        assertThat(outcomes(request -> {
                    request.criteria(0).put("response_entity", "Household");
                    request.criteria(1).put("response_entity", "Person").remove("reg_record_type");
                    request.criteria(2).put("response_entity", "Household").remove("reg_record_type");
                }))
                .containsExactly("succ", "succ", "rjct.search_criteria.invalid");
    }

    @Test
    void registryAndRecordTypeMayBeLeftOut() {
        assertThat(outcomes(request -> {
                    request.criteria(0).remove("reg_type");
                    request.criteria(1).remove("reg_record_type");
                    request.criteria(2).put("reg_type", "").put("reg_record_type", "");
                }))
                .containsOnly("succ");
    }

    @Test
    void aSingleItemMayStandWithoutItsList() {
        TestRequest request = TestRequest.search();
        JsonNode item = request.item(0);
        request.message.set("search_request", item);
        assertThat(registry.post(request).answered().outcomes()).containsExactly("succ");

        ((ObjectNode) item).put("timestamp", "yesterday");
        assertThat(registry.post(request).answered().outcomes()).containsExactly("rjct.timestamp.invalid");
    }

    @Test
    void whatIsWrongInAnItemCountsAlsoUnderAPrefixedName() {
        TestRequest request = TestRequest.search(2);
        request.item(1).put("timestamp", "yesterday");
        request.message.set("spdci:search_request", request.message.remove("search_request"));
        assertThat(registry.post(request).answered().outcomes()).containsExactly("succ", "rjct.timestamp.invalid");

        TestRequest prefixed = TestRequest.search(2);
        prefixed.item(1).put("spdci:timestamp", "yesterday").remove("timestamp");
        assertThat(registry.post(prefixed).answered().outcomes()).containsExactly("succ", "rjct.timestamp.invalid");
    }

    @Test
    void manyHarmlessDeviationsHideNothing() {
        TestRequest request = TestRequest.search(900);
        for (int i = 0; i < 900; i++) {
            request.item(i).put("locale", "");
            request.criteria(i).put("version", "").put("reg_type", "");
        }
        request.item(899).put("timestamp", "yesterday");

        List<String> outcomes = registry.post(request).answered().outcomes();

        assertThat(outcomes.subList(0, 899)).containsOnly("succ");
        assertThat(outcomes.get(899)).isEqualTo("rjct.timestamp.invalid");
    }

    @Test
    void anItemInAListOfItsOwnKeepsItsPlace() {
        TestRequest request = TestRequest.search(2);
        ArrayNode items = (ArrayNode) request.message.get("search_request");
        ((ObjectNode) items.get(1)).put("timestamp", "yesterday");
        items.set(1, TestRequest.MAPPER.createArrayNode().add(items.get(1)));

        assertThat(registry.post(request).answered().outcomes()).containsExactly("succ", "rjct.timestamp.invalid");
    }

    @Test
    void aLanguageOfThreeLettersIsRepeatedAndOthersAreLeftOut() {
        TestRequest request = TestRequest.search(4);
        request.item(0).put("locale", "khm");
        request.item(1).put("locale", "EN/GB");
        request.item(2).put("locale", "en");

        TestAnswer answer = registry.post(request).answered();

        assertThat(answer.item(0).path("locale").asText()).isEqualTo("khm");
        for (int i = 1; i < 4; i++) {
            assertThat(answer.item(i).has("locale")).isFalse();
        }
        assertThat(contexts).extracting(context -> context.locale().orElse("")).containsExactly("khm", "", "", "");
    }

    @Test
    void theHandlerLearnsWhoAsksForWhat() {
        TestRequest request = TestRequest.search();
        request.criteria(0).putObject("pagination").put("page_size", 7).put("page_number", 3);
        request.criteria(0).putObject("consent").putObject("purpose").put("code", "pension");
        registry.post(request).answered();

        SearchContext context = contexts.get(0);
        assertThat(queries).containsExactly(Query.identifier("UIN", "SYN-1"));
        assertThat(context.senderId()).isEqualTo(TestRegistry.SENDER);
        assertThat(context.pageSize()).isEqualTo(7);
        assertThat(context.pageNumber()).isEqualTo(3);
        assertThat(context.offset()).isEqualTo(14);
        assertThat(context.criteria().consent()).isPresent();
        assertThat(context.call().messageId()).contains("message-1");
        assertThat(context.call().transactionId()).contains("transaction-1");
        assertThat(context.toString()).doesNotContain("SYN-1", "pension");
        assertThat(queries.get(0).toString()).doesNotContain("SYN-1");
    }
}
