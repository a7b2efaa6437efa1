package io.github.dcisdk.security;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;

/** Random numbers and JSON texts, made draw by draw as {@code src/test/python/canonical_form.py} makes them. */
final class RandomJson {
    private static final String SHORT = "btnfr/\"\\";
    private static final String SHORT_MEANING = "\b\t\n\f\r/\"\\";

    private final SplitMix64 random;

    RandomJson(SplitMix64 random) {
        this.random = random;
    }

    double number() {
        return switch (random.below(4)) {
            case 0 -> Double.longBitsToDouble(random.next());
            case 1 -> {
                long bits = random.next();
                yield Double.longBitsToDouble(bits >>> (12 + random.below(52)));
            }
            case 2 -> {
                long exponent = (long) random.below(2047) << 52;
                yield Double.longBitsToDouble(exponent + random.below(5) - 2);
            }
            default -> {
                double dividend = random.below(1_000_000);
                yield dividend / Double.parseDouble("1e" + random.below(23));
            }
        };
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.below(10));
        }
        return digits.toString();
    }

    private String integer(int longest) {
        if (random.below(20) == 0) {
            return "0";
        }
        int first = 1 + random.below(9);
        return first + digits(random.below(longest));
    }

    /** A decimal exactly between two neighbouring doubles, or a little above. */
    private String halfway() {
        long exponent = (long) (1013 + random.below(60)) << 52;
        double low = Double.longBitsToDouble(exponent + (random.next() >>> 12));
        BigDecimal middle =
                new BigDecimal(low).add(new BigDecimal(Math.nextUp(low))).divide(BigDecimal.valueOf(2));
        String text = middle.stripTrailingZeros().toPlainString();
        return (text.contains(".") ? text : text + ".0") + (random.below(3) == 0 ? "1" : "");
    }

    String literal(int largestExponent) {
        String sign = random.below(4) == 0 ? "-" : "";
        switch (random.below(5)) {
            case 0 -> {
                return sign + integer(40);
            }
            case 1 -> {
                String whole = integer(20);
                return sign + whole + "." + digits(1 + random.below(20));
            }
            case 2 -> {
                String mantissa = integer(1);
                if (random.below(2) == 0) {
                    mantissa += "." + digits(1 + random.below(18));
                }
                String exponent = random.pick("e", "E") + random.pick("", "+", "-");
                return sign + mantissa + exponent + random.below(largestExponent);
            }
            case 3 -> {
                return sign + halfway();
            }
            default -> {
                String whole = integer(3);
                return sign + whole + "." + digits(2);
            }
        }
    }

    /** JSON text of a string without its quotes, and what it means. */
    private record Text(String json, String meaning) {}

    private Text string() {
        StringBuilder json = new StringBuilder();
        StringBuilder meaning = new StringBuilder();
        int length = random.below(12);
        for (int i = 0; i < length; i++) {
            int point;
            boolean raw;
            switch (random.below(8)) {
                case 0, 1, 2 -> {
                    point = 0x61 + random.below(26);
                    raw = random.below(8) > 0;
                }
                case 3 -> {
                    int name = random.below(SHORT.length());
                    json.append('\\').append(SHORT.charAt(name));
                    meaning.append(SHORT_MEANING.charAt(name));
                    continue;
                }
                case 4 -> {
                    point = random.below(0x20);
                    raw = false;
                }
                case 5 -> {
                    point = random.pick((int) '/', 0x7f, (int) ' ', (int) '~', 0x80, 0x2028, 0xe9);
                    raw = true;
                }
                case 6 -> {
                    // Both are drawn before one is chosen.
                    int below = 0xA0 + random.below(0xD800 - 0xA0);
                    int above = 0xE000 + random.below(0x1FFE);
                    point = random.pick(below, above);
                    raw = random.below(2) == 0;
                }
                default -> {
                    point = 0x10000 + random.below(0x100000);
                    raw = random.below(2) == 0;
                }
            }
            meaning.appendCodePoint(point);
            json.append(raw ? Character.toString(point) : escaped(point));
        }
        return new Text(json.toString(), meaning.toString());
    }

    private static String escaped(int point) {
        return point < 0x10000
                ? String.format("\\u%04X", point)
                : String.format(
                        "\\u%04x\\u%04x", (int) Character.highSurrogate(point), (int) Character.lowSurrogate(point));
    }

    private String space() {
        return random.pick("", "", "", " ", "\n", "\t\r");
    }

    private String value(int depth) {
        int kind = random.below(depth >= 6 ? 6 : 10);
        String text;
        if (kind == 0) {
            text = random.pick("null", "true", "false", "-0", "-0.0", "0", "0.0");
        } else if (kind <= 2) {
            text = literal(280);
        } else if (kind <= 5) {
            text = '"' + string().json() + '"';
        } else if (kind == 6) {
            StringBuilder items = new StringBuilder();
            int count = random.below(5);
            for (int i = 0; i < count; i++) {
                items.append(i == 0 ? "" : ",").append(value(depth + 1));
            }
            text = "[" + items + space() + "]";
        } else {
            text = document(depth);
        }
        return space() + text + space();
    }

    String document(int depth) {
        StringBuilder members = new StringBuilder();
        Set<String> names = new HashSet<>();
        int count = random.below(7);
        for (int i = 0; i < count; i++) {
            Text name = string();
            while (!names.add(name.meaning())) {
                name = new Text(name.json() + "x", name.meaning() + "x");
            }
            String before = space();
            String after = space();
            members.append(i == 0 ? "" : ",")
                    .append(before)
                    .append('"')
                    .append(name.json())
                    .append('"');
            members.append(after).append(':').append(value(depth + 1));
        }
        return "{" + space() + members + "}";
    }
}
