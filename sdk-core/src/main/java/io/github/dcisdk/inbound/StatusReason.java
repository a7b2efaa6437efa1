package io.github.dcisdk.inbound;

/** Explanations within the length that the standard allows for {@code status_reason_message} and {@code error.message}. */
public final class StatusReason {
    /** The longest explanation, in characters. */
    public static final int MAX_LENGTH = 999;

    private StatusReason() {}

    /**
     * Cuts an explanation that is too long.
     *
     * @param text the explanation
     * @return at most {@link #MAX_LENGTH} characters
     */
    public static String cut(String text) {
        if (text.length() <= MAX_LENGTH) {
            return text;
        }
        // A character beyond the basic plane takes two places and is not to be halved.
        int end = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
        return text.substring(0, end);
    }
}
