package io.github.dcisdk.security;

import java.util.Arrays;

/** Growing JSON text in UTF-8 that can be reordered in place. Not thread-safe. */
final class JsonBuffer {
    private static final String HEX = "0123456789abcdef";
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    private byte[] bytes;
    private int size;

    JsonBuffer(int capacity) {
        this.bytes = new byte[capacity];
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    void write(char ascii) {
        reserve(1);
        bytes[size++] = (byte) ascii;
    }

    void write(String ascii) {
        reserve(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            bytes[size++] = (byte) ascii.charAt(i);
        }
    }

    void write(JsonBuffer source, int start, int end) {
        reserve(end - start);
        System.arraycopy(source.bytes, start, bytes, size, end - start);
        size += end - start;
    }

    /** Puts other text over what stands from {@code start} on; it must not be longer. */
    void overwrite(int start, JsonBuffer text) {
        System.arraycopy(text.bytes, 0, bytes, start, text.size);
    }

    /**
     * Copies a JSON string that stands in other text, from its first quotation mark on; gives false, and writes nothing, if
     * anything in it may have to be written in another way.
     */
    boolean writePlainString(byte[] text, int start, int limit) {
        int end = start + 1;
        while (end < limit && isPlain(text[end])) {
            end++;
        }
        if (end >= limit || text[end] != '"' || text[start] != '"') {
            return false;
        }
        int length = end + 1 - start;
        reserve(length);
        System.arraycopy(text, start, bytes, size, length);
        size += length;
        return true;
    }

    /** Writes text as a JSON string; gives false, and writes nothing, if anything in it needs an escape. */
    boolean writePlainString(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x7f || !isPlain((byte) c)) {
                return false;
            }
        }
        write('"');
        write(text);
        write('"');
        return true;
    }

    private static boolean isPlain(byte c) {
        return c >= 0x20 && c != 0x7f && c != '"' && c != '\\';
    }

    /** Writes a JSON string; gives false, in the middle of it, at half a surrogate pair. */
    boolean writeString(char[] text, int offset, int length, boolean asciiOnly) {
        reserve(length + 2);
        bytes[size++] = '"';
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            char c = text[i];
            if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\') {
                reserve(1);
                bytes[size++] = (byte) c;
            } else if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c) || i + 1 == end || !Character.isLowSurrogate(text[i + 1])) {
                    return false;
                }
                char low = text[++i];
                if (asciiOnly) {
                    unicodeEscape(c);
                    unicodeEscape(low);
                } else {
                    utf8(Character.toCodePoint(c, low));
                }
            } else if (c >= 0x7f && !asciiOnly) {
                utf8(c);
            } else {
                escape(c);
            }
        }
        write('"');
        return true;
    }

    private void escape(char c) {
        switch (c) {
            case '"', '\\' -> shortEscape(c);
            case '\b' -> shortEscape('b');
            case '\t' -> shortEscape('t');
            case '\n' -> shortEscape('n');
            case '\f' -> shortEscape('f');
            case '\r' -> shortEscape('r');
            default -> unicodeEscape(c);
        }
    }

    private void shortEscape(char c) {
        write('\\');
        write(c);
    }

    private void unicodeEscape(char c) {
        reserve(6);
        bytes[size++] = '\\';
        bytes[size++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[size++] = (byte) HEX.charAt((c >> shift) & 0xf);
        }
    }

    private void utf8(int codePoint) {
        reserve(4);
        if (codePoint < 0x80) {
            bytes[size++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            bytes[size++] = (byte) (0xc0 | (codePoint >> 6));
            continuation(codePoint);
        } else if (codePoint < 0x10000) {
            bytes[size++] = (byte) (0xe0 | (codePoint >> 12));
            continuation(codePoint >> 6);
            continuation(codePoint);
        } else {
            bytes[size++] = (byte) (0xf0 | (codePoint >> 18));
            continuation(codePoint >> 12);
            continuation(codePoint >> 6);
            continuation(codePoint);
        }
    }

    private void continuation(int bits) {
        bytes[size++] = (byte) (0x80 | (bits & 0x3f));
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), (int) Math.min(2L * size, MAX_ARRAY)));
        }
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }
}
