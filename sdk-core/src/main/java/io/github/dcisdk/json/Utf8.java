package io.github.dcisdk.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Whether bytes are the UTF-8 that RFC 8259 section 8.1 asks for. Jackson alone would take UTF-16, a byte order mark and
 * some ill-formed sequences, which other readers refuse or replace.
 */
final class Utf8 {
    private Utf8() {}

    /** Well-formed, without a byte order mark, and without NUL bytes, by which UTF-16 and UTF-32 would show. */
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
        for (int i = start; i < end; i++) {
            if (body[i] == 0) {
                return false;
            }
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(body, start, text.length());
        CharBuffer out = CharBuffer.allocate(Math.min(8_192, text.length() + 1));
        CoderResult result;
        do {
            out.clear();
            result = decoder.decode(in, out, true);
        } while (result.isOverflow());
        return !result.isError();
    }
}
