/**
 * Who wrote a message: keys, trust, signing and verification. {@link io.github.dcisdk.security.SignatureVerifier} answers
 * what a received signature proves, {@link io.github.dcisdk.security.EnvelopeWriter} signs what is sent; the forms that a
 * signature can take are {@link io.github.dcisdk.security.SignatureScheme}s, and those that are in use are {@link
 * io.github.dcisdk.security.SignatureSchemes}. What a message is encrypted with and read with are an {@link io.github.dcisdk.security.EncryptionKey} and a {@link
 * io.github.dcisdk.security.DecryptionKey}. A {@link io.github.dcisdk.security.SigningKey} is ours, a {@link
 * io.github.dcisdk.security.VerificationKey} is somebody's; {@link io.github.dcisdk.security.JwksSource} fetches what a
 * sender publishes. A key that verifies proves nothing by itself: only senders of the {@link
 * io.github.dcisdk.security.TrustStore} are believed, each as its {@link io.github.dcisdk.security.TrustedSender} says.
 */
@NullMarked
package io.github.dcisdk.security;

import org.jspecify.annotations.NullMarked;
