package io.github.dcisdk.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists. A single value where a list belongs is a list of one. */
final class ListValueType<E> extends ValueType<List<E>> {
    private final ValueType<E> items;

    ListValueType(ValueType<E> items) {
        this.items = items;
    }

    @Override
    boolean isDeclaredForm(JsonToken token) {
        return token == JsonToken.START_ARRAY;
    }

    @Override
    Bound<List<E>> readDeclaredForm(JsonParser in, Reading reading) throws IOException {
        List<E> values = new ArrayList<>();
        // Filled only from the first item on that is not in its declared form: the rule is that all of them are.
        @Nullable List<JsonValue> received = null;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            Bound<E> item = items.read(in, reading);
            if (item.asReceived() != null && received == null) {
                received = asJson(values);
            }
            if (received != null) {
                JsonValue form = item.asReceived();
                received.add(form != null ? form : asJson(item.value()));
            }
            if (item.value() != null) {
                values.add(item.value());
            }
        }
        return new Bound<>(List.copyOf(values), received == null ? null : new JsonValue.JsonArray(received));
    }

    private List<JsonValue> asJson(List<E> values) {
        List<JsonValue> json = new ArrayList<>();
        for (E value : values) {
            json.add(asJson(value));
        }
        return json;
    }

    private JsonValue asJson(@Nullable E value) {
        return value == null ? JsonValue.JsonNull.NULL : Json.parse(Json.bytes(out -> items.write(out, value)));
    }

    @Override
    Bound<List<E>> convert(JsonValue received, Reading reading, String pointer) {
        if (isEmpty(received)) {
            return absent(received, reading, pointer, Rule.EMPTY_FOR_ABSENT);
        }
        Bound<E> only = items.read(received, reading, pointer);
        if (only.value() == null) {
            return new Bound<>(null, received);
        }
        reading.report(pointer, Rule.SINGLE_FOR_LIST);
        return new Bound<>(List.of(only.value()), received);
    }

    @Override
    void write(JsonGenerator out, List<E> value) throws IOException {
        out.writeStartArray();
        for (E item : value) {
            items.write(out, item);
        }
        out.writeEndArray();
    }

    @Override
    String describe(List<E> value) {
        StringBuilder text = new StringBuilder("[");
        for (E item : value) {
            text.append(text.length() > 1 ? ", " : "").append(items.describe(item));
        }
        return text.append(']').toString();
    }
}
