package io.github.dcisdk.callback;

import static io.github.dcisdk.callback.World.DEATH;
import static io.github.dcisdk.callback.World.PERSON;
import static io.github.dcisdk.callback.World.REGISTRY;
import static io.github.dcisdk.callback.World.event;
import static io.github.dcisdk.callback.World.names;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.json.Rule;
import io.github.dcisdk.profile.EventType;
import io.github.dcisdk.record.Person;
import io.github.dcisdk.work.BackOff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events of registries, handed to handlers by name. */
@Timeout(60)
class EventTest {
    private static final class Notes implements EventHandler<Person> {
        private final List<String> lines = new ArrayList<>();
        private final List<String> keys = new ArrayList<>();
        private final List<ReceivedEvent<Person>> events = new ArrayList<>();
        private int failures;

        @Override
        public void handle(ReceivedEvent<Person> event, HandlerContext context) {
            lines.add(String.join(",", names(event.records())));
            keys.add(context.idempotencyKey());
            events.add(event);
            if (failures > 0) {
                failures--;
                throw new IllegalStateException("not today");
            }
        }
    }

    private static World world(Notes notes) {
        return new World().start(builder -> builder.onEvent(REGISTRY, PERSON, DEATH, "cease-allowance", notes));
    }

    @Test
    void anEventIsHandedToItsHandler() {
        Notes notes = new Notes();
        try (World world = world(notes)) {
            world.bring(event("t-1", "r-1", 7));

            assertThat(notes.lines).containsExactly("Person 7");
            ReceivedEvent<Person> event = notes.events.get(0);
            assertThat(event.peerId()).isEqualTo(World.PEER);
            assertThat(event.eventType()).isEqualTo(DEATH.name());
            assertThat(event.referenceId()).isEqualTo("r-1");
            assertThat(event.timestamp()).isPresent();
            assertThat(event.findings()).isEmpty();
            assertThat(world.memory.messages()).isEmpty();
        }
    }

    @Test
    void anEventGoesToAllItsHandlersAndTheyFailIndependently() {
        Notes failing = new Notes();
        Notes other = new Notes();
        failing.failures = 2;
        try (World world = new World().start(builder -> builder.onEvent(REGISTRY, PERSON, DEATH, "one", failing)
                .onEvent(REGISTRY, PERSON, DEATH, "two", other))) {
            world.bring(event("t-1", "r-1", 7));
            assertThat(other.lines).hasSize(1);
            world.pass(Duration.ofSeconds(5));

            assertThat(other.lines).hasSize(1);
            assertThat(failing.lines).hasSize(3);
            assertThat(new HashSet<>(failing.keys)).hasSize(1);
            assertThat(failing.keys.get(0)).isNotEqualTo(other.keys.get(0));
        }
    }

    @Test
    void anEventThatComesAgainIsHandedOverOnceAlsoUnderAnotherIdAndAfterARestart() {
        Notes notes = new Notes();
        try (World world = world(notes)) {
            World.Callback event = event("t-1", "r-1", 7);
            world.bring(event);
            world.bring(event);
            world.bring(event.id("renewed"));
            world.start(builder -> builder.onEvent(REGISTRY, PERSON, DEATH, "cease-allowance", notes));
            world.bring(event.id("renewed-again"));

            assertThat(notes.lines).hasSize(1);
        }
    }

    @Test
    void otherDataUnderTheSameNameIsHandedOverWithAnotherKeyAndReported() {
        Notes notes = new Notes();
        try (World world = world(notes)) {
            world.bring(event("t-1", "r-1", 7));
            world.bring(event("t-1", "r-1", 8));

            assertThat(notes.lines).containsExactly("Person 7", "Person 8");
            assertThat(notes.events.get(1).isChanged()).isTrue();
            assertThat(notes.events.get(1).findings()).anyMatch(finding -> finding.rule() == Rule.ITEM_CHANGED);
            assertThat(new HashSet<>(notes.keys)).hasSize(2);
        }
    }

    @Test
    void theKeyIsTheSameWhenTheWorkIsDoneAgainByAnotherProgram() {
        Notes notes = new Notes();
        notes.failures = 1;
        try (World world = world(notes)) {
            world.bring(event("t-1", "r-1", 7));
            world.start(builder -> builder.onEvent(REGISTRY, PERSON, DEATH, "cease-allowance", notes));
            world.pass(Duration.ofSeconds(5));

            assertThat(notes.lines).hasSize(2);
            assertThat(new HashSet<>(notes.keys)).hasSize(1);
        }
    }

