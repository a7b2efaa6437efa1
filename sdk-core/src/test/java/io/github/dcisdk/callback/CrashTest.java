package io.github.dcisdk.callback;

import static io.github.dcisdk.callback.World.PERSON;
import static io.github.dcisdk.callback.World.QUERY;
import static io.github.dcisdk.callback.World.REGISTRY;
import static io.github.dcisdk.callback.World.names;
import static io.github.dcisdk.callback.World.onSearch;
import static io.github.dcisdk.callback.World.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.client.AnswerPage;
import io.github.dcisdk.client.SearchOptions;
import io.github.dcisdk.record.Person;
import io.github.dcisdk.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The consumer's program dies at each of its writes, before it or after it, and starts again over the same store. */
@Timeout(120)
class CrashTest {
    private static final String NAME = "eligibility";
    /** Request begun, sent; twice: answer received, joined, handed over; end handed over. */
    private static final int WRITES = 9;

    private static final Duration LEASE = Duration.ofSeconds(10);

    static List<Arguments> moments() {
        List<Arguments> moments = new ArrayList<>();
        for (int write = 1; write <= WRITES; write++) {
            moments.add(Arguments.of(write, false));
            moments.add(Arguments.of(write, true));
        }
        return moments;
    }

    private int deaths;

    /** Effects in the same transaction and outside of it. */
    private static final class Effects implements AnswerHandler<Person> {
        private final List<String> runs = new ArrayList<>();

        @Override
        public void page(AnswerPage<Person> page, HandlerContext context) {
            note("page " + page.pageNumber() + " " + names(page.records()), context);
        }

        @Override
        public void end(AnswerEnd end, HandlerContext context) {
            note(end.isComplete() ? "complete" : "not complete", context);
        }

        private void note(String line, HandlerContext context) {
            runs.add(line);
            context.unwrap(BreakableStore.Notebook.class).orElseThrow().write(line);
        }
    }

    @ParameterizedTest(name = "write {0}, stored {1}")
    @MethodSource("moments")
    void whateverTheMomentTheAnswerArrivesAndEffectsHappenOnce(int write, boolean stored) {
        Effects effects = new Effects();
        Consumer<CallbackEndpoint.Builder> handlers =
                builder -> builder.lease(LEASE).onAnswer(REGISTRY, PERSON, NAME, effects);
        List<String> committed = new ArrayList<>();
        try (World world = new World().start(handlers)) {
            world.program.store.dieAt(write, stored);
            String transactionId = begin(world, handlers, committed);
            World.Received request = world.received.stream()
                    .filter(it -> it.transactionId().equals(transactionId))
                    .findFirst()
                    .orElseThrow();
            String reference = request.referenceId();
            deliver(world, onSearch(request, page(reference, 1, 1, 2, 3)), handlers, committed);
            deliver(world, onSearch(request, page(reference, 2, 3, 3, 3)), handlers, committed);
            run(world, handlers, committed);
            committed.addAll(world.program.store.notebook);

            assertThat(deaths).isEqualTo(1);
            assertThat(committed).containsExactly("page 1 [Person 1, Person 2]", "page 2 [Person 3]", "complete");
            assertThat(effects.runs).contains("page 1 [Person 1, Person 2]", "page 2 [Person 3]", "complete");
            assertThat(world.parked()).isEmpty();
            assertThat(world.memory.messages()).isEmpty();
        }
    }

    /** The application begins the search; when its program dies before it knows, it begins another one, and so on. */
    private String begin(World world, Consumer<CallbackEndpoint.Builder> handlers, List<String> committed) {
        for (; ; ) {
            try {
                String transactionId = world.program.client.searchAsync(PERSON, QUERY, SearchOptions.DEFAULT, NAME);
                restartIfDead(world, handlers, committed);
                settle(world, handlers, committed);
                if (world.received.isEmpty()) {
                    continue;
                }
                return transactionId;
            } catch (StoreException e) {
                restartIfDead(world, handlers, committed);
                settle(world, handlers, committed);
                if (!world.received.isEmpty()) {
                    return world.request().transactionId(); // It was begun, although nobody was told.
                }
            }
        }
    }

    /** The registry delivers until it is acknowledged. */
    private void deliver(
            World world, World.Callback callback, Consumer<CallbackEndpoint.Builder> handlers, List<String> committed) {
        while (world.deliver(callback).status() != 200) {
            restartIfDead(world, handlers, committed);
        }
        run(world, handlers, committed);
    }

    private void run(World world, Consumer<CallbackEndpoint.Builder> handlers, List<String> committed) {
        for (int round = 0; round < 3; round++) {
            settle(world, handlers, committed);
        }
    }

    /** Lets everything happen, also what a dead program had begun: when its lease is over. */
    private void settle(World world, Consumer<CallbackEndpoint.Builder> handlers, List<String> committed) {
        try {
            world.program.endpoint.runDue();
        } catch (StoreException e) {
            assertThat(world.program.store.hasDied()).isTrue();
        }
        if (restartIfDead(world, handlers, committed)) {
            world.clock.advance(LEASE.plusSeconds(1));
            world.program.endpoint.runDue();
        }
    }

    private boolean restartIfDead(World world, Consumer<CallbackEndpoint.Builder> handlers, List<String> committed) {
        if (!world.program.store.hasDied()) {
            return false;
        }
        deaths++;
        committed.addAll(world.program.store.notebook);
        world.start(handlers);
        return true;
    }
}
