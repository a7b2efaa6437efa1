package io.github.dcisdk.examples.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.farmerregistry.Farmer;
import io.github.dcisdk.farmerregistry.FarmerMember;
import io.github.dcisdk.farmerregistry.FarmerRegistry;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonArray;
import io.github.dcisdk.message.SearchResponse;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.record.PersonProperties;
import io.github.dcisdk.socialregistry.SocialGroup;
import io.github.dcisdk.socialregistry.SocialMember;
import io.github.dcisdk.socialregistry.SocialPerson;
import io.github.dcisdk.socialregistry.SocialRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The published messages of the standard, where the environment names their folder with {@code DCI_REFERENCE_DIR}: all are
 * read, typed and not lost, and each deviates where it is known to. Without the folder the tests are skipped; {@link
 * OwnMessagesTest} covers the same ground.
 */
class ReferenceMessagesTest {
    private static final ExpectedFindings EXPECTED = new ExpectedFindings("reference");

    /** The folder's name is the registry that was asked; the SDK has no records yet for those that are missing here. */
    private static final Map<String, RegistryProfile> REGISTRIES =
            Map.of("crvs", Crvs.PROFILE, "social", SocialRegistry.PROFILE, "fr", FarmerRegistry.PROFILE);

    private static Path folder;

    @BeforeAll
    static void theFolderIsThere() {
        String named = System.getenv("DCI_REFERENCE_DIR");
        assumeTrue(named != null, "DCI_REFERENCE_DIR is not set: the published messages are not read");
        folder = Path.of(named);
        assertThat(folder).as("DCI_REFERENCE_DIR").isDirectory();
    }

    private static List<Path> files() throws IOException {
        return ExpectedFindings.messagesIn(folder).stream()
                .filter(file -> file.startsWith("examples") || file.startsWith("mock-responses"))
                .toList();
    }

    private static ReadMessage read(Path file) throws IOException {
        return ReadMessage.read(
                folder.resolve(file),
                new RecordClasses(REGISTRIES.get(file.getName(1).toString())));
    }

    private static List<ReadMessage> readAll() throws IOException {
        List<ReadMessage> messages = new ArrayList<>();
        for (Path file : files()) {
            messages.add(read(file));
        }
        return messages;
    }

    @TestFactory
    Stream<DynamicTest> eachMessageHasTheFindingsThatAreExpected() throws IOException {
        return files().stream()
                .map(file -> DynamicTest.dynamicTest(file.toString(), () -> EXPECTED.areThoseOf(read(file), file)));
    }

    @Test
    void noExpectationIsWithoutItsMessage() throws IOException {
        EXPECTED.belongTo(files());
    }

    @Test
    void recordsAreTypedWhereverThereAreRecords() throws IOException {
        for (Path file : files()) {
            ReadMessage message = read(file);
            System.out.printf(
                    "%-50s %-16s %s%n",
                    file,
                    message.document().kind(),
                    message.records().stream()
                            .map(record -> record.modelType().name())
                            .collect(Collectors.joining(", ")));
        }

        assertThat(ReadMessage.totals(readAll()))
                .isEqualTo(Map.of("CrvsPerson", 3, "SocialGroup", 3, "SocialPerson", 1, "of no class", 1));
    }

    @Test
    void whatMattersInARecordIsBound() throws IOException {
        for (ReadMessage message : readAll()) {
            for (DciObject found : message.records()) {
                if (found instanceof CrvsPerson person) {
                    assertIsKnown(person);
                    assertThat(person.parent1Identifier()).isPresent();
                    assertThat(person.birthPlace().flatMap(place -> place.name()))
                            .isPresent();
                    assertThat(person.marriageDate()).isNotEmpty();
                } else if (found instanceof SocialPerson person) {
                    assertIsKnown(person);
                    assertThat(person.phoneNumber()).hasSize(2);
                } else if (found instanceof SocialGroup group) {
                    assertThat(group.groupIdentifier()).isNotEmpty();
                    assertThat(group.groupSize()).isPresent();
                    assertIsKnown(group.groupHeadInfo()
                            .flatMap(SocialMember::demographicInfo)
                            .orElseThrow());
                    assertThat(group.memberList()).isNotEmpty().allSatisfy(member -> {
                        assertThat(member.memberIdentifier().isEmpty())
                                .as("an identifier that is a text alone is kept, not typed")
                                .isEqualTo(member.asReceived("member_identifier")
                                        .flatMap(JsonValue::asString)
                                        .isPresent());
                        assertIsKnown(member.demographicInfo().orElseThrow());
                    });
                }
            }
        }
    }

    private static void assertIsKnown(PersonProperties person) {
        assertThat(person.identifier()).isNotEmpty();
        assertThat(person.name().orElseThrow().surname()).isPresent();
        assertThat(person.name().orElseThrow().givenName()).isPresent();
        assertThat(person.sex()).isPresent();
        assertThat(person.birthDate().flatMap(date -> date.toLocalDate())).isPresent();
    }

    /** No farmer is published as data, but the example within the schema shows what a farmer looks like. */
    @Test
    void theFarmersInTheSchemasCanBeReadAsFarmers() throws IOException {
        List<Farmer> farmers = new ArrayList<>();
        for (Path file : files()) {
            if (file.getName(1).toString().equals("fr") && Files.size(folder.resolve(file)) > 4_000) {
                read(file).document().message(SearchResponse.TYPE).stream()
                        .flatMap(response -> response.searchResponse().stream())
                        .flatMap(item -> item.data().stream())
                        .flatMap(data -> data.asReceived("reg_records").stream())
                        .forEach(schema -> farmers.addAll(farmersIn(schema)));
            }
        }

        assertThat(farmers).hasSize(3).allSatisfy(farmer -> {
            assertThat(farmer.farmDetails()).isNotEmpty();
            assertThat(farmer.machineriesDetails()).isNotEmpty();
            assertThat(farmer.familyDetails().orElseThrow().memberList()).isNotEmpty();
            assertIsKnown(farmer.farmerPersonalDetails()
                    .flatMap(FarmerMember::demographicInfo)
                    .orElseThrow());
        });
    }

    private static List<Farmer> farmersIn(JsonValue schema) {
        JsonValue example = schema.asObject().orElseThrow().get("example").orElseThrow();
        List<JsonValue> examples = example instanceof JsonArray array ? array.items() : List.of(example);
        return examples.stream()
                .map(json -> Json.read(json.asObject().orElseThrow(), Farmer.TYPE, "", finding -> {}))
                .toList();
    }
}
