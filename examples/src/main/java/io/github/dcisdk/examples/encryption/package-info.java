/**
 * Encrypted messages in both directions, as {@code docs/encryption.md} shows them: {@link
 * io.github.dcisdk.examples.encryption.EncryptionGuide}.
 */
@NullMarked
package io.github.dcisdk.examples.encryption;

import org.jspecify.annotations.NullMarked;
