package io.github.dcisdk.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.MalformedMessageException;
import java.io.IOException;
import java.nio.CharBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds {@code signature}, {@code header} and {@code message} in the bytes of a body, in one pass and without binding
 * anything, and notes every place that two JSON readers could read differently. What a signature covers and what the
 * application sees are both taken from these slices, so they cannot differ.
 *
 * <p>Names in the pointers of findings come from the body. A name that does not look like one of the standard's (a
 * lower-case letter, perhaps after {@code @}, {@code $} or {@code :}, then up to 63 letters, {@code _}, {@code :}, {@code
 * -} and digits, but no three digits in a row) is replaced by {@code *}, because it may be data.
 */
public final class MessageSlicer {
    /** How many findings of each kind are kept for one body. */
    public static final int MAX_FINDINGS = 100;

    private static final Pattern SHOWN_NAME = Pattern.compile("[@$:]?[a-z](?:[A-Za-z_:-]|[0-9](?![0-9]{2})){0,63}");
    private static final String SIGNATURE = "signature";
    private static final String HEADER = "header";
    private static final String MESSAGE = "message";
    private static final String CIPHERTEXT = "ciphertext";

    private final byte[] body;
    private final JsonParser in;
    private final boolean mayHoldHalfSurrogates;
    private final NamesByLevel names = new NamesByLevel();
    private final List<Finding> ambiguities = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private @Nullable String signature;
    private @Nullable JsonSlice header;
    private @Nullable JsonSlice message;
    private boolean encrypted;

    private MessageSlicer(byte[] body, JsonParser in) {
        this.body = body;
        this.in = in;
        this.mayHoldHalfSurrogates = Utf8.hasSurrogateEscapes(JsonSlice.of(body));
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
        if (!Utf8.isClean(JsonSlice.of(body))) {
            throw Json.malformed(Rule.ENCODING, "the body is not UTF-8 without byte order mark", "");
        }
        try (JsonParser in = JsonLimits.factory().createParser(body)) {
            return new MessageSlicer(body, in).slice();
        } catch (IOException | IllegalStateException e) {
            throw Json.malformed(e, "");
        }
    }

    private MessageSlices slice() throws IOException {
        JsonToken first = in.nextToken();
        if (first == null) {
            throw Json.malformed(Rule.SYNTAX, "the body is empty", "");
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
        int start = (int) in.currentTokenLocation().getByteOffset();
        names.enter();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            member();
        }
        JsonSlice document = slice(start);
        checkEnd();
        return new MessageSlices(
                JsonSlice.of(body), document, signature, header, message, encrypted, ambiguities, findings);
    }

    private void member() throws IOException {
        String name = in.currentName();
        checkText(name);
        boolean repeated = !names.add(name);
        boolean part = name.equals(SIGNATURE) || name.equals(HEADER) || name.equals(MESSAGE);
        if (repeated && part) {
            throw Json.malformed(Rule.DUPLICATE_MEMBER, name + " stands twice in the envelope", "/" + name);
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
            String text = in.getText();
            checkText(text);
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
        return slice(start);
    }

    /** From a first byte to the end of the token at which the parser stands. */
    private JsonSlice slice(int start) {
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
                    names.enter();
                }
                case START_ARRAY -> depth++;
                case END_OBJECT -> {
                    depth--;
                    names.leave();
                }
                case END_ARRAY -> depth--;
                case FIELD_NAME -> {
                    String name = in.currentName();
                    checkText(name);
                    if (!names.add(name)) {
                        note(ambiguities, Rule.DUPLICATE_MEMBER);
                    }
                    encrypted |= depth == 1 && name.equals(CIPHERTEXT) && isInMessage();
                }
                case VALUE_STRING -> {
                    if (mayHoldHalfSurrogates) { // Else the parser need not even decode the text.
                        checkText(CharBuffer.wrap(in.getTextCharacters(), in.getTextOffset(), in.getTextLength()));
                    }
                }
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

    private boolean isInMessage() {
        return MESSAGE.equals(in.getParsingContext().getParent().getCurrentName());
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

    private void checkText(CharSequence text) {
        if (mayHoldHalfSurrogates && !JsonText.isWhole(text)) {
            note(ambiguities, Rule.UNPAIRED_SURROGATE);
        }
    }

    private void note(List<Finding> list, Rule rule) {
        if (list.size() < MAX_FINDINGS) {
            list.add(new Finding(safePointer(in.getParsingContext()), rule));
        }
    }

    private static String safePointer(JsonStreamContext place) {
        Deque<String> segments = new ArrayDeque<>();
        for (JsonStreamContext at = place; at != null; at = at.getParent()) {
            if (at.inArray() && at.hasCurrentIndex()) {
                segments.push("/" + at.getCurrentIndex());
            } else if (at.inObject() && at.hasCurrentName()) {
                String name = at.getCurrentName();
                segments.push(SHOWN_NAME.matcher(name).matches() ? "/" + name : "/*");
            }
        }
        return String.join("", segments);
    }
}
