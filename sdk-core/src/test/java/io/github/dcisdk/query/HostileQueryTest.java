package io.github.dcisdk.query;

import static io.github.dcisdk.query.TestRecords.PEOPLE;
import static io.github.dcisdk.query.TestRecords.expression;
import static io.github.dcisdk.query.TestRecords.people;
import static io.github.dcisdk.query.TestRecords.predicate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.Person;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Queries made to break a registry are answered at once or rejected. */
@Timeout(20)
class HostileQueryTest {
    private static final List<Person> PEOPLE_OF_A_TOWN = Collections.nCopies(
                    1_000,
                    people(
                            "{'sex':'female','birth_date':'1960-06-01','name':{'surname':'aaaaaaaaaaaaaaaaaaaaaaaaaaaa'}}"))
            .stream()
            .flatMap(List::stream)
            .toList();

    private static long count(Query query) {
        return PEOPLE_OF_A_TOWN.stream()
                .filter(PEOPLE.predicate(query, PEOPLE_OF_A_TOWN))
                .count();
    }

    private static void isRejected(Query query) {
        assertThatThrownBy(() -> count(query)).isInstanceOf(RejectedException.class);
    }

    private static String items(int count, String value) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{'seq_num':" + i
                        + ",'expression1':{'attribute_name':'birth_date','operator':'ge','attribute_value':" + value
                        + "}}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void asManyPredicatesAsAreAllowedAreEvaluatedAndMoreAreRejected() {
        assertThat(count(predicate(items(QueryTranslator.MAX_COMPARISONS, "'1900-01-01'"))))
                .isEqualTo(PEOPLE_OF_A_TOWN.size());
        isRejected(predicate(items(QueryTranslator.MAX_COMPARISONS + 1, "'1900-01-01'")));
        isRejected(predicate(items(10_000, "'1900-01-01'")));
    }

    @Test
    void longListsAreEvaluatedAndLongerOnesRejected() {
        String list = IntStream.range(0, QueryTranslator.MAX_VALUES)
                .mapToObj(i -> "'" + i + "'")
                .collect(Collectors.joining(",", "[", "]"));

        assertThat(count(expression("{'name.surname':{'$in':" + list + "}}"))).isZero();
        isRejected(expression("{'name.surname':{'$in':" + list.replaceFirst("]", ",1]") + "}}"));
    }

    @Test
    void deepExpressionsAreRejected() {
        String deep = "{'$and':[".repeat(90) + "{'sex':'female'}" + "]}".repeat(90);

        isRejected(expression(deep));
        assertThat(count(expression("{'$or':[".repeat(31) + "{'sex':'female'}" + "]}".repeat(31))))
                .isEqualTo(PEOPLE_OF_A_TOWN.size());
    }

    @Test
    void wideExpressionsAreRejected() {
        String wide = Collections.nCopies(20_000, "{'sex':'female'}").stream()
                .collect(Collectors.joining(",", "{'$or':[", "]}"));

        isRejected(expression(wide));
    }

    @Test
    void textThatLooksLikeAPatternIsText() {
        for (String pattern : List.of("(a+)+$", ".*", "%", "_______", "' OR '1'='1", "${jndi:ldap://x}")) {
            assertThat(count(Query.where("name.surname").eq(pattern)))
                    .as(pattern)
                    .isZero();
        }
    }

    @Test
    void attributeNamesOfAnyLengthAreRejected() {
        isRejected(Query.where("a.".repeat(100_000) + "a").eq(1));
        isRejected(Query.where("identifier" + ".identifier".repeat(10_000)).eq(1));
        assertThatThrownBy(() ->
                        count(Query.where("\u202e\n" + "a".repeat(100_000)).eq(1)))
                .isInstanceOfSatisfying(RejectedException.class, e -> assertThat(
                                e.reasonMessage().orElseThrow())
                        .matches("\\p{Print}+…?")
                        .hasSizeLessThan(300));
    }

    @Test
    void aRejectionDoesNotRepeatWhatIsSearchedFor() {
        assertThatThrownBy(() -> count(Query.where("birth_date").eq("847951632")))
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        e -> assertThat(e.reasonMessage().orElseThrow()).doesNotContain("847951632"));
    }
}
