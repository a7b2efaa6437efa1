package io.github.dcisdk.json;

import com.fasterxml.jackson.core.JsonGenerator;
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
    private final Map<String, String> aliases;
    private final Function<String, C> unlisted;

    private CodeType(String name, Map<String, C> listed, Map<String, String> aliases, Function<String, C> unlisted) {
        this.name = name;
        this.listed = listed;
        this.aliases = aliases;
        this.unlisted = unlisted;
    }

    /**
     * Describes a code list.
     *
     * @param <C> the class of the codes
     * @param name the name of the schema
     * @param listed the codes of the standard in their order
     * @param aliases other spellings of codes that are met, each with the code that it stands for
     * @param unlisted makes a code that is not in the list
     * @return the description
     */
    public static <C extends Code> CodeType<C> of(
            String name, List<C> listed, Map<String, String> aliases, Function<String, C> unlisted) {
        Map<String, C> byCode = new LinkedHashMap<>();
        listed.forEach(code -> byCode.put(code.code(), code));
        return new CodeType<>(name, byCode, Map.copyOf(aliases), unlisted);
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
     * @return the constant of the list, also for one of its other spellings, or an unlisted code that keeps the text
     */
    public C code(String code) {
        C known = listed.get(aliases.getOrDefault(code, code));
        return known == null ? unlisted.apply(code) : known;
    }

    @Override
    Bound<C> read(JsonValue received, Reading at) {
        boolean number = received instanceof JsonValue.JsonNumber;
        String text = received instanceof JsonValue.JsonNumber literal
                ? literal.literal()
                : received.asString().orElse("");
        if (text.isBlank()) {
            return readOther(received, at);
        }
        C value = code(text);
        boolean alias = value.isListed() && !value.code().equals(text);
        if (number) {
            at.report(Rule.NUMBER_FOR_TEXT);
        }
        if (!value.isListed()) {
            at.report(Rule.CODE_UNLISTED);
        } else if (alias) {
            at.report(Rule.CODE_ALIAS);
        }
        return new Bound<>(value, number || alias ? received : null);
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
