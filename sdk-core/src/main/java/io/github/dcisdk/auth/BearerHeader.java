package io.github.dcisdk.auth;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The token in an {@code Authorization} header that we received (RFC 6750 section 2.1). */
final class BearerHeader {
    static final int MAX_TOKEN_LENGTH = 8_192;

    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +(\\S{1," + MAX_TOKEN_LENGTH + "})");

    private BearerHeader() {}

    /** Empty if there is none, or it is longer than anybody's tokens. */
    static Optional<String> token(@Nullable String authorization) {
        Matcher bearer = BEARER.matcher(authorization == null ? "" : authorization);
        return bearer.matches() ? Optional.of(bearer.group(1)) : Optional.empty();
    }
}
