package io.github.dcisdk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dcisdk.message.Expression;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.Identifier;
import io.github.dcisdk.record.IdentifierType;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.record.Person;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A list of records that answers as a registry, over a real socket. */
class InMemorySearchTest {
    private static final InMemorySearch<Person> SEARCH = InMemorySearch.of(
                    TestRegistry.PROFILE,
                    TestRegistry.PERSON,
                    List.of(person("1", "Chan"), person("2", "አበበ"), person("3", "Chan")))
            .identifier("MOBILE", "phone_number");

    private static Person person(String number, String surname) {
        return Person.builder()
                .identifier(List.of(Identifier.builder()
                        .identifierType(IdentifierType.UIN)
                        .identifierValue(number)
                        .build()))
                .name(Name.builder().surname(surname).build())
                .phoneNumber(List.of("+855 " + number))
                .build();
    }

    private static TestRequest request(Query query) {
        TestRequest request = TestRequest.search();
        request.criteria(0)
                .put("query_type", query.queryType().code())
                .putPOJO("query", query.toJson().toPlain());
        return request;
    }

    private static JsonNode answer(TestRequest request) {
        try (TestRegistry registry = TestRegistry.start(SEARCH)) {
            return registry.post(request)
                    .json()
                    .path("message")
                    .path("search_response")
                    .path(0);
        }
    }

    private static List<String> numbers(TestRequest request) {
        List<String> numbers = new ArrayList<>();
        answer(request)
                .path("data")
                .path("reg_records")
                .forEach(person -> numbers.add(person.path("identifier")
                        .path(0)
                        .path("identifier_value")
                        .asText()));
        return numbers;
    }

    @Test
    void everyKindOfQueryThatHasAMeaningIsAnswered() {
        assertThat(numbers(request(Query.identifier("UIN", "2")))).containsExactly("2");
        assertThat(numbers(request(Query.identifier("MOBILE", "+855 3")))).containsExactly("3");
        assertThat(numbers(request(Query.where("name.surname").eq("Chan")))).containsExactly("1", "3");
        assertThat(numbers(request(
                        Query.expression(Expression.where("name.surname").in("አበበ", "ከበደ")))))
                .containsExactly("2");
        assertThat(numbers(request(Query.identifier("UIN", "4")))).isEmpty();
    }

    @Test
    void recordsComeSortedAsAskedForPageByPage() {
        TestRequest request = request(Query.where("phone_number").ge("+855"));
        request.criteria(0)
                .putArray("sort")
                .addObject()
                .put("attribute_name", "phone_number")
                .put("sort_order", "desc");
        request.criteria(0).putObject("pagination").put("page_size", 2).put("page_number", 1);

        assertThat(numbers(request)).containsExactly("3", "2");
    }

    @Test
    void whatIsNotEvaluatedIsRejectedByItem() {
        JsonNode graphql = answer(request(Query.graphql("{ person { name } }")));
        TestRequest sorted = request(Query.identifier("UIN", "2"));
        sorted.criteria(0).putArray("sort").addObject().put("attribute_name", "shoe_size");

        assertThat(graphql.path("status").asText()).isEqualTo("rjct");
        assertThat(graphql.path("status_reason_code").asText()).isEqualTo("rjct.search_criteria.invalid");
        assertThat(answer(sorted).path("status_reason_code").asText()).isEqualTo("rjct.sort.invalid");
        assertThat(SEARCH).hasToString("InMemorySearch[3 records]");
    }
}
