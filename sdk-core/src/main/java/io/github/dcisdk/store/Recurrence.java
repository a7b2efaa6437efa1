package io.github.dcisdk.store;

/** How an item stands to those that were stored before it under the same {@link BusinessKey}. */
public enum Recurrence {
    /** None was stored before, or it cannot be told which item this is. It is to be worked on. */
    NEW,
    /** One that says the same was stored before, so this one need not be worked on. */
    REPEATED,
    /** Earlier ones said something else, and that more would follow. It is to be worked on. */
    CONTINUED,
    /**
     * An earlier one was final and said something else. It is to be worked on, and reported: either the sender corrects
     * itself, or it gives one name to two things.
     */
    CHANGED;

    /**
     * The one rule.
     *
     * @param earlier whether an item with the same key was stored before
     * @param sameContent whether one of them has the same content digest
     * @param earlierFinal whether one of them was final
     * @return how the item stands to them
     */
    public static Recurrence of(boolean earlier, boolean sameContent, boolean earlierFinal) {
        if (!earlier) {
            return NEW;
        } else if (sameContent) {
            return REPEATED;
        }
        return earlierFinal ? CHANGED : CONTINUED;
    }
}
