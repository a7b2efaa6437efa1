package io.github.dcisdk.client;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.json.Finding;
import java.util.List;
import java.util.Objects;

/**
 * A message that was delivered. {@link Object#toString()} shows identifiers only.
 *
 * @param callbackFollows true for {@code ACK}: a callback will follow, where the operation has one; false for {@code NACK}:
 *     the message is accepted, and no callback will follow
 * @param context the identifiers, with the peer's {@code correlation_id} if it named one
 * @param findings where the acknowledgement deviates from the standard
 */
public record Acknowledged(boolean callbackFollows, CallContext context, List<Finding> findings) {
    /**
     * Checks that the parts are there.
     *
     * @param callbackFollows whether a callback will follow
     * @param context the identifiers
     * @param findings the deviations; copied
     */
    public Acknowledged {
        Objects.requireNonNull(context, "context");
        findings = List.copyOf(findings);
    }
}
