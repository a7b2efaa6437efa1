package io.github.dcisdk.auth;

import java.util.Optional;
import java.util.regex.Pattern;

/** A fixed bearer token (RFC 6750). Immutable; {@link #toString()} hides the token. */
public final class BearerToken implements Authentication {
    private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private final String token;

    private BearerToken(String token) {
        this.token = token;
    }

    /**
     * A token that the peer issued to us.
     *
     * @param token the token, without {@code Bearer}
     * @return the authentication
     * @throws IllegalArgumentException if the token is blank or holds characters that RFC 6750 section 2.1 does not allow
     */
    public static BearerToken of(String token) {
        return new BearerToken(requireSyntax(token));
    }

    /** The one check of what we send and what we issue. The message never repeats the token. */
    static String requireSyntax(String token) {
        if (!SYNTAX.matcher(token).matches()) {
            throw new IllegalArgumentException(
                    "a bearer token is not blank and holds only letters, digits and -._~+/ with = at the end"
                            + " (RFC 6750 section 2.1); give it without the word Bearer");
        }
        return token;
    }

    @Override
    public Optional<String> authorization() {
        return Optional.of("Bearer " + token);
    }

    @Override
    public String toString() {
        return "BearerToken[redacted]";
    }
}
