package io.github.dcisdk.callback;

import static io.github.dcisdk.callback.World.PERSON;
import static io.github.dcisdk.callback.World.QUERY;
import static io.github.dcisdk.callback.World.names;
import static io.github.dcisdk.callback.World.onSearch;
import static io.github.dcisdk.callback.World.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.client.AsyncSearchResult;
import io.github.dcisdk.client.PendingAnswer;
import io.github.dcisdk.record.Person;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A search that is acknowledged and answered later, from end to end. */
@Timeout(60)
class AsyncSearchTest {
    @Test
    void aSearchIsSentAtOnceAndItsFutureGetsTheAnswer() {
        try (World world = new World().start()) {
            PendingAnswer<AsyncSearchResult<Person>> later = world.program.client.searchAsync(PERSON, QUERY);

            World.Received request = world.request();
            assertThat(request.path()).isEqualTo("/registry/search");
            assertThat(request.transactionId()).isEqualTo(later.transactionId());
            assertThat(request.header().path("sender_uri").asText()).isEqualTo(world.program.url());
            assertThat(later).isNotDone();

            world.bring(onSearch(request, page(request.referenceId(), 1, 1, 2, 2)));

            assertThat(names(later.join().records())).containsExactly("Person 1", "Person 2");
            assertThat(later.join().findings()).isEmpty();
        }
    }
}
