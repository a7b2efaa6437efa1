package io.github.dcisdk.auth;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import io.github.dcisdk.security.VerificationKey;
import java.text.ParseException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JWT access tokens (RFC 7519, RFC 9068) of issuers that we believe. A token is good if one of its issuer's keys signed it,
 * with the one algorithm of that key ({@code EdDSA}, {@code ES256} or {@code RS256}); if it is for us, has an end, and the
 * time is right, give or take 60 s; and if its subject is a sender. What a token says about keys beyond {@code kid} is not
 * looked at. Tokens are at most 8192 characters long. The reason for a refusal is logged at DEBUG, without the token.
 * Immutable, thread-safe.
 */
public final class JwtTokens implements InboundAuthentication {
    private static final Logger LOG = LoggerFactory.getLogger(JwtTokens.class);
    private static final int MAX_SKEW_SECONDS = 60;
    /** A key source that gives more is not to make one token cost seconds. */
    private static final int MAX_KEYS = 10;
    /** The library would skip characters that do not belong to Base64url. */
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private static final Set<String> ACCESS_TOKEN = Set.of("at+jwt", "application/at+jwt");
    private static final Set<String> ANY_TOKEN = Set.of("at+jwt", "application/at+jwt", "jwt", "application/jwt", "");

    private final Map<String, JwtIssuer> issuers;
    private final Clock clock;

    private JwtTokens(Map<String, JwtIssuer> issuers, Clock clock) {
        this.issuers = Map.copyOf(issuers);
        this.clock = clock;
    }

    /**
     * Believes issuers, by the system's time.
     *
     * @param issuers one or more
     * @return the check
     * @throws IllegalArgumentException if there is none, two have the same name, or one has no subject that may call
     */
    public static JwtTokens of(JwtIssuer... issuers) {
        return of(Clock.systemUTC(), issuers);
    }

    /**
     * Believes issuers.
     *
     * @param clock the time by which tokens begin and end
     * @param issuers one or more
     * @return the check
     * @throws IllegalArgumentException if there is none, two have the same name, or one has no subject that may call
     */
    public static JwtTokens of(Clock clock, JwtIssuer... issuers) {
        if (issuers.length == 0) {
            throw new IllegalArgumentException("tokens of nobody: name at least one issuer");
        }
        Map<String, JwtIssuer> byName = new HashMap<>();
        for (JwtIssuer issuer : issuers) {
            if (!issuer.hasSenders()) {
                throw new IllegalArgumentException(issuer + " has no subject that may call: name them by sender(..)");
            }
            if (byName.putIfAbsent(issuer.issuer(), issuer) != null) {
                throw new IllegalArgumentException(issuer + " is there twice");
            }
        }
        return new JwtTokens(byName, Objects.requireNonNull(clock, "clock"));
    }

    /** Ends the check of a token; the text goes to the log. */
    private static final class BadTokenException extends Exception {
        private static final long serialVersionUID = 1L;

        BadTokenException(String reason) {
            super(reason, null, false, false);
        }
    }

    @Override
    public Caller check(@Nullable String authorization) {
        Optional<String> token = BearerHeader.token(authorization);
        if (token.isEmpty()) {
            return Caller.refused();
        }
        try {
            return caller(parsed(token.get()));
        } catch (BadTokenException e) {
            LOG.debug("token refused: {}", e.getMessage());
            return Caller.refused();
        }
    }

    private static SignedJWT parsed(String token) throws BadTokenException {
        if (!COMPACT.matcher(token).matches()) {
            throw new BadTokenException("not a signed JWT");
        }
        try {
            return SignedJWT.parse(token);
        } catch (ParseException | RuntimeException e) {
            // The library is not known to throw anything else, but what it reads here comes from strangers.
            throw new BadTokenException("not a signed JWT that can be read");
        }
    }

    private Caller caller(SignedJWT token) throws BadTokenException {
        JWTClaimsSet claims = claims(token);
        // Not proven yet: it only says with whose keys to prove it.
        JwtIssuer issuer = issuers.get(Objects.requireNonNullElse(claims.getIssuer(), ""));
        if (issuer == null) {
            throw new BadTokenException("of an issuer that is not known");
        }
        requireHeader(token.getHeader(), issuer);
        requireSignature(token, issuer);
        requireClaims(claims, issuer);
        String senderId = Optional.ofNullable(claims.getClaim(issuer.senderClaim()))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .flatMap(issuer::senderOf)
                .orElseThrow(() -> new BadTokenException("its subject is no sender that may call"));
        return Caller.admittedAs(senderId).onlyActions(issuer.actionScopes().allowed(scopes(claims)));
    }

    private static JWTClaimsSet claims(SignedJWT token) throws BadTokenException {
        try {
            return token.getJWTClaimsSet();
        } catch (ParseException | RuntimeException e) {
            throw new BadTokenException("its claims cannot be read");
        }
    }

    private static void requireHeader(JWSHeader header, JwtIssuer issuer) throws BadTokenException {
        String type = header.getType() == null ? "" : header.getType().getType().toLowerCase(Locale.ROOT);
        if (!(issuer.isOnlyAccessTokenType() ? ACCESS_TOKEN : ANY_TOKEN).contains(type)) {
            throw new BadTokenException("not an access token by its type");
        }
        // RFC 7515 section 4.1.11: nothing that could stand there is understood here.
        if (header.getCriticalParams() != null || !header.isBase64URLEncodePayload()) {
            throw new BadTokenException("with a critical header parameter");
        }
    }

    private static void requireSignature(SignedJWT token, JwtIssuer issuer) throws BadTokenException {
        JWSHeader header = token.getHeader();
        Collection<VerificationKey> found = issuer.keys().find(header.getKeyID());
        List<VerificationKey> keys = found.stream()
                // A key has one algorithm (RFC 8725 section 3.1), whatever a token says.
                .filter(key -> key.algorithm().isJoseName(header.getAlgorithm().getName()))
                .limit(MAX_KEYS)
                .toList();
        if (keys.isEmpty()) {
            throw new BadTokenException("no key of its issuer fits its kid and algorithm");
        }
        byte[] signature = token.getSignature().decode();
        if (keys.stream().noneMatch(key -> key.verifies(token.getSigningInput(), signature))) {
            throw new BadTokenException("its signature is wrong");
        }
    }

    private void requireClaims(JWTClaimsSet claims, JwtIssuer issuer) throws BadTokenException {
        DefaultJWTClaimsVerifier<SecurityContext> verifier =
                new DefaultJWTClaimsVerifier<>(
                        Set.of(issuer.audience()), new JWTClaimsSet.Builder().build(), Set.of(), null) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        verifier.setMaxClockSkew(MAX_SKEW_SECONDS);
        try {
            verifier.verify(claims, null);
        } catch (BadJWTException e) {
            throw new BadTokenException("for somebody else, expired, or not good yet");
        }
        // The library takes a claim that is null for one that is there.
        if (claims.getExpirationTime() == null) {
            throw new BadTokenException("without end");
        }
    }

    /** As RFC 9068 writes them, one text with spaces, or as some issuers do, a list. */
    private static Collection<String> scopes(JWTClaimsSet claims) {
        Object scope = claims.getClaim("scope");
        if (scope instanceof String text) {
            return Set.copyOf(Arrays.asList(text.split(" ", -1)));
        } else if (scope instanceof Collection<?> list) {
            return list.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .toList();
        }
        return List.of();
    }

    @Override
    public String toString() {
        return "JwtTokens" + issuers.values();
    }
}
