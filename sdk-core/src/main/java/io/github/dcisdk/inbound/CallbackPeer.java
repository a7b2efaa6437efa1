package io.github.dcisdk.inbound;

import io.github.dcisdk.profile.PeerProfile.AnswerIds;
import io.github.dcisdk.security.TrustedSender;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who calls us back: a peer that we asked.
 *
 * @param trusted what proves that a message is its
 * @param answerIds what it puts into the header as sender and receiver
 * @param path the path that it alone was told, for a peer that cannot sign; null for one that does
 */
public record CallbackPeer(
        TrustedSender trusted,
        AnswerIds answerIds,
        @Nullable String path) {
    /**
     * Checks that the parts fit.
     *
     * @param trusted what proves that a message is its
     * @param answerIds what it puts into the header
     * @param path the path that it alone was told
     * @throws IllegalArgumentException if it cannot sign and has no path of its own, or signs and has one
     */
    public CallbackPeer {
        Objects.requireNonNull(answerIds, "answerIds");
        if (trusted.isUnsigned() != (path != null)) {
            throw new IllegalArgumentException(
                    "a peer that cannot sign has a path of its own, and only such a peer: " + trusted.senderId());
        }
    }

    /** Without the path, which is a secret. */
    @Override
    public String toString() {
        return "CallbackPeer[" + trusted + ", " + answerIds + "]";
    }
}
