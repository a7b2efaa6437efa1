package io.github.dcisdk.json;

import static io.github.dcisdk.json.JsonAssertions.assertJsonEqual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Changed copies: what was received is kept for what is not touched, and forgotten for what is. */
class ModelBuilderTest {
    private static final TestRecord.Shape SHAPE =
            TestRecord.shape("Pagination").with("page_size", ValueTypes.INTEGER).with("total_count", ValueTypes.LONG);

    @Test
    void aCopyHoldsEverythingTheObjectHolds() {
        String json = "{\"page_size\":\"10\",\"total_count\":{\"a\":1},\"x\":1.0}";
        TestRecord read = Readings.of(SHAPE.type(), json).object();
        TestRecord copy = read.toBuilder().build();

        assertThat(copy).isEqualTo(read);
        assertThat(copy.asReceived("page_size")).contains(JsonValue.of("10"));
        assertThat(copy.asReceived("x")).isEmpty();
        assertJsonEqual(Json.write(copy), json);
    }

    @Test
    void settingAMemberForgetsTheFormInWhichItCame() {
        TestRecord read = Readings.of(SHAPE.type(), "{\"page_size\":\"10\",\"total_count\":\"x\"}")
                .object();
        TestRecord changed = read.toBuilder().set("page_size", 10).build();

        assertThat(changed.asReceived("page_size")).isEmpty();
        assertJsonEqual(Json.write(changed), "{\"page_size\":10,\"total_count\":\"x\"}");
        assertJsonEqual(Json.write(changed.toBuilder().set("total_count", null).build()), "{\"page_size\":10}");
        assertJsonEqual(Json.write(read), "{\"page_size\":\"10\",\"total_count\":\"x\"}");
    }

    @Test
    void additionalPropertiesAreWritten() {
        TestRecord object = SHAPE.builder()
                .set("page_size", 1)
                .additionalProperty("cse_code", JsonValue.of("A"))
                .additionalProperty("cse_code", JsonValue.of("B"))
                .build();
        assertJsonEqual(Json.write(object), "{\"page_size\":1,\"cse_code\":\"B\"}");
    }

    @Test
    void aMemberOfTheStandardIsNoAdditionalProperty() {
        assertThatThrownBy(() -> SHAPE.builder().additionalProperty("page_size", JsonValue.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("page_size is read as page_size of Pagination; set it with its own method");
        assertThatNullPointerException().isThrownBy(() -> SHAPE.builder().additionalProperty("x", null));
        assertThatNullPointerException().isThrownBy(() -> SHAPE.builder().additionalProperty(null, JsonValue.of(1)));
    }

    @Test
    void anObjectDoesNotChangeWithItsBuilder() {
        TestRecord.Builder builder = SHAPE.builder().set("page_size", 1).additionalProperty("x", JsonValue.of(1));
        TestRecord first = builder.build();
        builder.set("page_size", 2).additionalProperty("y", JsonValue.of(2));

        assertJsonEqual(Json.write(first), "{\"page_size\":1,\"x\":1}");
        assertJsonEqual(Json.write(builder.build()), "{\"page_size\":2,\"x\":1,\"y\":2}");
    }
}
