package io.github.dcisdk.error;

import java.util.regex.Pattern;

/**
 * Text from outside made safe for one line of a log or an error message. A peer chooses its identifiers freely, so
 * they may hold line breaks that forge log lines, or megabytes.
 */
public final class LogText {
    /** The longest text that is shown whole, in characters; the standard's identifiers end at 99. */
    public static final int MAX_LENGTH = 120;

    /** No spaces, and no five digits in a row, which could be somebody's number. */
    private static final Pattern CODE = Pattern.compile("(?:[A-Za-z._:-]|[0-9](?![0-9]{4})){1,64}");

    private LogText() {}

    /**
     * Replaces everything but printable ASCII by {@code ?} and cuts what is too long.
     *
     * @param text text from outside
     * @return at most {@link #MAX_LENGTH} printable characters, followed by {@code …} when it was cut
     */
    public static String safe(String text) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), MAX_LENGTH + 1));
        for (int i = 0; i < text.length() && i < MAX_LENGTH; i++) {
            char c = text.charAt(i);
            out.append(c >= 0x20 && c < 0x7f ? c : '?');
        }
        if (text.length() > MAX_LENGTH) {
            out.append('…');
        }
        return out.toString();
    }

    /**
     * A code that a peer chose, if it looks like one: letters, digits, {@code .}, {@code _}, {@code :} and {@code -}, at most
     * 64 and no five digits in a row. Some peers put free text there, and that may be about a person.
     *
     * @param code the code as received
     * @return the code, or words that say that it is not shown
     */
    public static String code(String code) {
        return CODE.matcher(code).matches() ? code : "a code that is not shown";
    }
}
