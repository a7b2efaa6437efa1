package io.github.dcisdk.security;

/** How a library of Python writes JSON with sorted members. They differ in strings and in numbers that are no integers. */
enum JsonStyle {
    /** The {@code json} of CPython: ASCII only, {@code 1e-05}, {@code 1e+16}. */
    CPYTHON(true, -4, 2, "+"),
    /** orjson as of late 2026: UTF-8, {@code 0.00001}, {@code 1e-6}, {@code 1e+16}. */
    ORJSON(false, -5, 1, "+"),
    /** orjson of earlier years, which wrote {@code 1e16}. */
    EARLIER_ORJSON(false, -5, 1, "");

    private final boolean asciiOnly;
    private final int smallestPoint;
    private final int exponentDigits;
    private final String plus;

    JsonStyle(boolean asciiOnly, int smallestPoint, int exponentDigits, String plus) {
        this.asciiOnly = asciiOnly;
        this.smallestPoint = smallestPoint;
        this.exponentDigits = exponentDigits;
        this.plus = plus;
    }

    /** Whether characters beyond ASCII, and U+007F, are escaped. */
    boolean isAsciiOnly() {
        return asciiOnly;
    }

    /** Whether a number 0.digits times ten to the power of {@code point} is written with an exponent. */
    boolean hasExponent(int point) {
        return point > 16 || point <= smallestPoint;
    }

    /** What follows the {@code e}. */
    String exponent(int exponent) {
        String digits = Integer.toString(Math.abs(exponent));
        String padding = "0".repeat(Math.max(0, exponentDigits - digits.length()));
        return (exponent < 0 ? "-" : plus) + padding + digits;
    }
}
