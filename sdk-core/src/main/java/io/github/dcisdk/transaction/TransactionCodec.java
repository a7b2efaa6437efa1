package io.github.dcisdk.transaction;

import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonArray;
import io.github.dcisdk.store.StateRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Transactions as the contents of states. */
final class TransactionCodec {
    private TransactionCodec() {}

    static JsonSlice write(Transaction transaction) {
        List<JsonValue> items = new ArrayList<>();
        transaction.items().values().forEach(item -> items.add(item.toJson().toObject()));
        return StoredJson.versioned()
                .with("kind", transaction.kind().name())
                .with("handler", transaction.handler().orElse(null))
                .with("subject", transaction.subject().orElse(null))
                .with("deadline", transaction.deadline())
                .with("polls", transaction.polls())
                .with("waiter", transaction.waiter().orElse(null))
                .with("quietSince", transaction.quietSince().orElse(null))
                .with("parts", transaction.parts())
                .with("items", new JsonArray(items))
                .toJson();
    }

    static Transaction read(StateRecord state) {
        StoredJson json = StoredJson.read(state.content());
        Map<String, TransactionItem> items = new LinkedHashMap<>();
        for (JsonValue item : json.list("items")) {
            TransactionItem read =
                    TransactionItem.of(StoredJson.of(item.asObject().orElseThrow()));
            items.put(read.referenceId(), read);
        }
        return new Transaction(
                new Transaction.Begun(
                        state.key().peerId(),
                        state.key().id(),
                        Transaction.Kind.valueOf(json.required("kind")),
                        json.text("handler").orElse(null),
                        json.text("subject").orElse(null),
                        Instant.parse(json.required("deadline")),
                        json.is("polls")),
                new Transaction.Progress(
                        json.text("waiter").orElse(null),
                        json.time("quietSince").orElse(null),
                        (int) json.number("parts", 0)),
                items);
    }
}
