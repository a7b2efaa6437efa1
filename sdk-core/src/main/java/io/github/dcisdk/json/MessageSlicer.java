package io.github.dcisdk.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.MalformedMessageException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds {@code signature}, {@code header} and {@code message} in the bytes of a body, in one pass and without binding
 * anything, and notes every place that two JSON readers could read differently. What a signature covers and what the
 * application sees are both taken from these slices, so they cannot differ.
 *
 * <p>Names in the pointers of findings come from the body. A name that does not look like one of the standard's (a
 * letter, {@code @}, {@code :}, {@code $} or {@code _}, then up to 63 letters, digits and {@code @:$_.-}) is replaced by
 * {@code *}, because it may be data.
 */
public final class MessageSlicer {
    /** How many findings of each kind are kept for one body. */
    public static final int MAX_FINDINGS = 100;

    private static final String SIGNATURE = "signature";
    private static final String HEADER = "header";
    private static final String MESSAGE = "message";

    private final byte[] body;
    private final JsonParser in;
    private final Deque<Set<String>> namesByLevel = new ArrayDeque<>();
    private final List<Finding> ambiguities = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private @Nullable String signature;
    private @Nullable JsonSlice header;
    private @Nullable JsonSlice message;

    private MessageSlicer(byte[] body, JsonParser in) {
        this.body = body;
        this.in = in;
    }

    /**
     * Slices a body.
     *
     * @param body the bytes as received; shared with the result, and not to be changed from now on
     * @return the slices
     * @throws MalformedMessageException if the body is not UTF-8 without byte order mark, not well-formed JSON, beyond
     *     {@link JsonLimits}, not an object, or repeats {@code signature}, {@code header} or {@code message}
     */
    public static MessageSlices slice(byte[] body) {
        if (!Utf8.isClean(body)) {
            throw malformed(Rule.ENCODING, "the body is not UTF-8 without byte order mark");
        }
        try (JsonParser in = JsonLimits.factory().createParser(body)) {
            return new MessageSlicer(body, in).slice();
        } catch (IOException e) {
            throw Json.malformed(e, "");
        } catch (IllegalStateException e) {
            // Jackson's guard against names made to collide in its symbol table.
            throw malformed(Rule.LIMIT, "the member names of the body are beyond a limit");
        }
    }

    private MessageSlices slice() throws IOException {
        JsonToken first = in.nextToken();
        if (first == null) {
            throw malformed(Rule.SYNTAX, "the body is empty");
        }
        if (first != JsonToken.START_OBJECT) {
            throw new MalformedMessageException(
                    ErrorCode.NOT_UNDERSTOOD,
                    Rule.ENVELOPE.id(),
                    "",
                    "the body is JSON, but not an object",
                    CallContext.none(),
                    null);
        }
        Set<String> names = new HashSet<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            member(names);
        }
        checkEnd();
        return new MessageSlices(JsonSlice.of(body), signature, header, message, ambiguities, findings);
    }

    private void member(Set<String> names) throws IOException {
        String name = in.currentName();
        checkText(name.toCharArray(), 0, name.length());
        boolean repeated = !names.add(name);
        boolean part = name.equals(SIGNATURE) || name.equals(HEADER) || name.equals(MESSAGE);
        if (repeated && part) {
            throw new MalformedMessageException(
                    ErrorCode.MALFORMED,
                    Rule.DUPLICATE_MEMBER.id(),
                    "/" + name,
                    name + " stands twice in the envelope",
                    CallContext.none(),
                    null);
        } else if (repeated) {
            note(ambiguities, Rule.DUPLICATE_MEMBER);
        }
        JsonToken token = in.nextToken();
        switch (name) {
            case SIGNATURE -> signature = signature(token);
            case HEADER -> header = part(token);
            case MESSAGE -> message = part(token);
            default -> skip(token);
        }
    }

    private @Nullable String signature(JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            checkText(in.getTextCharacters(), in.getTextOffset(), in.getTextLength());
            String text = in.getText();
            if (!text.isBlank()) {
                return text;
            }
        }
        boolean empty = token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NULL;
        note(findings, empty ? Rule.EMPTY_FOR_ABSENT : Rule.WRONG_TYPE);
        skip(token);
        return null;
    }

    private @Nullable JsonSlice part(JsonToken token) throws IOException {
        if (token != JsonToken.START_OBJECT) {
            boolean empty = token == JsonToken.VALUE_NULL
                    || (token == JsonToken.VALUE_STRING && in.getText().isBlank());
            note(findings, empty ? Rule.EMPTY_FOR_ABSENT : Rule.WRONG_TYPE);
            skip(token);
            return null;
        }
        int start = (int) in.currentTokenLocation().getByteOffset();
        skip(token);
        int end = (int) in.currentLocation().getByteOffset();
        return JsonSlice.of(body, start, end - start);
    }

    /** Walks to the last token of the value at which the parser stands, looking at every name and string. */
    private void skip(JsonToken first) throws IOException {
        int depth = 0;
        JsonToken token = first;
        while (true) {
            switch (token) {
                case START_OBJECT -> {
                    depth++;
                    namesByLevel.push(new HashSet<>());
                }
                case START_ARRAY -> depth++;
                case END_OBJECT -> {
                    depth--;
                    namesByLevel.pop();
                }
                case END_ARRAY -> depth--;
                case FIELD_NAME -> {
                    String name = in.currentName();
                    checkText(name.toCharArray(), 0, name.length());
                    if (!namesByLevel.element().add(name)) {
                        note(ambiguities, Rule.DUPLICATE_MEMBER);
                    }
                }
                case VALUE_STRING -> checkText(in.getTextCharacters(), in.getTextOffset(), in.getTextLength());
                default -> {
                    // Numbers, truth values and null read the same everywhere.
                }
            }
            if (depth == 0) {
                return;
            }
            token = in.nextToken();
        }
    }

    private void checkEnd() {
        try {
            if (in.nextToken() != null) {
                note(ambiguities, Rule.TRAILING_CONTENT);
            }
        } catch (IOException e) {
            note(ambiguities, Rule.TRAILING_CONTENT);
        }
    }

    private void checkText(char[] text, int offset, int length) {
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            if (Character.isSurrogate(text[i])) {
                if (Character.isHighSurrogate(text[i]) && i + 1 < end && Character.isLowSurrogate(text[i + 1])) {
                    i++;
                } else {
                    note(ambiguities, Rule.UNPAIRED_SURROGATE);
                    return;
                }
            }
        }
    }

    private void note(List<Finding> list, Rule rule) {
        if (list.size() < MAX_FINDINGS) {
            list.add(new Finding(
                    safePointer(in.getParsingContext().pathAsPointer().toString()), rule));
        }
    }

    private static String safePointer(String pointer) {
        StringBuilder safe = new StringBuilder();
        for (String name : pointer.split("/", -1)) {
            if (!name.isEmpty()) {
                boolean shown = name.matches("[A-Za-z@:$_][A-Za-z0-9@:$_.-]{0,63}|[0-9]{1,9}");
                safe.append('/').append(shown ? name : "*");
            }
        }
        return safe.toString();
    }

    private static MalformedMessageException malformed(Rule rule, String detail) {
        return new MalformedMessageException(ErrorCode.MALFORMED, rule.id(), "", detail, CallContext.none(), null);
    }
}
