package io.github.dcisdk.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Dates and times: any text is kept, and what is unusual about it is reported. */
final class DateTimeValueType extends ValueType<DciDateTime> {
    @Override
    boolean isDeclaredForm(JsonToken token) {
        return token == JsonToken.VALUE_STRING;
    }

    @Override
    Bound<DciDateTime> readDeclaredForm(JsonParser in, Reading reading) throws IOException {
        String text = in.getText();
        if (text.isBlank()) {
            return absent(JsonValue.of(text), reading, reading.pointer(in), Rule.EMPTY_FOR_ABSENT);
        }
        DciDateTime value = DciDateTime.parse(text);
        if (value.brokenRule().isPresent()) {
            reading.report(reading.pointer(in), value.brokenRule().get());
        }
        return Bound.exact(value);
    }

    @Override
    Bound<DciDateTime> convert(JsonValue received, Reading reading, String pointer) {
        if (isEmpty(received)) {
            return absent(received, reading, pointer, Rule.EMPTY_FOR_ABSENT);
        } else if (received instanceof JsonValue.JsonArray array) {
            return convertList(array, reading, pointer);
        }
        return absent(received, reading, pointer, Rule.WRONG_TYPE);
    }

    @Override
    void write(JsonGenerator out, DciDateTime value) throws IOException {
        out.writeString(value.text());
    }

    @Override
    String describe(DciDateTime value) {
        return io.github.dcisdk.error.LogText.safe(value.text());
    }
}
