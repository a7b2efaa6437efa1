package io.github.dcisdk.json;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

/**
 * A part of a received or assembled body: the bytes of one JSON value, exactly as they are on the wire. The array is
 * shared, not copied; nobody may change it. {@link #toString()} shows the length only.
 */
public final class JsonSlice {
    private final byte[] array;
    private final int offset;
    private final int length;

    private JsonSlice(byte[] array, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /**
     * A slice of an array.
     *
     * @param array the bytes; shared, and not to be changed from now on
     * @param offset the first byte
     * @param length how many bytes
     * @return the slice
     * @throws IndexOutOfBoundsException if the range does not lie within the array
     */
    public static JsonSlice of(byte[] array, int offset, int length) {
        return new JsonSlice(array, offset, length);
    }

    /**
     * A whole array as a slice.
     *
     * @param array the bytes; shared, and not to be changed from now on
     * @return the slice
     */
    public static JsonSlice of(byte[] array) {
        return new JsonSlice(array, 0, array.length);
    }

    /**
     * The array that holds the bytes, for readers that take a range.
     *
     * @return the shared array, not to be changed
     */
    public byte[] array() {
        return array;
    }

    /**
     * Where the slice begins in {@link #array()}.
     *
     * @return the index of the first byte
     */
    public int offset() {
        return offset;
    }

    /**
     * How long the slice is.
     *
     * @return the number of bytes
     */
    public int length() {
        return length;
    }

    /**
     * The bytes alone.
     *
     * @return a copy
     */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /**
     * The bytes as a stream.
     *
     * @return a new stream over the slice, without a copy
     */
    public InputStream newInputStream() {
        return new ByteArrayInputStream(array, offset, length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonSlice that
                && Arrays.equals(array, offset, offset + length, that.array, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toByteArray());
    }

    @Override
    public String toString() {
        return "JsonSlice[" + length + " bytes]";
    }
}
