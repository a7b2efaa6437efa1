package io.github.dcisdk.client;

import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Types the records of a page and compares them with the query that asked for them. Immutable, thread-safe. */
final class PageReader {
    private final DciClient peer;
    private final RecordComparison comparison;

    PageReader(DciClient peer, RegistryProfile registry) {
        this.peer = peer;
        this.comparison = new RecordComparison(registry, peer.recordCheck());
    }

    /**
     * Reads the records, and hands over what was noticed since the answer was read.
     *
     * @param query what asked for them; null if that is forgotten
     */
    <T extends DciObject> List<T> read(RecordType<T> recordType, @Nullable Query query, PageAnswer answer) {
        List<T> records = new ArrayList<>(answer.records().size());
        for (JsonObject record : answer.records()) {
            String pointer = answer.pointer() + "/data/reg_records/" + records.size();
            records.add(Json.read(record, recordType.type(), pointer, answer.added()::add));
        }
        if (query != null) {
            comparison.compare(recordType, query, records, answer);
        }
        peer.handOver(answer.added(), answer.answer());
        return records;
    }
}
