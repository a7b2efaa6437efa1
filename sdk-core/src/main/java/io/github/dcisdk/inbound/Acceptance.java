package io.github.dcisdk.inbound;

/** What the sender of an accepted message is told. */
public enum Acceptance {
    /** A callback will follow, where the operation has one. */
    ACK,
    /** The message is accepted, and no callback will follow. */
    NACK
}