    @Test
    void eventsOfOneKindComeInTheirOrderAlsoWhenOneFails() {
        Notes notes = new Notes();
        notes.failures = 1;
        try (World world = world(notes)) {
            world.bring(event("t-1", "r-1", 1));
            world.bring(event("t-2", "r-1", 2));
            world.pass(Duration.ofSeconds(5));

            assertThat(notes.lines).containsExactly("Person 1", "Person 1", "Person 2");
        }
    }

    @Test
    void anEventThatItsHandlerCannotTakeIsPutAsideAndTheNextOnesGoOn() {
        Notes notes = new Notes();
        notes.failures = 2;
        BackOff two = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(1), 2);
        try (World world = new World().start(builder -> builder.onEvent(REGISTRY, PERSON, DEATH, "one", notes)
                .handlerBackOff(two))) {
            world.bring(event("t-1", "r-1", 1));
            world.bring(event("t-2", "r-1", 2));
            world.pass(Duration.ofSeconds(5));

            assertThat(notes.lines).containsExactly("Person 1", "Person 1", "Person 2");
            assertThat(world.parked()).singleElement().satisfies(task -> assertThat(task.queue())
                    .isEqualTo("event:one"));
        }
    }

    @Test
    void anEventThatNobodyTakesIsKeptAndReported() {
        Notes notes = new Notes();
        try (World world = new World()
                .start(builder -> builder.onEvent(
                        REGISTRY, PERSON, EventType.of("spdci-common:RegistryEventType:Marriage"), "one", notes))) {
            world.bring(event("t-1", "r-1", 1));

            assertThat(notes.lines).isEmpty();
            assertThat(world.parked()).singleElement().satisfies(task -> assertThat(task.reason())
                    .contains("no handler"));
        }
    }

    @Test
    void aPeerCannotReportEventsOfARegistryThatItDoesNotHave() {
        Notes notes = new Notes();
        try (World world = world(notes)) {
            world.bring(event("t-1", "r-1", 1).from(World.OTHER, World.OTHER_KEY));
            world.bring(event("t-2", "r-1", 2)
                    .message("\"reg_type\":\"ns:org:RegistryType:Civil\",", "")
                    .from(World.OTHER, World.OTHER_KEY));

            assertThat(notes.lines).isEmpty();
            assertThat(world.parked()).hasSize(2);
        }
    }

    @Test
    void eventsAreToldApartByRegistryEventAndRecord() {
        Notes notes = new Notes();
        try (World world = world(notes)) {
            world.bring(event("t-1", "r-1", 1).message("RegistryType:Civil", "RegistryType:FR"));
            world.bring(event("t-2", "r-1", 2).message("RegistryEventType:Death", "RegistryEventType:LiveBirth"));
            world.bring(event("t-3", "r-1", 3).message("spdci-extensions-dci:Person", "spdci-extensions-dci:Farmer"));
            assertThat(notes.lines).isEmpty();
            assertThat(world.parked()).hasSize(3);
            world.bring(event("t-4", "r-1", 4).message("\"reg_type\":\"ns:org:RegistryType:Civil\",", ""));
            world.bring(event("t-5", "r-1", 5).message("spdci-common:RegistryEventType:Death", "death"));

            assertThat(notes.lines).containsExactly("Person 4", "Person 5");
        }
    }

    @Test
    void bodiesThatNameTheEventsOtherwiseAreRead() {
        Notes notes = new Notes();
        try (World world = world(notes)) {
            world.bring(event("t-1", "r-1", 1).message("\"notify_event\"", "\"notify_request\""));
            world.bring(event("t-2", "r-1", 2)
                    .message("\"notify_event\"", "\"subscription_code\":\"code-1\",\"event_data\""));

            assertThat(notes.lines).containsExactly("Person 1", "Person 2");
        }
    }

    @Test
    void severalEventsOfOneMessageAreWorkedOnOneByOne() {
        Notes notes = new Notes();
        try (World world = world(notes)) {
            World.Callback first = event("t-1", "r-1", 1);
            String second = event("t-1", "r-2", 2).message();
            String item = second.substring(second.indexOf('[') + 1, second.lastIndexOf(']'));
            world.bring(first.message("}]}}]}", "}]}}," + item + "]}"));

            assertThat(notes.lines).containsExactly("Person 1", "Person 2");
        }
    }
}
