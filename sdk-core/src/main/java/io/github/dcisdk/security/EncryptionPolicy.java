package io.github.dcisdk.security;

/** Whether messages of one peer in one direction are encrypted. */
public enum EncryptionPolicy {
    /** Encrypted messages are refused. */
    OFF,
    /** Messages may be encrypted or not. */
    ACCEPTED,
    /** Messages that are not encrypted are refused. */
    REQUIRED
}
