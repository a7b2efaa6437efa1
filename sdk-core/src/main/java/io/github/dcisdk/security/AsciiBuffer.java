package io.github.dcisdk.security;

import java.util.Arrays;

/** Growing ASCII text that can be reordered in place. Not thread-safe. */
final class AsciiBuffer {
    private static final String HEX = "0123456789abcdef";
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    private byte[] bytes;
    private int size;

    AsciiBuffer(int capacity) {
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

    void write(AsciiBuffer source, int start, int end) {
        reserve(end - start);
        System.arraycopy(source.bytes, start, bytes, size, end - start);
        size += end - start;
    }

    /** Puts other text over what stands from {@code start} on; it must not be longer. */
    void overwrite(int start, AsciiBuffer text) {
        System.arraycopy(text.bytes, 0, bytes, start, text.size);
    }

    /** Writes a JSON string; gives false, in the middle of it, at half a surrogate pair. */
    boolean writeString(char[] text, int offset, int length) {
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
                unicodeEscape(c);
                unicodeEscape(text[++i]);
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

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), (int) Math.min(2L * size, MAX_ARRAY)));
        }
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }
}
