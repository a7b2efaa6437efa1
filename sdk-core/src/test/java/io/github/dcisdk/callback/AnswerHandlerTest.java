package io.github.dcisdk.callback;

import static io.github.dcisdk.callback.World.PERSON;
import static io.github.dcisdk.callback.World.QUERY;
import static io.github.dcisdk.callback.World.REGISTRY;
import static io.github.dcisdk.callback.World.names;
import static io.github.dcisdk.callback.World.onSearch;
import static io.github.dcisdk.callback.World.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.client.AnswerPage;
import io.github.dcisdk.client.SearchItem;
import io.github.dcisdk.client.SearchOptions;
import io.github.dcisdk.error.AnswerIncompleteException;
import io.github.dcisdk.error.AnswerTimedOutException;
import io.github.dcisdk.error.DciException;
import io.github.dcisdk.error.RefusedException;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.Person;
import io.github.dcisdk.store.StateQuery;
import io.github.dcisdk.store.StateType;
import io.github.dcisdk.store.StoredTask;
import io.github.dcisdk.work.BackOff;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers to handlers, page by page, over restarts. */
@Timeout(60)
class AnswerHandlerTest {
    private static final String NAME = "eligibility";

    /** Notes what it gets, and fails as often as a test wants. */
    private static final class Notes implements AnswerHandler<Person> {
        private final List<String> lines = new ArrayList<>();
        private final List<String> keys = new ArrayList<>();
        private final List<AnswerPage<Person>> pages = new ArrayList<>();
        private final List<AnswerEnd> ends = new ArrayList<>();
        private int failures;

        @Override
        public void page(AnswerPage<Person> page, HandlerContext context) {
            keys.add(context.idempotencyKey());
            lines.add(page.pageNumber() + ":" + names(page.records()) + (page.isLate() ? " late" : ""));
            pages.add(page);
            failIfWanted();
        }

        @Override
        public void end(AnswerEnd end, HandlerContext context) {
            keys.add(context.idempotencyKey());
            lines.add(end.isComplete() ? "complete" : "not complete");
            ends.add(end);
            failIfWanted();
        }

        private void failIfWanted() {
            if (failures > 0) {
                failures--;
                throw new IllegalStateException("not today");
            }
        }

        private DciException error() {
            return ends.get(ends.size() - 1).items().get(0).error().orElseThrow();
        }
    }

    private static Consumer<CallbackEndpoint.Builder> handing(AnswerHandler<Person> handler) {
        return builder -> builder.onAnswer(REGISTRY, PERSON, NAME, handler);
    }

    private static String search(World world) {
        return world.program.client.searchAsync(PERSON, QUERY, SearchOptions.DEFAULT, NAME);
    }

    @Test
    void aHandlerGetsPagesOneByOneAndThenTheEnd() {
        Notes notes = new Notes();
        try (World world = new World().start(handing(notes))) {
            String transactionId = search(world);
            String reference = world.request().referenceId();
            assertThat(world.request().transactionId()).isEqualTo(transactionId);

            world.bring(onSearch(world.request(), page(reference, 1, 1, 2, 3)));
            assertThat(notes.lines).containsExactly("1:[Person 1, Person 2]");
            world.bring(onSearch(world.request(), page(reference, 2, 3, 3, 3)));

            assertThat(notes.lines).containsExactly("1:[Person 1, Person 2]", "2:[Person 3]", "complete");
            assertThat(notes.ends.get(0).transactionId()).isEqualTo(transactionId);
            assertThat(notes.ends.get(0).items()).singleElement().satisfies(item -> {
                assertThat(item.received()).isEqualTo(3);
                assertThat(item.total()).hasValue(3);
                assertThat(item.referenceId()).isEqualTo(reference);
            });
            assertThat(new HashSet<>(notes.keys)).hasSize(3);
        }
    }

