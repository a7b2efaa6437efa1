package io.github.dcisdk.store;

/** What kind of thing a state is. The names stand in databases and stay as they are. */
public enum StateType {
    /** A request of ours that is answered later. */
    TRANSACTION,
    /** A part of an answer to a request of ours, for whoever waits for the whole. */
    ANSWER,
    /** A subscription of ours at a registry. */
    SUBSCRIPTION,
    /** A request of a peer that we answer later. */
    PEER_TRANSACTION,
    /** An answer to a request of a peer that is not delivered yet. */
    PEER_ANSWER,
    /** A subscription of a peer at our registry. */
    PEER_SUBSCRIPTION
}
