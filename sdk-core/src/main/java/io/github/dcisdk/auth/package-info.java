/**
 * Who may call, on the level of HTTP: what we send ({@link io.github.dcisdk.auth.Authentication}, such as {@link
 * io.github.dcisdk.auth.OAuth2}) and what we check ({@link io.github.dcisdk.auth.InboundAuthentication}, such as {@link
 * io.github.dcisdk.auth.JwtTokens} or {@link io.github.dcisdk.auth.ClientCertificates}). Proof of who wrote a message is the signature's matter, in {@code
 * io.github.dcisdk.security}. Start with {@code docs/tokens.md}.
 */
@NullMarked
package io.github.dcisdk.auth;

import org.jspecify.annotations.NullMarked;
