package io.github.dcisdk.security;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonLimits;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A canonical form of JSON: one text for all spellings of the same value. Members stand in the order of their names' code
 * points, without white space; integers keep their digits; other numbers are written with the shortest digits. How strings
 * and these numbers look depends on the dialect; {@link #write(JsonSlice)} is the form that the default signature hashes.
 * {@code docs/signing.md} has the rules.
 *
 * <p>Made in one pass over the tokens, without a tree. An object whose members are not yet in order is put in order in
 * the output when it ends.
 */
public final class CanonicalJson {
    /** How often, on average, a byte may be moved while objects are sorted. Ends nesting made to cost time. */
    private static final int MAX_MOVES = 64;

    private static final Comparator<Member> BY_NAME = (one, other) -> compare(one.name(), other.name());

    private final JsonParser in;
    private final JsonSlice source;
    private final JsonBuffer out;
    private final JsonBuffer sorted = new JsonBuffer(256);
    /** The members of all objects that are open, innermost last. */
    private final List<Member> members = new ArrayList<>();

    private final JsonStyle style;
    private long movesLeft;

    private CanonicalJson(JsonParser in, JsonSlice source, JsonStyle style) {
        this.in = in;
        this.source = source;
        this.style = style;
        this.out = new JsonBuffer(source.length() + 64);
        this.movesLeft = (long) MAX_MOVES * (source.length() + 64);
    }

    private record Member(String name, int start, int end) {}

    /**
     * Writes the canonical form of a JSON value that the default signature hashes: all but printable ASCII is escaped, and
     * numbers are in Python's form. Expects text that {@link io.github.dcisdk.json.MessageSlicer} has looked through, or
     * that this side wrote.
     *
     * @param json the JSON text
     * @return the canonical form, in ASCII
     * @throws MalformedMessageException if the text is not one JSON value, is beyond {@link JsonLimits}, repeats a
     *     member, holds half of a surrogate pair, or holds a number that no finite {@code double} is near to
     */
    public static byte[] write(JsonSlice json) {
        return write(json, JsonStyle.CPYTHON);
    }

    /** Writes the canonical form in the style of a library. */
    static byte[] write(JsonSlice json, JsonStyle style) {
        try (JsonParser in = JsonLimits.factory().createParser(json.array(), json.offset(), json.length())) {
            if (in.nextToken() == null) {
                throw malformed(Rule.SYNTAX, "the JSON text is empty");
            }
            CanonicalJson canonical = new CanonicalJson(in, json, style);
            canonical.value();
            if (in.nextToken() != null) {
                throw malformed(Rule.TRAILING_CONTENT, "something follows the JSON value");
            }
            return canonical.out.toByteArray();
        } catch (IOException e) {
            throw malformed(e);
        } catch (IllegalStateException e) {
            throw namesBeyondLimit();
        }
    }

    /** The members of one object as they stand in its bytes, in their order. */
    static Map<String, JsonSlice> members(JsonSlice object) {
        Map<String, JsonSlice> members = new LinkedHashMap<>();
        try (JsonParser in = JsonLimits.factory().createParser(object.array(), object.offset(), object.length())) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw malformed(Rule.WRONG_TYPE, "a JSON object is expected");
            }
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String name = in.currentName();
                in.nextToken();
                int start = (int) in.currentTokenLocation().getByteOffset();
                in.skipChildren();
                in.finishToken();
                int end = (int) in.currentLocation().getByteOffset();
                JsonSlice value = JsonSlice.of(object.array(), object.offset() + start, end - start);
                if (members.put(name, value) != null) {
                    throw duplicate();
                }
            }
            return members;
        } catch (IOException e) {
            throw malformed(e);
        } catch (IllegalStateException e) {
            throw namesBeyondLimit();
        }
    }

    /** The characters of a member that {@link #members} found, if it is a string. */
    static Optional<String> text(JsonSlice value) {
        return value.array()[value.offset()] == '"' ? Json.parse(value).asString() : Optional.empty();
    }

    private void value() throws IOException {
        switch (in.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> string();
            case VALUE_NUMBER_INT -> {
                String literal = in.getText();
                out.write(literal.equals("-0") ? "0" : literal);
            }
            case VALUE_NUMBER_FLOAT -> number(in.getText());
            case VALUE_TRUE -> out.write("true");
            case VALUE_FALSE -> out.write("false");
            case VALUE_NULL -> out.write("null");
            default -> throw malformed(Rule.SYNTAX, "no JSON value is there");
        }
    }

    private void array() throws IOException {
        out.write('[');
        boolean first = true;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (!first) {
                out.write(',');
            }
            first = false;
            value();
        }
        out.write(']');
    }

    private void object() throws IOException {
        int outer = members.size();
        out.write('{');
        int start = out.size();
        boolean inOrder = true;
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            if (members.size() > outer) {
                out.write(',');
                inOrder &= compare(members.get(members.size() - 1).name(), name) < 0;
            }
            int memberStart = out.size();
            if (!out.writePlainString(name)) {
                string(name.toCharArray(), 0, name.length());
            }
            out.write(':');
            in.nextToken();
            value();
            members.add(new Member(name, memberStart, out.size()));
        }
        List<Member> own = members.subList(outer, members.size());
        if (!inOrder) {
            sort(own, start);
        }
        own.clear();
        out.write('}');
    }

    private void sort(List<Member> own, int start) {
        movesLeft -= out.size() - start;
        if (movesLeft < 0) {
            throw malformed(Rule.LIMIT, "objects are nested too deeply for their size");
        }
        own.sort(BY_NAME);
        sorted.clear();
        String previous = null;
        for (Member member : own) {
            if (member.name().equals(previous)) {
                throw duplicate();
            }
            if (previous != null) {
                sorted.write(',');
            }
            sorted.write(out, member.start(), member.end());
            previous = member.name();
        }
        out.overwrite(start, sorted);
    }

    /** What needs no escape is copied, so that the parser need not even decode it. */
    private void string() throws IOException {
        int start = source.offset() + (int) in.currentTokenLocation().getByteOffset();
        if (!out.writePlainString(source.array(), start, source.offset() + source.length())) {
            string(in.getTextCharacters(), in.getTextOffset(), in.getTextLength());
        }
    }

    private void string(char[] text, int offset, int length) {
        if (!out.writeString(text, offset, length, style.isAsciiOnly())) {
            throw malformed(Rule.UNPAIRED_SURROGATE, "a string holds half of a surrogate pair");
        }
    }

    private void number(String literal) {
        double value = Double.parseDouble(literal);
        if (Double.isInfinite(value)) {
            throw malformed(Rule.LIMIT, "a number is too large for the canonical form");
        }
        out.write(DoubleText.of(value, style));
    }

    /** Orders by code point, where {@link String#compareTo} orders by UTF-16 unit. */
    private static int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                return rank(a) - rank(b);
            }
        }
        return one.length() - other.length();
    }

    /** Surrogates stand for code points beyond U+FFFF, and so rank behind all other units. */
    private static int rank(char unit) {
        return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
    }

    private static MalformedMessageException malformed(IOException cause) {
        return cause instanceof StreamConstraintsException
                ? malformed(Rule.LIMIT, "the JSON text is beyond a limit on nesting or length")
                : malformed(Rule.SYNTAX, "the text is not well-formed JSON");
    }

    private static MalformedMessageException duplicate() {
        return malformed(Rule.DUPLICATE_MEMBER, "a member stands twice in one object");
    }

    /** What Jackson throws when names are made to collide in its symbol table. */
    private static MalformedMessageException namesBeyondLimit() {
        return malformed(Rule.LIMIT, "the member names are beyond a limit");
    }

    private static MalformedMessageException malformed(Rule rule, String detail) {
        return new MalformedMessageException(ErrorCode.MALFORMED, rule.id(), "", detail, CallContext.none(), null);
    }
}
