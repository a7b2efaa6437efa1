package io.github.dcisdk.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The description of one generated code list. Immutable, thread-safe.
 *
 * @param <C> the generated class
 */
public final class CodeType<C extends Code> extends ValueType<C> {
    private final String name;
    private final Map<String, C> listed;
    private final Function<String, C> unlisted;

    private CodeType(String name, Map<String, C> listed, Function<String, C> unlisted) {
        this.name = name;
        this.listed = listed;
        this.unlisted = unlisted;
    }

    /**
     * Describes a code list.
     *
     * @param <C> the class of the codes
     * @param name the name of the schema
     * @param listed the codes of the standard in their order
     * @param unlisted makes a code that is not in the list
     * @return the description
     */
    public static <C extends Code> CodeType<C> of(String name, List<C> listed, Function<String, C> unlisted) {
        Map<String, C> byCode = new LinkedHashMap<>();
        listed.forEach(code -> byCode.put(code.code(), code));
        return new CodeType<>(name, byCode, unlisted);
    }

    /**
     * The name of the schema.
     *
     * @return for example {@code SexCategory}
     */
    public String name() {
        return name;
    }

    /**
     * The codes of the standard.
     *
     * @return the codes in their order
     */
    public List<C> listed() {
        return List.copyOf(listed.values());
    }

    /**
     * The code for a text.
     *
     * @param code the text on the wire
     * @return the constant of the list, or an unlisted code that keeps the text
     */
    public C code(String code) {
        C known = listed.get(code);
        return known == null ? unlisted.apply(code) : known;
    }

    @Override
    boolean isDeclaredForm(JsonToken token) {
        return token == JsonToken.VALUE_STRING;
    }

    @Override
    Bound<C> readDeclaredForm(JsonParser in, Reading reading) throws IOException {
        String text = in.getText();
        if (text.isBlank()) {
            return absent(JsonValue.of(text), reading, reading.pointer(in), Rule.EMPTY_FOR_ABSENT);
        }
        C value = code(text);
        if (!value.isListed()) {
            reading.report(reading.pointer(in), Rule.CODE_UNLISTED);
        }
        return Bound.exact(value);
    }

    @Override
    Bound<C> convert(JsonValue received, Reading reading, String pointer) {
        if (isEmpty(received)) {
            return absent(received, reading, pointer, Rule.EMPTY_FOR_ABSENT);
        } else if (received instanceof JsonValue.JsonArray array) {
            return convertList(array, reading, pointer);
        } else if (received instanceof JsonValue.JsonNumber number) {
            reading.report(pointer, Rule.NUMBER_FOR_TEXT);
            return new Bound<>(code(number.literal()), received);
        }
        return absent(received, reading, pointer, Rule.WRONG_TYPE);
    }

    @Override
    void write(JsonGenerator out, C value) throws IOException {
        out.writeString(value.code());
    }

    @Override
    String describe(C value) {
        return value.toString();
    }
}
