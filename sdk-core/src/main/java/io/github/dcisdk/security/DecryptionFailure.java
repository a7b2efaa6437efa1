package io.github.dcisdk.security;

/**
 * Why an encrypted message could not be read. For the log of this side only: the sender learns no more than that it could
 * not.
 */
public enum DecryptionFailure {
    /** This side has no key to decrypt with. */
    NO_KEY,
    /** The message lacks a part, has one twice, or a part is not Base64url of the right length. */
    MALFORMED,
    /** The content is compressed, which lets little text fill the memory and sizes tell about content. */
    COMPRESSED,
    /** The message demands an extension to be understood. There is none that the SDK understands. */
    CRITICAL_EXTENSION,
    /** {@code alg} is none of {@link EncryptionAlgorithm}. */
    UNKNOWN_ALGORITHM,
    /** {@code enc} is not {@code A256GCM}. */
    UNKNOWN_CONTENT_ALGORITHM,
    /** {@code kid} names none of our keys, or it is missing and more than one could be meant. */
    UNKNOWN_KEY,
    /** The key is used with another algorithm. */
    WRONG_ALGORITHM,
    /** The encryption itself says that it is from somebody else, or for somebody else. */
    WRONG_PARTIES,
    /** The content was not encrypted for this key, or was changed since. */
    WRONG_KEY_OR_CONTENT
}
