package io.github.dcisdk.security;

import java.nio.charset.StandardCharsets;

/**
 * Who encrypts and for whom, as a key agreement binds it (RFC 7518 section 4.6.1): PartyUInfo and PartyVInfo.
 *
 * @param sender the text that stands for the sender; empty if none does
 * @param receiver the text that stands for the receiver; empty if none does
 */
record Parties(String sender, String receiver) {
    static final Parties NONE = new Parties("", "");

    byte[] senderBytes() {
        return sender.getBytes(StandardCharsets.UTF_8);
    }

    byte[] receiverBytes() {
        return receiver.getBytes(StandardCharsets.UTF_8);
    }
}
