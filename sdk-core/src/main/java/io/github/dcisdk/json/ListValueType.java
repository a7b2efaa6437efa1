package io.github.dcisdk.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Lists. A single value where a list belongs is a list of one. */
final class ListValueType<E> extends ValueType<List<E>> {
    private static final int MAX_DESCRIBED = 10;

    private final ValueType<E> items;

    ListValueType(ValueType<E> items) {
        this.items = items;
    }

    @Override
    Bound<List<E>> read(JsonValue received, Reading at) {
        if (received instanceof JsonValue.JsonArray array) {
            return readItems(array, at);
        } else if (isEmpty(received)) {
            return absent(received, at, Rule.EMPTY_FOR_ABSENT);
        }
        Bound<E> only = items.read(received, at);
        if (only.value() == null) {
            return new Bound<>(null, received);
        }
        at.report(Rule.SINGLE_FOR_LIST);
        return new Bound<>(List.of(only.value()), received);
    }

    private Bound<List<E>> readItems(JsonValue.JsonArray array, Reading at) {
        List<E> values = new ArrayList<>(array.items().size());
        boolean exact = true;
        int index = 0;
        for (JsonValue received : array.items()) {
            Bound<E> item = items.read(received, at.item(index));
            exact &= item.asReceived() == null;
            if (item.value() != null) {
                values.add(item.value());
            }
            index++;
        }
        return new Bound<>(List.copyOf(values), exact ? null : array);
    }

    @Override
    ValueType<?> single() {
        return items.single();
    }

    @Override
    ValueType<List<E>> unwrapping(List<String> keys) {
        return new ListValueType<>(items.unwrapping(keys));
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
        for (E item : value.subList(0, Math.min(value.size(), MAX_DESCRIBED))) {
            text.append(text.length() > 1 ? ", " : "").append(items.describe(item));
        }
        return text.append(value.size() > MAX_DESCRIBED ? ", …]" : "]").toString();
    }
}
