package io.github.dcisdk.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Whether bytes are the UTF-8 that RFC 8259 section 8.1 asks for. Jackson alone would take UTF-16, a byte order mark and
 * some ill-formed sequences, which other readers refuse or replace.
 */
final class Utf8 {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long ONES = 0x0101010101010101L;
    private static final long BACKSLASHES = ONES * '\\';

    private Utf8() {}

    /**
     * Well-formed (table 3-7 of the Unicode standard), without a byte order mark, and without NUL bytes, by which UTF-16 and
     * UTF-32 would show.
     */
    static boolean isClean(JsonSlice text) {
        byte[] body = text.array();
        int start = text.offset();
        int end = start + text.length();
        if (text.length() >= 3
                && body[start] == (byte) 0xEF
                && body[start + 1] == (byte) 0xBB
                && body[start + 2] == (byte) 0xBF) {
            return false;
        }
        int at = endOfPlainAscii(body, start, end);
        while (at < end) {
            int length = lengthOfCharacter(body, at, end);
            if (length == 0) {
                return false;
            }
            at = endOfPlainAscii(body, at + length, end);
        }
        return true;
    }

    /** Where the first byte stands that is NUL or not ASCII. */
    private static int endOfPlainAscii(byte[] body, int start, int end) {
        int at = start;
        while (end - at >= Long.BYTES) {
            long eight = (long) EIGHT_BYTES.get(body, at);
            if (((eight | zeroBytes(eight)) & HIGH_BITS) != 0) {
                break;
            }
            at += Long.BYTES;
        }
        while (at < end && body[at] > 0) {
            at++;
        }
        return at;
    }

    /** How many bytes the character has that begins here and is not ASCII; 0 if none does. */
    private static int lengthOfCharacter(byte[] body, int at, int end) {
        int lead = body[at] & 0xff;
        int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        if (length == 0 || end - at < length) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((body[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int second = body[at + 1] & 0xff;
        boolean tooLong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
        boolean surrogate = lead == 0xED && second >= 0xA0;
        boolean tooLarge = lead == 0xF4 && second >= 0x90;
        return tooLong || surrogate || tooLarge ? 0 : length;
    }

    /** The high bit of each byte that is zero, and perhaps of bytes above such a one. */
    private static long zeroBytes(long eight) {
        return (eight - ONES) & ~eight & HIGH_BITS;
    }

    /**
     * Whether a string in the text may hold half of a surrogate pair. Well-formed UTF-8 has none, so only an escape can
     * stand for one.
     */
    static boolean hasSurrogateEscapes(JsonSlice text) {
        byte[] body = text.array();
        int end = text.offset() + text.length();
        int at = text.offset();
        while (at < end) {
            if (end - at >= Long.BYTES && zeroBytes((long) EIGHT_BYTES.get(body, at) ^ BACKSLASHES) == 0) {
                at += Long.BYTES;
            } else if (body[at] == '\\' && end - at > 2 && body[at + 1] == 'u' && (body[at + 2] | 0x20) == 'd') {
                return true;
            } else {
                at++;
            }
        }
        return false;
    }
}
