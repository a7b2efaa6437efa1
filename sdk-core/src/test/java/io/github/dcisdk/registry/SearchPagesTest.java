package io.github.dcisdk.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dcisdk.inbound.Refusal;
import io.github.dcisdk.record.Person;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page that was asked for, and what is given to those who ask for none or for too much. */
@Timeout(60)
class SearchPagesTest {
    private static final List<Person> TEN = IntStream.range(0, 10)
            .mapToObj(n -> Person.builder().phoneNumber(List.of("+855 " + n)).build())
            .toList();

    private static JsonNode item(SearchResult<Person> result, int maxPageSize, Integer pageSize, Integer pageNumber) {
        try (TestRegistry registry =
                TestRegistry.start((query, context) -> result, builder -> builder.maxPageSize(maxPageSize))) {
            return registry.post(request(pageSize, pageNumber)).answered().item(0);
        }
    }

    private static TestRequest request(Integer pageSize, Integer pageNumber) {
        TestRequest request = TestRequest.search();
        if (pageSize != null) {
            request.criteria(0)
                    .putObject("pagination")
                    .put("page_size", pageSize)
                    .put("page_number", pageNumber);
        }
        return request;
    }

    private static void assertPage(JsonNode item, int size, int number, int total, int... records) {
        JsonNode pagination = item.path("pagination");
        assertThat(pagination.path("page_size").asInt()).isEqualTo(size);
        assertThat(pagination.path("page_number").asInt()).isEqualTo(number);
        assertThat(pagination.path("total_count").asInt()).isEqualTo(total);
        JsonNode found = item.path("data").path("reg_records");
        assertThat(found).hasSize(records.length);
        for (int i = 0; i < records.length; i++) {
            assertThat(found.get(i).path("phone_number").get(0).asText()).isEqualTo("+855 " + records[i]);
        }
    }

    @Test
    void thePageIsCutOutOfAllThatMatch() {
        SearchResult<Person> all = SearchResult.all(TEN);

        assertPage(item(all, 100, 4, 1), 4, 1, 10, 0, 1, 2, 3);
        assertPage(item(all, 100, 4, 3), 4, 3, 10, 8, 9);
        assertPage(item(all, 100, 4, 4), 4, 4, 10);
        assertPage(item(all, 100, Integer.MAX_VALUE, Integer.MAX_VALUE), 100, Integer.MAX_VALUE, 10);
    }

    @Test
    void whoAsksForNoPageGetsAllThatOnePageMayHold() {
        assertPage(item(SearchResult.all(TEN), 1_000, null, null), 1_000, 1, 10, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertPage(item(SearchResult.all(TEN), 3, null, null), 3, 1, 10, 0, 1, 2);
    }

    @Test
    void whoAsksForTooMuchGetsLessAndIsTold() {
        assertPage(item(SearchResult.all(TEN), 3, 1_000_000, 2), 3, 2, 10, 3, 4, 5);
    }

    @Test
    void aRegistryMayCutThePageItself() {
        assertPage(item(SearchResult.page(TEN.subList(2, 4), 10), 100, 2, 2), 2, 2, 10, 2, 3);
        assertPage(item(SearchResult.page(List.of(), 0), 100, 2, 1), 2, 1, 0);
    }

    @Test
    void aPageThatIsLargerThanAskedForIsAFaultOfTheRegistry() {
        try (TestRegistry registry =
                TestRegistry.start((query, context) -> SearchResult.page(TEN, 10), builder -> builder)) {
            registry.post(request(4, 1)).refusedWith(Refusal.INTERNAL_ERROR);
        }
        assertThatThrownBy(() -> SearchResult.page(TEN, 9)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aHandlerAroundAnotherSeesWhatThatFound() {
        SearchResult<Person> page = SearchResult.page(TEN.subList(2, 4), 10);

        assertThat(SearchResult.all(TEN).records()).isEqualTo(TEN);
        assertThat(SearchResult.all(TEN).totalCount()).isEqualTo(10);
        assertThat(page.records()).isEqualTo(TEN.subList(2, 4));
        assertThat(page.totalCount()).isEqualTo(10);
    }
}
