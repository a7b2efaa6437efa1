package io.github.dcisdk.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.message.ExpPredicate;
import io.github.dcisdk.message.Expression;
import io.github.dcisdk.message.Query;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Queries in another language, here one like SQL. */
class QueryTranslatorTest {
    private static final class Sql implements QueryTranslator<String> {
        @Override
        public String identifier(String type, String value) {
            return "id(" + type + ", " + value + ")";
        }

        @Override
        public String comparison(String attributeName, List<ExpPredicate> predicates) {
            return predicates.stream()
                    .map(it -> attributeName + " " + it.operator() + " "
                            + it.attributeValue().toJson())
                    .collect(Collectors.joining(" && "));
        }

        @Override
        public String and(List<String> conditions) {
            return "(" + String.join(" and ", conditions) + ")";
        }

        @Override
        public String or(List<String> conditions) {
            return "(" + String.join(" or ", conditions) + ")";
        }

        @Override
        public String not(String condition) {
            return "not " + condition;
        }
    }

    private static String sql(Query query) {
        return new Sql().translate(query);
    }

    @Test
    void eachPartOfAQueryIsHandedOver() {
        assertThat(sql(Query.identifier("UIN", "SYN-0001"))).isEqualTo("id(UIN, SYN-0001)");
        assertThat(sql(Query.where("a").eq(1))).isEqualTo("a eq 1");
        assertThat(sql(Query.where("a").eq(1).or("b").lt(2).and("c").not().in(3, 4)))
                .isEqualTo("((a eq 1 or b lt 2) and not c in [3,4])");
        assertThat(sql(Query.where("a").between(1, 2))).isEqualTo("a ge 1 && a le 2");
        assertThat(sql(Query.expression(Expression.where("a")
                        .between(1, 2)
                        .or(Expression.where("b")
                                .eq(3)
                                .and(Expression.where("c").eq(4))))))
                .isEqualTo("(a ge 1 && a le 2 or (b eq 3 and c eq 4))");
    }

    @Test
    void comparisonsOfTwoAttributesInOneItemStayTwo() {
        assertThat(sql(TestRecords.predicate(
                        "[{'expression1':{'attribute_name':'a','operator':'ge','attribute_value':1},'condition':'and',"
                                + "'expression2':{'attribute_name':'b','operator':'le','attribute_value':2}}]")))
                .isEqualTo("(a ge 1 and b le 2)");
    }
}
