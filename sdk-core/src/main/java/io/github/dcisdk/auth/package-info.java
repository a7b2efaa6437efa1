/**
 * Who may call, on the level of HTTP: what we send ({@link io.github.dcisdk.auth.Authentication}) and what we check
 * ({@link io.github.dcisdk.auth.InboundAuthentication}). Proof of who wrote a message is the signature's matter, in
 * {@code io.github.dcisdk.security}.
 */
@NullMarked
package io.github.dcisdk.auth;

import org.jspecify.annotations.NullMarked;
