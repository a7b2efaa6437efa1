package io.github.dcisdk.auth;

import io.github.dcisdk.transport.Authorization;
import io.github.dcisdk.transport.HttpTransport;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;

/** A fixed bearer token (RFC 6750). Immutable; {@link #toString()} hides the token. */
public final class BearerToken implements Authentication {
    private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private final String header;

    private BearerToken(String header) {
        this.header = header;
    }

    /**
     * A token that the peer issued to us.
     *
     * @param token the token, without {@code Bearer}
     * @return the authentication
     * @throws IllegalArgumentException if the token is blank or holds characters that RFC 6750 section 2.1 does not allow
     */
    public static BearerToken of(String token) {
        return new BearerToken("Bearer " + requireSyntax(token));
    }

    /**
     * A token that the peer wants to see alone in the header, without the word {@code Bearer}, as systems of the
     * G2P-Connect kind do.
     *
     * @param token the token
     * @return the authentication
     * @throws IllegalArgumentException if the token is blank or holds characters that RFC 6750 section 2.1 does not allow
     */
    public static BearerToken withoutBearer(String token) {
        return new BearerToken(requireSyntax(token));
    }

    /** The one check of what we send and what we issue. The message never repeats the token. */
    static String requireSyntax(String token) {
        if (!isToken(token)) {
            throw new IllegalArgumentException(
                    "a bearer token is not blank and holds only letters, digits and -._~+/ with = at the end"
                            + " (RFC 6750 section 2.1); give it without the word Bearer");
        }
        return token;
    }

    static boolean isToken(String token) {
        return SYNTAX.matcher(token).matches();
    }

    @Override
    public Authorization bind(HttpTransport transport, Clock clock, String peerId) {
        return () -> Optional.of(header);
    }

    @Override
    public String toString() {
        return "BearerToken[redacted]";
    }
}
