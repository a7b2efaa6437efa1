package io.github.dcisdk.auth;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.LogText;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.error.TokenException;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonNumber;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.transport.HttpAnswer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the answer of a token endpoint is read (RFC 6749 sections 5.1 and 5.2). Nothing of the answer but its error code
 * reaches an error or a log. Immutable.
 *
 * @param tokenMember the member that holds the token
 * @param bearer whether the word {@code Bearer} is put before it
 * @param defaultLifetime how long a token is good whose answer does not say so
 * @param secrets what we sent and must not show, should the answer repeat it
 */
record TokenAnswer(String tokenMember, boolean bearer, Duration defaultLifetime, List<String> secrets) {
    static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(5);
    /** Nobody's token is worth more; a larger number is a mistake, such as milliseconds. */
    static final Duration LONGEST_LIFETIME = Duration.ofDays(1);

    private static final int MAX_TOKEN_LENGTH = 16_384;
    private static final Duration LONGEST_MARGIN = Duration.ofSeconds(30);
    /** Every registered code looks like this. */
    private static final Pattern ERROR = Pattern.compile("[a-z][a-z_]{2,39}");

    TokenAnswer withTokenMember(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the member that holds the token has a name");
        }
        return new TokenAnswer(name, bearer, defaultLifetime, secrets);
    }

    TokenAnswer withoutBearer() {
        return new TokenAnswer(tokenMember, false, defaultLifetime, secrets);
    }

    TokenAnswer withDefaultLifetime(Duration lifetime) {
        if (lifetime.compareTo(Duration.ofSeconds(1)) < 0 || lifetime.compareTo(LONGEST_LIFETIME) > 0) {
            throw new IllegalArgumentException("the lifetime of a token: from one second to one day");
        }
        return new TokenAnswer(tokenMember, bearer, lifetime, secrets);
    }

    TokenSession.Token read(HttpAnswer answer, Instant asked, CallContext context) {
        int status = answer.status();
        Optional<JsonObject> body = body(answer);
        Optional<String> error = body.flatMap(members -> members.get("error")).flatMap(JsonValue::asString);
        if (!answer.isSuccessful() || error.isPresent()) {
            throw refused(status, error, context);
        }
        JsonObject members = body.orElseThrow(() -> unreadable(status, "the answer is not a JSON object", context));
        String token = members.get(tokenMember)
                .flatMap(JsonValue::asString)
                .orElseThrow(() -> unreadable(status, "it has no text in its member " + tokenMember, context));
        if (token.length() > MAX_TOKEN_LENGTH || !BearerToken.isToken(token)) {
            throw unreadable(
                    status, "the token is too long, or holds characters of which no token is made (RFC 6750)", context);
        }
        requireBearer(members, status, context);
        Duration lifetime = lifetime(members);
        return new TokenSession.Token(
                bearer ? "Bearer " + token : token, asked.plus(lifetime).minus(margin(lifetime)), asked.plus(lifetime));
    }

    private static Optional<JsonObject> body(HttpAnswer answer) {
        try {
            return Json.parse(answer.body()).asObject();
        } catch (MalformedMessageException e) {
            return Optional.empty();
        }
    }

    /** RFC 6749 section 7.1: a token of a kind that one does not know is not to be used. */
    private void requireBearer(JsonObject members, int status, CallContext context) {
        Optional<String> type = members.get("token_type").flatMap(JsonValue::asString);
        if (bearer && type.filter(name -> !name.equalsIgnoreCase("bearer")).isPresent()) {
            throw unreadable(status, "the token is of another type than bearer", context);
        }
    }

    /** Zero, negative or unreadable is as good as missing: a 401 puts it right when the guess is wrong. */
    private Duration lifetime(JsonObject members) {
        Optional<BigDecimal> seconds = members.get("expires_in").flatMap(TokenAnswer::number);
        if (seconds.filter(value -> value.signum() > 0).isEmpty()) {
            return defaultLifetime;
        }
        BigDecimal longest = BigDecimal.valueOf(LONGEST_LIFETIME.toSeconds());
        BigDecimal limited = seconds.get().min(longest).max(BigDecimal.ONE);
        return Duration.ofSeconds(limited.longValue());
    }

    private static Optional<BigDecimal> number(JsonValue value) {
        if (value instanceof JsonNumber number) {
            return number.toBigDecimal();
        }
        try {
            return value.asString().map(String::strip).map(JsonNumber::new).flatMap(JsonNumber::toBigDecimal);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Duration margin(Duration lifetime) {
        Duration fifth = lifetime.dividedBy(5);
        return fifth.compareTo(LONGEST_MARGIN) < 0 ? fifth : LONGEST_MARGIN;
    }

    private TokenException refused(int status, Optional<String> error, CallContext context) {
        Optional<String> code = error.filter(text -> ERROR.matcher(text).matches())
                .filter(text -> secrets.stream().noneMatch(secret -> text.contains(secret) || secret.contains(text)));
        String hint = status >= 300 && status < 400
                ? "; redirects are not followed, so the address must be the final one"
                : status == 404 || status == 405 ? "; check the address" : "";
        return new TokenException(
                ErrorCode.TOKEN_REFUSED,
                code.orElse(null),
                status,
                "token endpoint: HTTP status " + status
                        + code.map(text -> " with " + LogText.code(text)).orElse("") + hint,
                context,
                null);
    }

    private static TokenException unreadable(int status, String why, CallContext context) {
        return new TokenException(ErrorCode.TOKEN_UNREADABLE, null, status, "token endpoint: " + why, context, null);
    }

    @Override
    public String toString() {
        return "TokenAnswer[" + tokenMember + "]";
    }
}
