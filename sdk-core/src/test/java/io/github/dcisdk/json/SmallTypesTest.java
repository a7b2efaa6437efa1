package io.github.dcisdk.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Codes, slices, rules and findings. */
class SmallTypesTest {
    @Test
    void aListedCodeIsItsConstant() {
        assertThat(TestColour.TYPE.name()).isEqualTo("TestColour");
        assertThat(TestColour.TYPE.listed()).containsExactly(TestColour.RED, TestColour.BLUE);
        assertThat(TestColour.TYPE.code("blue")).isSameAs(TestColour.BLUE);
        assertThat(TestColour.TYPE.code("azure")).isSameAs(TestColour.BLUE);
        assertThat(TestColour.BLUE.label()).contains("blue");
        assertThat(TestColour.BLUE.isListed()).isTrue();
        assertThat(TestColour.BLUE).hasToString("blue");
    }

    @Test
    void anUnlistedCodeKeepsItsTextAndHidesIt() throws Exception {
        TestColour green = TestColour.TYPE.code("green, said Almaz");
        assertThat(green.code()).isEqualTo("green, said Almaz");
        assertThat(green.label()).isEmpty();
        assertThat(green.isListed()).isFalse();
        assertThat(green).hasToString("unlisted code");
        assertThat(green).isEqualTo(TestColour.TYPE.code("green, said Almaz")).isNotEqualTo(TestColour.RED);
        assertThat(green).hasSameHashCodeAs(TestColour.TYPE.code("green, said Almaz"));
        assertThat(new ObjectMapper().writeValueAsString(green)).isEqualTo("\"green, said Almaz\"");
    }

    @Test
    void codesOfTwoListsAreNeverEqual() {
        Code other = new Code("blue", "blue") {};
        assertThat(TestColour.BLUE).isNotEqualTo(other).isNotEqualTo("blue").isNotEqualTo(null);
    }

    @Test
    void slicesShareTheArrayAndCompareTheirBytes() throws Exception {
        byte[] body = "{\"a\":{\"b\":1}}".getBytes(StandardCharsets.UTF_8);
        JsonSlice slice = JsonSlice.of(body, 5, 7);

        assertThat(slice.array()).isSameAs(body);
        assertThat(slice.offset()).isEqualTo(5);
        assertThat(slice.length()).isEqualTo(7);
        assertThat(slice.toByteArray()).asString(StandardCharsets.UTF_8).isEqualTo("{\"b\":1}");
        assertThat(slice.newInputStream().readAllBytes()).isEqualTo(slice.toByteArray());
        assertThat(slice)
                .isEqualTo(JsonSlice.of(slice.toByteArray()))
                .hasSameHashCodeAs(JsonSlice.of(slice.toByteArray()));
        assertThat(slice).isNotEqualTo(JsonSlice.of(body)).isNotEqualTo("{}");
        assertThat(slice).hasToString("JsonSlice[7 bytes]");
        assertThat(Json.parse(slice).toJson()).isEqualTo("{\"b\":1}");
        assertThatThrownBy(() -> JsonSlice.of(body, 5, 9)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> JsonSlice.of(body, -1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void ruleIdsAreUniqueStableAndFound() {
        assertThat(Rule.values())
                .extracting(Rule::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z]+\\.[a-z-]+"));
        assertThat(Rule.values()).allSatisfy(rule -> {
            assertThat(Rule.byId(rule.id())).contains(rule);
            assertThat(rule.statement()).endsWith(".").doesNotContain("\n");
        });
        assertThat(Rule.byId("json.unknown")).isEmpty();
    }

    @Test
    void whatSendersWriteDifferentlyWithoutChangingTheMeaningIsHarmless() {
        assertThat(Arrays.stream(Rule.values()).filter(rule -> rule.ruleClass() == RuleClass.HARMLESS))
                .contains(Rule.ALIAS, Rule.WRAPPED, Rule.NUMBER_FOR_TEXT, Rule.EMPTY_FOR_ABSENT, Rule.CODE_UNLISTED)
                .doesNotContain(
                        Rule.WRONG_TYPE,
                        Rule.REQUIRED_MEMBER,
                        Rule.SEVERAL_FOR_SINGLE,
                        Rule.DUPLICATE_MEMBER,
                        Rule.LENGTH,
                        Rule.NO_ITEMS,
                        Rule.FRESHNESS);
    }

    @Test
    void aFindingSaysWhereAndWhichRule() {
        assertThat(new Finding("/header", Rule.WRONG_TYPE)).hasToString("member.type at /header");
        assertThat(new Finding("", Rule.SYNTAX)).hasToString("json.syntax at the whole body");
        assertThatNullPointerException().isThrownBy(() -> new Finding(null, Rule.SYNTAX));
        assertThatNullPointerException().isThrownBy(() -> new Finding("", null));
    }

    @Test
    void traitsAddUp() {
        MemberTraits traits =
                MemberTraits.PLAIN.required().loggable().aliases("x", "y").unwraps("person");
        assertThat(traits.isRequired()).isTrue();
        assertThat(traits.isLoggable()).isTrue();
        assertThat(traits.aliases()).containsExactly("x", "y");
        assertThat(traits.unwraps()).containsExactly("person");
        assertThat(traits)
                .isEqualTo(MemberTraits.PLAIN
                        .unwraps("person")
                        .aliases("x", "y")
                        .loggable()
                        .required());
        assertThat(MemberTraits.PLAIN.isRequired() || MemberTraits.PLAIN.isLoggable())
                .isFalse();
    }
}
