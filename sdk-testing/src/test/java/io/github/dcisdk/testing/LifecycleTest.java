package io.github.dcisdk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsClient;
import io.github.dcisdk.message.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** When a registry runs, by where it is registered. */
class LifecycleTest {
    /** The base URLs that tests of a class saw, in order. */
    private static final Map<Class<?>, List<String>> SEEN = new ConcurrentHashMap<>();

    private static List<String> addressesSeenBy(Class<?> tests, int count) {
        SEEN.put(tests, new ArrayList<>());
        Events events = EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.conditions.deactivate", "org.junit.*DisabledCondition")
                .selectors(selectClass(tests))
                .execute()
                .testEvents();
        events.assertStatistics(
                statistics -> statistics.started(count).succeeded(count).failed(0));
        return SEEN.get(tests);
    }

    private static TestRegistry registry() {
        return TestRegistry.of(Crvs.PROFILE).records(Crvs.PERSON, People.ALL).build();
    }

    /** Looks at a fresh registry, and leaves it in disorder. */
    private static void use(TestRegistry registry, Class<?> tests) {
        assertThat(registry.requests()).isEmpty();
        assertThat(CrvsClient.of(registry.client()).searchAll(Query.where("sex").eq("male")))
                .containsExactly(People.MAN);
        registry.records(Crvs.PERSON, List.of()).every(Fault.drop());
        SEEN.get(tests).add(registry.baseUrl());
    }

    @Disabled("run by the test of the outer class")
    static class InAStaticField {
        @RegisterExtension
        static final TestRegistry registry = registry();

        @BeforeAll
        static void itRunsAlready() {
            use(registry, InAStaticField.class);
        }

        @Test
        void one() {
            use(registry, InAStaticField.class);
        }

        @Test
        void another() {
            use(registry, InAStaticField.class);
        }

        @Nested
        class Within {
            @Test
            void one() {
                use(registry, InAStaticField.class);
            }
        }

        @Nested
        class WithinToo {
            @Test
            void one() {
                use(registry, InAStaticField.class);
            }
        }

        @AfterAll
        static void itRunsStill() {
            assertThat(registry.requests()).hasSize(1);
        }
    }

    @Test
    void inAStaticFieldItRunsForTheClassAndIsResetForEachTest() {
        assertThat(addressesSeenBy(InAStaticField.class, 4))
                .hasSize(5)
                .allMatch(SEEN.get(InAStaticField.class).get(0)::equals);
        assertThat(addressesSeenBy(InAStaticField.class, 4)).as("a second time").hasSize(5);
    }

    @Disabled("run by the test of the outer class")
    static class InAnInstanceField {
        @RegisterExtension
        final TestRegistry registry = registry();

        @Test
        void one() {
            use(registry, InAnInstanceField.class);
        }

        @Test
        void another() {
            use(registry, InAnInstanceField.class);
        }
    }

    @Test
    void inAnInstanceFieldItRunsForATest() {
        assertThat(addressesSeenBy(InAnInstanceField.class, 2)).hasSize(2);
    }

    @Disabled("run by the test of the outer class")
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class InAFieldOfAnInstanceForAllTests {
        @RegisterExtension
        final TestRegistry registry = registry();

        @Test
        void one() {
            use(registry, InAFieldOfAnInstanceForAllTests.class);
        }

        @Test
        void another() {
            use(registry, InAFieldOfAnInstanceForAllTests.class);
        }
    }

    @Test
    void inAFieldOfAnInstanceForAllTestsItRunsForTheClass() {
        assertThat(addressesSeenBy(InAFieldOfAnInstanceForAllTests.class, 2))
                .hasSize(2)
                .containsOnly(SEEN.get(InAFieldOfAnInstanceForAllTests.class).get(0));
    }

    @Disabled("run by the test of the outer class")
    static class AsParameters {
        @RegisterExtension
        static final TestRegistry registered = registry();

        private final TestRegistry taken;

        AsParameters(TestRegistry taken) {
            this.taken = taken;
        }

        @Test
        void registryAndClientAreTaken(TestRegistry registry, DciClient client) {
            assertThat(registry).isSameAs(registered).isSameAs(taken);
            assertThat(client).isSameAs(registry.client());
            SEEN.get(AsParameters.class).add(registry.baseUrl());
        }
    }

    @Test
    void registryAndClientComeAsParameters() {
        assertThat(addressesSeenBy(AsParameters.class, 1)).hasSize(1);
    }
}
