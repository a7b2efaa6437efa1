package io.github.dcisdk.query;

import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.JsonValue.JsonArray;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.json.ModelType;
import io.github.dcisdk.json.ValueType;
import io.github.dcisdk.json.ValueTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The way from a record to the values of an attribute, through objects and into every element of lists. Immutable. */
final class AttributePath {
    private final List<String> parts;

    AttributePath(String name) {
        this.parts = Arrays.asList(name.split("\\.", -1));
    }

    /** The type at the end of the way, if the schema defines every member on it. */
    Optional<ValueType<?>> type(ModelType<?> record) {
        Optional<ValueType<?>> type = Optional.of(record);
        for (String part : parts) {
            type = type.flatMap(at -> member(at, part));
        }
        return type;
    }

    private static Optional<ValueType<?>> member(ValueType<?> type, String part) {
        if (type == ValueTypes.ANY || type == ValueTypes.FREE_OBJECT) {
            return Optional.of(ValueTypes.ANY);
        }
        return type instanceof ModelType<?> model ? model.memberFor(part).flatMap(model::valueType) : Optional.empty();
    }

    /** Everything that stands at the end of the way, objects among it. */
    List<Object> values(DciObject record) {
        List<Object> values = new ArrayList<>();
        collect(record, 0, values);
        return values;
    }

    private void collect(Object value, int part, List<Object> values) {
        if (value instanceof List<?> list) {
            list.forEach(element -> collect(element, part, values));
        } else if (value instanceof JsonArray array) {
            array.items().forEach(item -> collect(item, part, values));
        } else if (part == parts.size()) {
            values.add(value);
        } else if (value instanceof DciObject object) {
            member(object, parts.get(part)).ifPresent(inner -> collect(inner, part + 1, values));
        } else if (value instanceof JsonObject object) {
            object.get(parts.get(part)).ifPresent(inner -> collect(inner, part + 1, values));
        }
    }

    private static Optional<Object> member(DciObject object, String part) {
        ModelType<?> type = object.modelType();
        Optional<String> member = type.memberFor(part);
        return member.isPresent()
                ? type.value(object, member.get())
                : Optional.ofNullable(object.additionalProperties().get(part));
    }
}
