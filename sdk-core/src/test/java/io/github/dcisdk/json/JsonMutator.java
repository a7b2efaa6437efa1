package io.github.dcisdk.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Spoils JSON documents the way careless senders and attackers do: members dropped, repeated, renamed, of another type,
 * nested, texts cut, in other encodings, with bytes that belong nowhere. The same seed and document give the same result.
 */
public final class JsonMutator {
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "-0",
            "1",
            "7",
            "-1",
            "1.0",
            "1.50",
            "1e2",
            "1E+400",
            "1e99999999999",
            "1e-7",
            "12345678901234567890123",
            "\"\"",
            "\" \"",
            "\"1\"",
            "\"true\"",
            "\"02.05.2024\"",
            "\"1980-04-12T00:00\"",
            "\"1980-04-12T00:00.5\"",
            "\"አልማዝ\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud800\"",
            "\"\\u0000\\n\"",
            "\"😀\"",
            "{}",
            "[]",
            "[null]",
            "[{}]",
            "[[]]",
            "[1,\"2\"]",
            "{\"a\":1}",
            "{\"\":{}}",
            "[[[\"x\"]]]",
            "{\"person\":{}}");
    private static final List<String> GARBAGE = List.of(
            ",",
            ":",
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            "/**/",
            "NaN",
            "\u00a0",
            "\ud83d\ude00",
            "\u0000",
            "x",
            "00",
            "\\u");
    private static final List<Charset> CHARSETS = List.of(
            UTF_16BE,
            UTF_16LE,
            Charset.forName("UTF-32BE"),
            Charset.forName("UTF-32LE"),
            ISO_8859_1,
            Charset.forName("UTF-16"));
    private static final int DEEPEST = 300;
    private static final int KINDS = 16;

    private final SplittableRandom random;

    /** A mutator whose choices all follow from a seed. */
    public JsonMutator(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Spoils a document in one to four places; the document itself stays as it is. */
    public byte[] mutate(byte[] document) {
        byte[] spoilt = document;
        for (int i = random.nextInt(4); i >= 0; i--) {
            spoilt = spoil(spoilt);
        }
        return spoilt;
    }

    private byte[] spoil(byte[] text) {
        Places places = new Places(text);
        if (places.members.isEmpty()) {
            return spoilBytes(text);
        }
        Span member = pick(places.members);
        Span value = pick(places.values);
        return switch (random.nextInt(KINDS)) {
            case 0, 1 -> drop(text, member);
            case 2 -> splice(text, member.end, member.end, "," + member.in(text));
            case 3 -> splice(text, member.end, member.end, "," + respelt(member.in(text)));
            case 4, 5, 6, 7 -> splice(text, value.start, value.end, pick(VALUES));
            case 8 -> splice(text, value.start, value.end, nested(value.in(text)));
            case 9 -> splice(text, value.start, value.end, pick(places.values).in(text));
            case 10 ->
                splice(text, member.start + 1, member.start + 1, pick(List.of("spdci:", ":", "x", "\\u0061", " ")));
            case 11 ->
                splice(text, member.end, member.end, ",\"" + pick(GARBAGE).replace("\"", "q") + "\":" + pick(VALUES));
            case 12 -> splice(text, text.length, text.length, pick(List.of(" ", "{}", "x", "\n", "]")));
            default -> spoilBytes(text);
        };
    }

    private byte[] spoilBytes(byte[] text) {
        int at = random.nextInt(text.length + 1);
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(text, at);
            case 1 -> new String(text, UTF_8).getBytes(pick(CHARSETS));
            case 2 -> splice(text, 0, 0, "\ufeff");
            case 3 -> splice(text, at, at, pick(GARBAGE));
            default -> {
                byte[] changed = text.clone();
                for (int i = random.nextInt(4); i >= 0 && changed.length > 0; i--) {
                    changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
                }
                yield changed;
            }
        };
    }

    private static byte[] drop(byte[] text, Span member) {
        int end = member.end;
        if (end < text.length && text[end] == ',') {
            return splice(text, member.start, end + 1, "");
        }
        int start = member.start > 0 && text[member.start - 1] == ',' ? member.start - 1 : member.start;
        return splice(text, start, end, "");
    }

    /** The same member with the first letter of its name escaped, and perhaps another value. */
    private String respelt(String member) {
        if (member.length() < 2 || member.charAt(1) == '\\' || member.charAt(1) == '"') {
            return member;
        }
        String name = "\"\\u%04x".formatted((int) member.charAt(1)) + member.substring(2);
        int colon = name.indexOf(':');
        return colon > 0 && random.nextBoolean() ? name.substring(0, colon + 1) + pick(VALUES) : name;
    }

    private String nested(String value) {
        int levels = random.nextInt(10) == 0 ? random.nextInt(DEEPEST) : 1;
        String[] frame = pick(List.of("[#]", "{\"person\":#}", "{\"a\":#}", "[#,#]", "{\"within\":[#]}"))
                .split("#", -1);
        String inner = value;
        if (frame.length > 2) {
            return frame[0] + value + frame[1] + value + frame[2];
        }
        return frame[0].repeat(levels) + inner + frame[1].repeat(levels);
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static byte[] splice(byte[] text, int start, int end, String replacement) {
        byte[] between = replacement.getBytes(UTF_8);
        byte[] result = Arrays.copyOf(text, start + between.length + text.length - end);
        System.arraycopy(between, 0, result, start, between.length);
        System.arraycopy(text, end, result, start + between.length, text.length - end);
        return result;
    }

    private record Span(int start, int end) {
        String in(byte[] text) {
            return new String(text, start, end - start, UTF_8);
        }
    }

    /** Where values and members stand; of text that is spoilt already, as far as it can be told. */
    private static final class Places {
        private final byte[] text;
        private final List<Span> values = new ArrayList<>();
        private final List<Span> members = new ArrayList<>();
        private final Deque<Integer> starts = new ArrayDeque<>();
        private final Deque<Integer> names = new ArrayDeque<>();

        Places(byte[] text) {
            this.text = text;
            int at = 0;
            while (at < text.length) {
                at = step(at);
            }
        }

        private int step(int at) {
            byte b = text[at];
            if (b == '{' || b == '[') {
                starts.push(at);
                names.push(-1);
                return at + 1;
            } else if (b == '}' || b == ']') {
                if (!starts.isEmpty()) {
                    names.pop();
                    value(starts.pop(), at + 1);
                }
                return at + 1;
            } else if (b == '"') {
                int end = string(at);
                if (end < text.length && text[end] == ':' && !names.isEmpty()) {
                    names.pop();
                    names.push(at);
                } else {
                    value(at, end);
                }
                return end;
            } else if (b == ',' || b == ':' || b <= ' ') {
                return at + 1;
            }
            int end = at + 1;
            while (end < text.length && ",:]}[{\" \n".indexOf(text[end]) < 0) {
                end++;
            }
            value(at, end);
            return end;
        }

        private int string(int start) {
            int at = start + 1;
            while (at < text.length && text[at] != '"') {
                at += text[at] == '\\' ? 2 : 1;
            }
            return Math.min(at + 1, text.length);
        }

        private void value(int start, int end) {
            values.add(new Span(start, end));
            if (!names.isEmpty() && names.peek() >= 0) {
                members.add(new Span(names.pop(), end));
                names.push(-1);
            }
        }
    }
}
