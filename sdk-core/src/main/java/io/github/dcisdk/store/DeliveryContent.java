package io.github.dcisdk.store;

import io.github.dcisdk.json.Code;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.message.MsgCallbackHeader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery says, by which a repetition of it is recognised: {@code action}, {@code status} and {@code
 * status_reason_code} of the header and the message in clear. Whatever a sender renews when it sends again does not count:
 * signature, encryption, {@code message_ts}, and all else in the header.
 */
public final class DeliveryContent {
    private DeliveryContent() {}

    /**
     * Computes the digest of a content. Order of members, white space and the forms of numbers do not count.
     *
     * @param header the header; that of a request counts by its action alone
     * @param message the message as sent, or as decrypted
     * @return SHA-256 as 43 ASCII characters
     */
    public static String digest(MsgCallbackHeader header, JsonSlice message) {
        return new Fingerprint()
                .add(header.action().orElse(null))
                .add(text(header.status()))
                .add(text(header.statusReasonCode()))
                .add(message)
                .text();
    }

    private static @Nullable String text(Optional<? extends Code> code) {
        return code.map(Code::code).orElse(null);
    }
}
