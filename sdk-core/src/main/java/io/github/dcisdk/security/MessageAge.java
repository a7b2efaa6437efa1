package io.github.dcisdk.security;

import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.JsonSlice;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long a signature is good that does not say so itself: {@code message_ts}, which it covers, tells when the message was
 * made.
 */
final class MessageAge {
    static final Duration LIFETIME = Duration.ofMinutes(5);
    static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private MessageAge() {}

    /** What a signature proves that fits the content. */
    static SignatureCheck check(
            TrustedSender sender, VerificationKey key, JsonSlice header, JsonSlice message, Instant now)
            throws Refused {
        Instant made = Optional.ofNullable(CanonicalJson.members(header).get("message_ts"))
                .flatMap(CanonicalJson::text)
                .flatMap(text -> DciDateTime.parse(text).toInstant())
                .orElseThrow(() -> new Refused(SignatureFailure.LIFETIME));
        if (made.isAfter(now) && Duration.between(now, made).compareTo(CLOCK_SKEW) > 0) {
            throw new Refused(SignatureFailure.NOT_YET_VALID);
        }
        Instant expires = made.plus(LIFETIME);
        VerifiedContent content = new VerifiedContent(sender.senderId(), key, header, message, expires);
        boolean over = now.isAfter(expires) && Duration.between(expires, now).compareTo(CLOCK_SKEW) > 0;
        return over ? new SignatureCheck.Expired(content) : new SignatureCheck.Verified(content);
    }
}
