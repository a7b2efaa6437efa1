package io.github.dcisdk.examples.anatomy;

import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.json.MessageSlicer;
import io.github.dcisdk.security.SignatureCheck;
import io.github.dcisdk.security.SignatureVerifier;
import io.github.dcisdk.security.TrustStore;
import io.github.dcisdk.security.TrustedSender;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Why a message is believed or not, in words. A sender is never told this; it is for the side that checks. */
final class Explanation {
    private Explanation() {}

    static String of(byte[] body, TrustedSender sender, Instant now) {
        SignatureVerifier verifier =
                new SignatureVerifier(TrustStore.of(sender), List.of(), Clock.fixed(now, ZoneOffset.UTC));
        try {
            SignatureCheck check = verifier.check(MessageSlicer.slice(body));
            if (check instanceof SignatureCheck.Verified verified) {
                return "believed, signed with " + verified.content().key().keyId();
            } else if (check instanceof SignatureCheck.Failed failed) {
                return "refused, " + failed.reason().meaning();
            }
            return "refused, the signature was right and its time is over";
        } catch (MalformedMessageException e) {
            return "refused, " + e.detail();
        }
    }
}