    @Test
    void nothingOfThePersonsIsKeptWhenTheHandlerHasTheEnd() {
        Notes notes = new Notes();
        try (World world = new World().start(handing(notes))) {
            search(world);
            world.bring(onSearch(world.request(), page(world.request().referenceId(), 1, 1, 2, 2)));

            assertThat(notes.lines).hasSize(2);
            assertThat(world.store().states(StateQuery.of(StateType.TRANSACTION)))
                    .singleElement()
                    .satisfies(state -> assertThat(new String(state.content().toByteArray(), StandardCharsets.UTF_8))
                            .doesNotContain("Person"));
            assertThat(world.memory.messages()).isEmpty();
            assertThat(world.ready()).extracting(StoredTask::queue).containsOnly("deadline");
        }
    }

    @Test
    void aHandlerGetsWhatCameAfterARestart() {
        Notes notes = new Notes();
        try (World world = new World().start(handing((page, context) -> {
            throw new IllegalStateException("dies before it gets anything");
        }))) {
            search(world);
            world.deliver(onSearch(world.request(), page(world.request().referenceId(), 1, 1, 2, 2)))
                    .acknowledged();
            world.start(handing(notes));
            world.program.endpoint.runDue();

            assertThat(notes.lines).containsExactly("1:[Person 1, Person 2]", "complete");
        }
    }

    @Test
    void aHandlerThatFailsIsTriedAgainWithTheSameKeyAndTheRestWaits() {
        Notes notes = new Notes();
        notes.failures = 2;
        try (World world = new World().start(handing(notes))) {
            search(world);
            String reference = world.request().referenceId();
            world.bring(onSearch(world.request(), page(reference, 1, 1, 1, 2)));
            world.bring(onSearch(world.request(), page(reference, 2, 2, 2, 2)));
            assertThat(notes.lines).containsExactly("1:[Person 1]");
            world.pass(Duration.ofSeconds(5));

            assertThat(notes.lines)
                    .containsExactly("1:[Person 1]", "1:[Person 1]", "1:[Person 1]", "2:[Person 2]", "complete");
            assertThat(new HashSet<>(notes.keys)).hasSize(3);
        }
    }

