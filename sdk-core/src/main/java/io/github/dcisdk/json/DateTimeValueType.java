package io.github.dcisdk.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.dcisdk.error.LogText;
import java.io.IOException;

/** Dates and times: any text is kept, and what is unusual about it is reported. */
final class DateTimeValueType extends ValueType<DciDateTime> {
    @Override
    Bound<DciDateTime> read(JsonValue received, Reading at) {
        if (!(received instanceof JsonValue.JsonString text) || isEmpty(received)) {
            return readOther(received, at);
        }
        DciDateTime value = DciDateTime.parse(text.value());
        value.brokenRule().ifPresent(at::report);
        return Bound.exact(value);
    }

    @Override
    void write(JsonGenerator out, DciDateTime value) throws IOException {
        out.writeString(value.text());
    }

    @Override
    String describe(DciDateTime value) {
        return LogText.safe(value.text());
    }
}
