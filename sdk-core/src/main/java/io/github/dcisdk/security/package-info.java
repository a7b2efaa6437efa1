/**
 * Who wrote a message: keys, trust, signing and verification. {@link io.github.dcisdk.security.SignatureVerifier} answers
 * what a received signature proves, {@link io.github.dcisdk.security.EnvelopeWriter} signs what is sent; the forms that a
 * signature can take are {@link io.github.dcisdk.security.SignatureScheme}s. A key that verifies proves nothing by itself:
 * only senders of the {@link io.github.dcisdk.security.TrustStore} are believed.
 */
@NullMarked
package io.github.dcisdk.security;

import org.jspecify.annotations.NullMarked;