    @Test
    void aHandlerThatGoesOnFailingIsPutAsideAndCanBeReplayed() {
        Notes notes = new Notes();
        notes.failures = 3;
        BackOff three = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(1), 3);
        try (World world = new World().start(handing(notes).andThen(builder -> builder.handlerBackOff(three)))) {
            search(world);
            world.bring(onSearch(world.request(), page(world.request().referenceId(), 1, 1, 1, 1)));
            world.pass(Duration.ofSeconds(10));

            assertThat(world.parked()).singleElement().satisfies(task -> {
                assertThat(task.queue()).isEqualTo("answer:" + NAME);
                assertThat(task.reason()).isEqualTo(IllegalStateException.class.getName());
            });
            assertThat(notes.lines).containsOnly("1:[Person 1]");
            assertThat(world.memory.replay(world.parked().get(0).id(), world.clock.instant()))
                    .isTrue();
            world.program.endpoint.runDue();
            assertThat(notes.lines).endsWith("1:[Person 1]", "complete");
        }
    }

    @Test
    void effectsThroughTheOfferedTransactionHappenExactlyOnce() {
        try (World world = new World().start(handing(new AnswerHandler<Person>() {
            private int attempts;

            @Override
            public void page(AnswerPage<Person> page, HandlerContext context) {
                context.unwrap(BreakableStore.Notebook.class).orElseThrow().write("page");
                if (++attempts < 3) {
                    throw new IllegalStateException("after the effect");
                }
            }

            @Override
            public void end(AnswerEnd end, HandlerContext context) {
                context.unwrap(BreakableStore.Notebook.class).orElseThrow().write("end");
            }
        }))) {
            search(world);
            world.bring(onSearch(world.request(), page(world.request().referenceId(), 1, 1, 1, 1)));
            world.pass(Duration.ofSeconds(10));

            assertThat(world.program.store.notebook).containsExactly("page", "end");
        }
    }

    @Test
    void workOfAHandlerThatAProgramDoesNotHaveIsLeftToOthers() {
        Notes notes = new Notes();
        try (World world = new World().start()) {
            search(world);
            world.bring(onSearch(world.request(), page(world.request().referenceId(), 1, 1, 1, 1)));
            world.pass(Duration.ofMinutes(1));
            assertThat(world.parked()).isEmpty();

            try (World.Program other = world.replica(handing(notes))) {
                other.endpoint.runDue();
            }
            assertThat(notes.lines).containsExactly("1:[Person 1]", "complete");
        }
    }

    @Test
    void aHandlerLearnsThatOnlyAPartCameAndOfThePartThatComesLate() {
        Notes notes = new Notes();
        try (World world = new World().start(handing(notes))) {
            search(world);
            String reference = world.request().referenceId();
            world.bring(onSearch(world.request(), page(reference, 1, 1, 2, 3)));
            world.pass(Duration.ofSeconds(31));
            assertThat(notes.error())
                    .isInstanceOf(AnswerIncompleteException.class)
                    .hasMessageContaining("2 of 3");

            world.bring(onSearch(world.request(), page(reference, 2, 3, 3, 3)));

            assertThat(notes.lines)
                    .containsExactly("1:[Person 1, Person 2]", "not complete", "2:[Person 3] late", "complete");
            assertThat(new HashSet<>(notes.keys)).hasSize(4);
        }
    }

    @Test
    void anAnswerThatComesAfterTheDeadlineIsHandedOverAllTheSame() {
        Notes notes = new Notes();
        try (World world = new World().start(handing(notes))) {
            search(world);
            world.script = request -> new World.Reply(404, "");
            world.pass(Duration.ofMinutes(6));
            assertThat(notes.error()).isInstanceOf(AnswerTimedOutException.class);

            world.bring(onSearch(world.request(), page(world.request().referenceId(), 1, 1, 1, 1)));

            assertThat(notes.lines).containsExactly("not complete", "1:[Person 1] late", "complete");
        }
    }

    @Test
    void aHandlerLearnsThatTheSearchWasRefused() {
        Notes notes = new Notes();
        try (World world = new World().start(handing(notes))) {
            world.script = request -> World.Reply.error(400, "err.request.bad");
            search(world);
            world.program.endpoint.runDue();

            assertThat(notes.error()).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void aPageThatIsCorrectedIsHandedOverAgainAndReported() {
        Notes notes = new Notes();
        try (World world = new World().start(handing(notes))) {
            search(world);
            String reference = world.request().referenceId();
            world.bring(onSearch(world.request(), page(reference, 1, 1, 1, 1)));
            world.bring(onSearch(world.request(), page(reference, 1, 9, 9, 1)));

            assertThat(notes.lines).containsExactly("1:[Person 1]", "complete", "1:[Person 9] late");
            assertThat(notes.pages.get(1).isChanged()).isTrue();
            assertThat(notes.pages.get(1).findings()).anyMatch(finding -> finding.rule() == Rule.ITEM_CHANGED);
            assertThat(notes.keys.get(2)).isNotEqualTo(notes.keys.get(0));
        }
    }

    @Test
    void queriesOfOneMessageAreToldApart() {
        Notes notes = new Notes();
        try (World world = new World().start(handing(notes))) {
            SearchItem<Person> first = SearchItem.of(
                            PERSON, Query.where("name.given_name").eq("Person 1"))
                    .referenceId("r-1");
            SearchItem<Person> second = SearchItem.of(PERSON, QUERY).referenceId("r-2");
            String transactionId = world.program.client.searchBatchAsync(List.of(first, second), NAME);
            world.bring(onSearch(transactionId, page("r-1", 1, 2, 2, 1), page("r-2", 1, 5, 5, 1)));

            assertThat(notes.pages).extracting(AnswerPage::referenceId).containsExactly("r-1", "r-2");
            assertThat(notes.pages.get(0).findings()).anyMatch(finding -> finding.rule() == Rule.RECORD);
            assertThat(notes.pages.get(1).findings()).isEmpty();
            assertThat(notes.ends).hasSize(1);
        }
    }

    @Test
    void aNameStandsForOneHandler() {
        assertThatThrownBy(() -> new World().start(handing(new Notes()).andThen(handing(new Notes()))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(NAME);
    }
}
