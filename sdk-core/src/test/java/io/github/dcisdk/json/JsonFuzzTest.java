package io.github.dcisdk.json;

import static io.github.dcisdk.json.JsonAssertions.assertJsonEqual;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.error.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Spoilt messages by the hundred thousand: each is refused as malformed or read, and what is read without ambiguity is
 * written as the same JSON. {@code -Ddci.fuzz.iterations} sets how many, {@code -Ddci.fuzz.seed} where to begin.
 */
class JsonFuzzTest {
    private static final long SEED = Long.getLong("dci.fuzz.seed", 20_261_124L);
    private static final int ITERATIONS = Integer.getInteger("dci.fuzz.iterations", 60_000);
    /** Dear checks are made for one message in so many. */
    private static final int SAMPLED = 8;

    private static final Pattern SAFE_POINTER =
            Pattern.compile("(/([0-9]{1,7}|[@:$]?[a-z][A-Za-z0-9_:-]{0,63}|:@type|spdci:@type|\\*))*");

    private static final TestRecord.Shape PERSON_SHAPE = TestRecord.shape("Person");
    private static final ModelType<TestRecord> PERSON = PERSON_SHAPE
            .with("@type", ValueTypes.TEXT, MemberTraits.PLAIN.loggable())
            .with("identifier", ValueTypes.listOf(ValueTypes.TEXT), MemberTraits.PLAIN.required())
            .with("given_name", ValueTypes.TEXT, MemberTraits.PLAIN.aliases("first_name"))
            .with("sex", TestColour.TYPE, MemberTraits.PLAIN.loggable())
            .with("birth_date", ValueTypes.DATE_TIME, MemberTraits.PLAIN.aliases("date_of_birth"))
            .with("is_disabled", ValueTypes.BOOLEAN)
            .with("score", ValueTypes.DECIMAL)
            .with("size", ValueTypes.INTEGER, MemberTraits.PLAIN.loggable())
            .with("total", ValueTypes.LONG)
            .with("meta", ValueTypes.FREE_OBJECT)
            .with("query", ValueTypes.ANY)
            .with("within", PERSON_SHAPE.self(), MemberTraits.PLAIN.unwraps("person"))
            .with("members", ValueTypes.listOf(PERSON_SHAPE.self()), MemberTraits.PLAIN.unwraps("person"))
            .type();

    private static final byte[] DOCUMENT =
            ("{\"signature\":\"namespace=\\\"dci\\\", signature=\\\"c2lnbmVk\\\"\",\"header\":{\"message_id\":\"m-1\","
                            + "\"total_count\":1},\"message\":{\"@type\":\"Group\",\"identifier\":[\"UIN:1\",\"2\"],\"given_name\":\"አልማዝ\","
                            + "\"sex\":\"blue\",\"birth_date\":\"1990-01-01T00:00:00Z\",\"is_disabled\":false,\"score\":45.20,\"size\":4,"
                            + "\"total\":12345678901,\"meta\":{\"n\":[1.50,{\"x\":null}]},\"query\":{\"$and\":[{\"age\":{\"$lt\":5}}]},"
                            + "\"within\":{\"identifier\":[],\"date_of_birth\":\"02.05.1990\"},\"members\":[{\"person\":{\"identifier\":[\"3\"],"
                            + "\"first_name\":\"فاطمة\"}},{\"identifier\":[\"4\"],\"cse_code\":-0}],\"spdci:extra\":\"\\ud83d\\ude00\"}}")
                    .getBytes(UTF_8);

    private enum Outcome {
        REFUSED,
        WITHOUT_MESSAGE,
        AMBIGUOUS,
        READ
    }

    @Test
    void everySpoiltMessageIsRefusedOrReadWithoutLoss() {
        Map<Outcome, Long> outcomes = LongStream.range(SEED, SEED + ITERATIONS)
                .mapToObj(JsonFuzzTest::outcome)
                .collect(Collectors.groupingBy(outcome -> outcome, Collectors.counting()));

        if (ITERATIONS >= 1_000) {
            assertThat(outcomes).as("the mutator reaches every outcome").containsOnlyKeys(Outcome.values());
            assertThat(outcomes.get(Outcome.READ)).as("messages that were read").isGreaterThan(ITERATIONS / 5L);
        }
    }

    private static Outcome outcome(long seed) {
        byte[] body = new JsonMutator(seed).mutate(DOCUMENT);
        try {
            MessageSlices slices = MessageSlicer.slice(body);
            return slices.message().map(message -> check(slices, message)).orElse(Outcome.WITHOUT_MESSAGE);
        } catch (MalformedMessageException e) {
            return Outcome.REFUSED;
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            throw new AssertionError(
                    "seed " + seed + " (-Ddci.fuzz.seed=" + seed + " -Ddci.fuzz.iterations=1): "
                            + new String(body, UTF_8),
                    e);
        }
    }

    private static Outcome check(MessageSlices slices, JsonSlice message) {
        List<Finding> findings = new ArrayList<>(slices.findings());
        TestRecord object = Json.read(message, PERSON, "/message", findings::add);
        byte[] written = Json.write(object);
        assertThat(object.toString()).hasSizeLessThan(2_000);
        if (written.length % SAMPLED == 0) {
            assertThat(object.toMap())
                    .hasSameSizeAs(PERSON.fromMap(object.toMap()).toMap());
        }
        findings.addAll(slices.ambiguities());
        for (Finding finding : findings) {
            if (!SAFE_POINTER.matcher(finding.pointer()).matches()) {
                throw new AssertionError("unsafe pointer " + finding.pointer());
            }
        }
        if (!slices.ambiguities().isEmpty()) {
            return Outcome.AMBIGUOUS;
        }
        assertJsonEqual(written, message.toByteArray());
        if (written.length % SAMPLED == 0
                && !object.equals(Json.read(JsonSlice.of(written), PERSON, "/message", finding -> {}))) {
            throw new AssertionError("read again, the object differs");
        }
        return Outcome.READ;
    }

    @Test
    void theMutatorRepeatsItself() {
        byte[] first = new JsonMutator(SEED).mutate(DOCUMENT);
        assertThat(new JsonMutator(SEED).mutate(DOCUMENT)).isEqualTo(first).isNotEqualTo(DOCUMENT);
    }
}
