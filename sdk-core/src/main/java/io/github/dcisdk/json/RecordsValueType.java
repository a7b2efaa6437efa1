package io.github.dcisdk.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Lists of records, which stay JSON until their class is known. What cannot be a record is kept as received. */
final class RecordsValueType extends ValueType<List<JsonValue.JsonObject>> {
    @Override
    Bound<List<JsonValue.JsonObject>> read(JsonValue received, Reading at) {
        List<JsonValue.JsonObject> records = new ArrayList<>();
        if (received instanceof JsonValue.JsonArray array) {
            boolean exact = readItems(array, at, records);
            return new Bound<>(List.copyOf(records), exact ? null : received);
        }
        if (!readRecord(received, at, records)) {
            return new Bound<>(null, received);
        }
        at.report(Rule.SINGLE_FOR_LIST);
        return new Bound<>(List.copyOf(records), received);
    }

    /** Whether each item is a record, so that writing the records gives the array again. */
    private static boolean readItems(JsonValue.JsonArray array, Reading at, List<JsonValue.JsonObject> records) {
        boolean exact = true;
        int index = 0;
        for (JsonValue item : array.items()) {
            Reading place = at.item(index);
            if (item instanceof JsonValue.JsonArray nested) {
                place.report(Rule.RECORDS_NESTED);
                readItems(nested, place, records);
                exact = false;
            } else {
                exact &= readRecord(item, place, records);
            }
            index++;
        }
        return exact;
    }

    private static boolean readRecord(JsonValue received, Reading at, List<JsonValue.JsonObject> records) {
        if (isEmpty(received)) {
            at.report(Rule.EMPTY_FOR_ABSENT);
        } else if (!(received instanceof JsonValue.JsonObject object)) {
            at.report(Rule.WRONG_TYPE);
        } else if (SchemaText.isSchema(object)) {
            at.report(Rule.RECORDS_SCHEMA);
        } else {
            return records.add(object);
        }
        return false;
    }

    @Override
    void write(JsonGenerator out, List<JsonValue.JsonObject> records) throws IOException {
        out.writeStartArray();
        for (JsonValue.JsonObject found : records) {
            found.write(out);
        }
        out.writeEndArray();
    }

    @Override
    String describe(List<JsonValue.JsonObject> records) {
        return records.size() + " records";
    }
}
