package io.github.dcisdk.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Strings and names with unpaired surrogates, which UTF-8 cannot hold: JSON can, as escapes. */
final class JsonText {
    private static final int LAST_BEFORE_SURROGATES = Character.MIN_SURROGATE - 1;

    private JsonText() {}

    /** Whether a text consists of whole Unicode characters. */
    static boolean isWhole(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    static void writeString(JsonGenerator out, String text) throws IOException {
        write(out, text, out::writeString);
    }

    static void writeName(JsonGenerator out, String name) throws IOException {
        write(out, name, out::writeFieldName);
    }

    private static void write(JsonGenerator out, String text, Target target) throws IOException {
        if (isWhole(text)) {
            target.accept(text);
            return;
        }
        int highest = out.getHighestEscapedChar();
        out.setHighestNonEscapedChar(LAST_BEFORE_SURROGATES);
        try {
            target.accept(text);
        } finally {
            out.setHighestNonEscapedChar(highest);
        }
    }

    @FunctionalInterface
    private interface Target {
        void accept(String text) throws IOException;
    }
}
