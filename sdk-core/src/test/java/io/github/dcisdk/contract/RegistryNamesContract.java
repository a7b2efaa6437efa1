package io.github.dcisdk.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.json.Code;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.profile.EventType;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A kind of registry understands its own names in every spelling met in the wild, and nobody else's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RegistryNamesContract {
    private final RegistryProfile profile;
    private final int column;

    /**
     * @param profile the kind of registry
     * @param column where it stands in the table of names: 1 civil, 2 social, 3 farmer
     */
    protected RegistryNamesContract(RegistryProfile profile, int column) {
        this.profile = profile;
        this.column = column;
    }

    record Name(String received, String meaning) {}

    private Stream<Name> names(String kind) {
        return Sections.of("names.txt").get("[" + kind + "]").stream()
                .map(line -> line.split(" \\| "))
                .map(cells -> new Name(cells[0], cells[column]));
    }

    Stream<Name> registries() {
        return names("registry");
    }

    Stream<Name> records() {
        return names("record");
    }

    Stream<Name> events() {
        return names("event");
    }

    Stream<Name> identifiers() {
        return names("identifier");
    }

    private static <T> void assertMeaning(Name name, Function<String, Optional<T>> lookup, Function<T, String> sent) {
        Optional<String> found = lookup.apply(name.received()).map(sent).map(RegistryNamesContract::local);
        assertThat(found.orElse("-")).isEqualTo(name.meaning());
    }

    private static String local(String name) {
        return name.substring(name.lastIndexOf(':') + 1);
    }

    @ParameterizedTest
    @MethodSource("registries")
    void registries(Name name) {
        assertMeaning(
                name,
                received -> profile.isNamed(received) ? Optional.of(profile) : Optional.empty(),
                RegistryProfile::regType);
    }

    @ParameterizedTest
    @MethodSource("records")
    void records(Name name) {
        assertMeaning(name, profile::recordType, RecordType::name);
    }

    @ParameterizedTest
    @MethodSource("events")
    void events(Name name) {
        assertMeaning(name, profile::eventType, EventType::name);
    }

    @ParameterizedTest
    @MethodSource("identifiers")
    void identifiers(Name name) {
        assertMeaning(name, profile::identifierType, Code::code);
    }

    @Test
    void whatIsSentIsUnderstoodInEveryCase() {
        for (RecordType<?> type : profile.recordTypes()) {
            assertThat(profile.recordType(type.name().toUpperCase(Locale.ROOT))).isEqualTo(Optional.of(type));
        }
        for (EventType type : profile.eventTypes()) {
            assertThat(profile.eventType(type.name().toLowerCase(Locale.ROOT))).contains(type);
        }
        assertThat(profile.identifierTypes())
                .allMatch(type -> profile.identifierType(type.code()).equals(Optional.of(type)));
        assertThat(profile.isNamed(profile.regType())).isTrue();
    }

    @Test
    void theStandardHasTheCommonOperationsForIt() {
        assertThat(profile.operations()).containsExactlyInAnyOrderElementsOf(Operation.COMMON);
    }
}
