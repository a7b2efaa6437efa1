package io.github.dcisdk.query;

import java.util.List;
import java.util.function.Function;

/** What can be said of a condition. Of a value that is not there nothing can, as with SQL's {@code null}. */
enum Truth {
    FALSE,
    UNKNOWN,
    TRUE;

    Truth not() {
        return switch (this) {
            case FALSE -> TRUE;
            case UNKNOWN -> UNKNOWN;
            case TRUE -> FALSE;
        };
    }

    /** The least of what is said of all. */
    static <S> Truth all(List<S> conditions, Function<S, Truth> test) {
        Truth least = TRUE;
        for (S condition : conditions) {
            Truth truth = test.apply(condition);
            if (truth == FALSE) {
                return FALSE;
            } else if (truth.compareTo(least) < 0) {
                least = truth;
            }
        }
        return least;
    }

    /** The greatest of what is said of each. */
    static <S> Truth any(List<S> conditions, Function<S, Truth> test) {
        Truth greatest = FALSE;
        for (S condition : conditions) {
            Truth truth = test.apply(condition);
            if (truth == TRUE) {
                return TRUE;
            } else if (truth.compareTo(greatest) > 0) {
                greatest = truth;
            }
        }
        return greatest;
    }

    /** Whether it holds for one of the values of an attribute; those that cannot be compared count as absent. */
    static <S> Truth anyOf(List<S> values, Function<S, Truth> test) {
        Truth truth = UNKNOWN;
        for (S value : values) {
            Truth ofValue = test.apply(value);
            if (ofValue == TRUE) {
                return TRUE;
            } else if (ofValue == FALSE) {
                truth = FALSE;
            }
        }
        return truth;
    }
}
