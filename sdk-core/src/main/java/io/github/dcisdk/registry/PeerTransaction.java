package io.github.dcisdk.registry;

import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.JsonValue.JsonObject;

/**
 * What is known of a request that is answered later: how far it is, and what was answered, without data. Kept as the content
 * of a state of type {@code PEER_TRANSACTION}, whose id is our {@code reg_type} and the sender's {@code transaction_id},
 * and whose group is our {@code correlation_id}.
 *
 * @param action what was asked, by its {@code action}
 * @param contentDigest what was asked, to tell a repetition from another request
 * @param phase how far it is
 * @param answer the message that answers it, with the status of each item and without data
 */
record PeerTransaction(String action, String contentDigest, Phase phase, JsonObject answer) {
    /** How far a request is. The names stand in stores and stay as they are. */
    enum Phase {
        /** It is not answered yet. */
        WORKING,
        /** Its answer was handed over to delivery. */
        ANSWERED,
        /** All attempts failed, and the requester was told so. */
        FAILED
    }

    static PeerTransaction of(JsonSlice json) {
        StoredJson.Stored stored = StoredJson.read(json);
        return new PeerTransaction(
                stored.text("action"),
                stored.text("content"),
                Phase.valueOf(stored.text("phase")),
                stored.object("answer"));
    }

    JsonSlice toJson() {
        return StoredJson.version1()
                .with("action", action)
                .with("content", contentDigest)
                .with("phase", phase.name())
                .with("answer", answer)
                .write();
    }

    boolean isFor(PeerRequest<?> request) {
        return contentDigest.equals(request.contentDigest());
    }

    @Override
    public String toString() {
        return "PeerTransaction[" + action + ", " + phase + "]";
    }
}
