package io.github.dcisdk.query;

import io.github.dcisdk.message.ExpPredicate;
import io.github.dcisdk.message.Query;
import java.util.List;

/**
 * Turns queries into another language, such as the condition of an SQL statement. An implementation says what each part
 * of a query becomes; {@link #translate} walks through the query, from the inside out, and has checked it by then:
 * operators are those of the standard, {@code in} has a list of values, every other operator one, and nothing is a
 * JSON object or {@code null}. Whether the attribute exists and its value has the right type remains to be checked.
 *
 * @param <R> what queries become
 */
public interface QueryTranslator<R> {
    /** Most comparisons in one query. */
    int MAX_COMPARISONS = 1_000;

    /** Most values in one query, those in the lists of {@code in} counted. */
    int MAX_VALUES = 10_000;

    /**
     * The record with an identifier.
     *
     * @param type the identifier's type as it was named; {@link io.github.dcisdk.profile.RegistryProfile#identifierType}
     *     knows its spellings
     * @param value the identifier
     * @return the translation
     */
    R identifier(String type, String value);

    /**
     * An attribute is compared.
     *
     * @param attributeName the attribute, as a path into the record with dots
     * @param predicates its comparisons, at least one; all hold for one and the same value
     * @return the translation
     */
    R comparison(String attributeName, List<ExpPredicate> predicates);

    /**
     * All of some conditions hold.
     *
     * @param conditions the translated conditions, at least two
     * @return the translation
     */
    R and(List<R> conditions);

    /**
     * One of some conditions holds, or several.
     *
     * @param conditions the translated conditions, at least two
     * @return the translation
     */
    R or(List<R> conditions);

    /**
     * A comparison does not hold. Of a record without the attribute neither the comparison nor its opposite holds, as in
     * SQL.
     *
     * @param condition the translated comparison
     * @return the translation
     */
    R not(R condition);

    /**
     * Translates a query.
     *
     * @param query the query
     * @return the translation
     * @throws io.github.dcisdk.error.RejectedException with {@code rjct.search_criteria.invalid} if the query is of a kind
     *     that has no such parts, holds an operator that the standard does not have, or is beyond the limits here
     */
    default R translate(Query query) {
        return new QueryWalk<>(this).query(query);
    }
}
