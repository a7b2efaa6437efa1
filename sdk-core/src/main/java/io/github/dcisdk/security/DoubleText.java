package io.github.dcisdk.security;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Writes a {@code double} as libraries of Python do: the shortest digits that read back as the same number, an exponent for
 * small and large ones, {@code .0} behind a whole number.
 */
final class DoubleText {
    private DoubleText() {}

    /** The text for a finite number. */
    static String of(double value, JsonStyle style) {
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        // Double.toString of JDK 17 does not give the shortest digits (2e23); Jackson's algorithm does.
        String text = NumberOutput.toString(Math.abs(value), true);
        int e = text.indexOf('E');
        int dot = text.indexOf('.');
        String whole = text.substring(0, dot);
        String all = whole + text.substring(dot + 1, e < 0 ? text.length() : e);
        int leading = 0;
        while (all.charAt(leading) == '0') {
            leading++;
        }
        int end = all.length();
        while (all.charAt(end - 1) == '0') {
            end--;
        }
        String digits = all.substring(leading, end);
        // The value is 0.digits times ten to the power of point.
        int point = whole.length() - leading + (e < 0 ? 0 : Integer.parseInt(text.substring(e + 1)));
        if (digits.length() == 2 && Math.abs(value) < Double.MIN_NORMAL) {
            // Java's rule asks for two digits at least: 4.9E-324, where one digit is enough.
            BigDecimal one = new BigDecimal(Math.abs(value)).round(new MathContext(1, RoundingMode.HALF_EVEN));
            if (one.doubleValue() == Math.abs(value)) {
                digits = one.unscaledValue().toString();
                point = digits.length() - one.scale();
            }
        }
        return (value < 0 ? "-" : "") + layOut(digits, point, style);
    }

    private static String layOut(String digits, int point, JsonStyle style) {
        int length = digits.length();
        if (style.hasExponent(point)) {
            String fraction = length == 1 ? "" : "." + digits.substring(1);
            return digits.charAt(0) + fraction + "e" + style.exponent(point - 1);
        } else if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        } else if (point >= length) {
            return digits + "0".repeat(point - length) + ".0";
        }
        return digits.substring(0, point) + "." + digits.substring(point);
    }
}
