package io.github.dcisdk.examples.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.farmerregistry.Farmer;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.record.PersonProperties;
import io.github.dcisdk.socialregistry.SocialGroup;
import io.github.dcisdk.socialregistry.SocialMember;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Messages of our own that deviate in every way that is met: read, typed, reported to the letter, and not lost. */
class OwnMessagesTest {
    private static final Path FOLDER = Path.of("..", "sdk-core", "src", "test", "resources", "messages");
    private static final ExpectedFindings EXPECTED = new ExpectedFindings("own");
    private static final RecordClasses BY_REG_TYPE = new RecordClasses(null);

    private static ReadMessage read(String name) throws IOException {
        return ReadMessage.read(FOLDER.resolve(name + ".json"), BY_REG_TYPE);
    }

    @TestFactory
    Stream<DynamicTest> eachMessageHasTheFindingsThatAreExpected() throws IOException {
        return ExpectedFindings.messagesIn(FOLDER).stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.toString(),
                        () -> EXPECTED.areThoseOf(ReadMessage.read(FOLDER.resolve(file), BY_REG_TYPE), file)));
    }

    @Test
    void noExpectationIsWithoutItsMessage() throws IOException {
        EXPECTED.belongTo(ExpectedFindings.messagesIn(FOLDER));
    }

    @Test
    void recordsAreTypedWhereverThereAreRecords() throws IOException {
        List<ReadMessage> messages = new ArrayList<>();
        for (Path file : ExpectedFindings.messagesIn(FOLDER)) {
            messages.add(ReadMessage.read(FOLDER.resolve(file), BY_REG_TYPE));
        }

        assertThat(ReadMessage.totals(messages))
                .isEqualTo(Map.of("CrvsPerson", 20, "SocialGroup", 1, "SocialMember", 1, "Farmer", 1));
    }

    @Test
    void namesOfAnyScriptAreRead() throws IOException {
        ReadMessage message = read("search-answer-clean");

        assertThat(message.findings()).isEmpty();
        assertThat(message.records())
                .map(record -> name((PersonProperties) record))
                .containsExactly(
                        "አልማዝ ተስፋዬ", "فاطمة الزهراء", "សុខា ចាន់", "สุดารัตน์ พุ่มชัย", "Zoë 👩🏽‍🌾 O’Neil-Ñandú");
    }

    @Test
    void aPersonIsReadFromEveryFormOfItsMembers() throws IOException {
        List<CrvsPerson> persons = read("search-answer-persons").records().stream()
                .map(CrvsPerson.class::cast)
                .toList();

        assertThat(persons).map(OwnMessagesTest::name).containsExactly("አበበ ቢቂላ", "ليلى حداد", "?", "มานะ ใจดี");
        assertThat(persons.get(0).identifier()).hasSize(1).allMatch(id -> id.identifierValue()
                .equals(Optional.of("77001")));
        assertThat(persons.get(0).birthDate().flatMap(DciDateTime::toLocalDate)).contains(LocalDate.of(2004, 5, 2));
        assertThat(persons.get(0).address()).hasSize(1).allMatch(address -> address.locality()
                .equals(Optional.of("አዲስ አበባ")));
        assertThat(persons.get(0).email()).containsExactly("abebe@example.org");
        assertThat(persons.get(0).phoneNumber()).isEmpty();
        assertThat(persons.get(1).birthDate().flatMap(DciDateTime::toLocalDate)).contains(LocalDate.of(1985, 5, 20));
        assertThat(persons.get(2).birthDate().flatMap(DciDateTime::toLocalDate)).contains(LocalDate.of(1995, 9, 21));
        assertThat(persons.get(3).birthDate().map(DciDateTime::text)).contains("around 1950");
        assertThat(persons.get(3).birthDate().flatMap(DciDateTime::toLocalDate)).isEmpty();
    }

    @Test
    void aHouseholdHasItsHeadAndItsMembers() throws IOException {
        ReadMessage message = read("search-answer-household");
        SocialGroup group = (SocialGroup) message.records().get(0);

        assertThat(group.groupHeadInfo().flatMap(SocialMember::demographicInfo).map(OwnMessagesTest::name))
                .contains("ሣራ ?");
        assertThat(group.memberList())
                .map(member -> name(member.demographicInfo().orElseThrow()))
                .containsExactly("ดวงใจ รักไทย", "អប្សរា 🌸 ?", "خالد ?");
        assertThat(group.memberList().get(0).memberIdentifier()).hasSize(1);
        assertThat(group.groupSize()).contains(3);
        assertThat(group.povertyScore()).hasToString("Optional[4.50]");
        assertThat(group.additionalProperties()).containsOnlyKeys("cse_code");
        assertThat(message.records().get(1)).isInstanceOf(SocialMember.class);
    }

    @Test
    void aFarmerIsReadUnderTheMisspeltName() throws IOException {
        Farmer farmer = (Farmer) read("search-answer-farmer").records().get(0);

        assertThat(farmer.farmerPersonalDetails()
                        .flatMap(member -> member.demographicInfo())
                        .map(OwnMessagesTest::name))
                .contains("ចន្ទា សុខ");
        assertThat(farmer.familyDetails().orElseThrow().memberList()).hasSize(1);
        assertThat(farmer.farmDetails())
                .hasSize(1)
                .allMatch(farm -> farm.location().isPresent()
                        && farm.landSize().isPresent()
                        && farm.farmingActivities().isPresent());
        assertThat(farmer.machineriesDetails()).hasSize(1).allMatch(machines -> machines.equipmentSource()
                .isPresent());
    }

    private static String name(PersonProperties person) {
        return person.name().flatMap(Name::givenName).orElse("?")
                + person.name().map(name -> " " + name.surname().orElse("?")).orElse("");
    }
}
