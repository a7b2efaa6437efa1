package io.github.dcisdk.inbound;

import io.github.dcisdk.error.LogText;
import java.util.Optional;

/**
 * What one item of a message asked for, and what it was given. Holds no value that was searched for and none that was
 * found. Immutable.
 *
 * @param referenceId the item's {@code reference_id} as the sender chose it; empty text when it had none
 * @param subject what was asked: for a search the record type and the kind of query
 * @param purpose the purpose that the item names under {@code authorize}, by reference or code
 * @param consent the consent that the item names, by its id, reference or purpose code
 * @param reasonCode why the item was rejected; empty when it was answered
 * @param records how many records were given
 */
public record AuditedItem(
        String referenceId,
        String subject,
        Optional<String> purpose,
        Optional<String> consent,
        Optional<String> reasonCode,
        int records) {
    /** One line: codes and counts, and the sender's own references made safe for logs. */
    @Override
    public String toString() {
        return LogText.safe(referenceId) + " " + LogText.safe(subject)
                + purpose.map(it -> " purpose=" + LogText.safe(it)).orElse("")
                + consent.map(it -> " consent=" + LogText.safe(it)).orElse("")
                + reasonCode.map(it -> " rejected=" + LogText.safe(it)).orElseGet(() -> " records=" + records);
    }
}
