package io.github.dcisdk.examples.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.json.ModelType;
import io.github.dcisdk.message.MessageDocument;
import io.github.dcisdk.message.NotifyEventRequest;
import io.github.dcisdk.message.SearchResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One file of messages as a consumer reads it: the document, and its records under the classes that they have.
 *
 * @param name the file's name
 * @param document the body
 * @param records the records that could be typed
 * @param untyped how many records are of no class that the registry has
 * @param findings the deviations of envelope, message and records, as {@code rule at pointer}
 */
record ReadMessage(String name, MessageDocument document, List<DciObject> records, int untyped, List<String> findings) {

    static ReadMessage read(Path file, RecordClasses classes) throws IOException {
        byte[] body = Files.readAllBytes(file);
        MessageDocument document = MessageDocument.read(body);
        List<Finding> findings = new ArrayList<>(document.findings());
        List<DciObject> typed = new ArrayList<>();
        int untyped = 0;
        for (Records records : recordsOf(document)) {
            for (int i = 0; i < records.records.size(); i++) {
                JsonObject json = records.records.get(i);
                Optional<ModelType<? extends DciObject>> type =
                        classes.classOf(records.regType, records.regRecordType, json);
                if (type.isEmpty()) {
                    untyped++;
                } else {
                    typed.add(Json.read(json, type.get(), records.pointerTo(i), findings::add));
                    assertSame(typed.get(typed.size() - 1), json);
                }
            }
        }
        assertNothingIsLost(document, body);
        return new ReadMessage(
                file.getFileName().toString(),
                document,
                typed,
                untyped,
                findings.stream()
                        .map(finding -> (finding.rule().id() + " " + finding.pointer()).strip())
                        .toList());
    }

    /** Untouched, everything that was read is written as the same JSON, numbers as they were written. */
    private static void assertNothingIsLost(MessageDocument document, byte[] body) throws IOException {
        assertThat(document.json()).isEqualTo(PlainJson.firstValue(body));
        document.callbackHeader().ifPresent(header -> assertSame(header, headerOf(document)));
        document.requestHeader().ifPresent(header -> assertSame(header, headerOf(document)));
        document.message()
                .ifPresent(message -> assertSame(message, document.messageJson().orElseThrow()));
    }

    private static JsonObject headerOf(MessageDocument document) {
        return document.json()
                .get("header")
                .or(() -> document.json().get("headers"))
                .flatMap(JsonValue::asObject)
                .orElseThrow();
    }

    private static void assertSame(DciObject object, JsonObject received) {
        assertThat(Json.parse(JsonSlice.of(Json.write(object)))).isEqualTo(received);
    }

    /** How many records of each class some messages hold. */
    static Map<String, Integer> totals(List<ReadMessage> messages) {
        Map<String, Integer> totals = new TreeMap<>();
        for (ReadMessage message : messages) {
            message.records.forEach(record -> totals.merge(record.modelType().name(), 1, Integer::sum));
            if (message.untyped > 0) {
                totals.merge("of no class", message.untyped, Integer::sum);
            }
        }
        return totals;
    }

    /** The records of one item, the object and the place where they stand, and what the item says they are. */
    private record Records(
            List<JsonObject> records, DciObject data, String pointer, String regType, String regRecordType) {
        String pointerTo(int index) {
            return place(data, "reg_records", pointer + "/data/reg_records", index);
        }
    }

    private static List<Records> recordsOf(MessageDocument document) {
        List<Records> all = new ArrayList<>();
        document.message(SearchResponse.TYPE).ifPresent(response -> {
            String items = document.pointerTo("search_response");
            for (int i = 0; i < response.searchResponse().size(); i++) {
                String pointer = place(response, "search_response", items, i);
                response.searchResponse()
                        .get(i)
                        .data()
                        .ifPresent(data -> all.add(new Records(
                                data.regRecords(),
                                data,
                                pointer,
                                data.regType().orElse(""),
                                data.regRecordType().orElse(""))));
            }
        });
        document.message(NotifyEventRequest.TYPE).ifPresent(request -> {
            String items = document.pointerTo("notify_event");
            for (int i = 0; i < request.notifyEvent().size(); i++) {
                String pointer = place(request, "notify_event", items, i);
                request.notifyEvent()
                        .get(i)
                        .data()
                        .ifPresent(data -> all.add(new Records(
                                data.regRecords(),
                                data,
                                pointer,
                                data.regType().orElse(""),
                                data.regRecordType().orElse(""))));
            }
        });
        return all;
    }

    /** An item of a list has an index, unless a single one stands there without a list. */
    private static String place(DciObject owner, String member, String list, int index) {
        boolean single =
                owner.asReceived(member).filter(JsonObject.class::isInstance).isPresent();
        return single ? list : list + "/" + index;
    }
}
