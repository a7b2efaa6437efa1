package io.github.dcisdk.benchmarks;

import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.message.MsgCallbackHeader;
import io.github.dcisdk.message.RequestStatus;
import io.github.dcisdk.message.SearchResponse;
import io.github.dcisdk.message.SearchResponseData;
import io.github.dcisdk.message.SearchResponseItem;
import io.github.dcisdk.record.Identifier;
import io.github.dcisdk.record.IdentifierType;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.record.Person;
import io.github.dcisdk.record.SexCategory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Answers with as many invented persons as fill a size. */
final class Messages {
    static final String SENDER = "civil.example.org";
    static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private Messages() {}

    static MsgCallbackHeader header() {
        return MsgCallbackHeader.builder("m-1", DciDateTime.of(NOW), "on-search", RequestStatus.SUCC)
                .version("1.0.0")
                .senderId(SENDER)
                .receiverId("spmis.example.org")
                .totalCount(1L)
                .completedCount(1L)
                .isMsgEncrypted(false)
                .build();
    }

    static SearchResponse answer(int bytes) {
        List<JsonObject> records = new ArrayList<>();
        int length = 300;
        while (length < bytes) {
            JsonObject person = person(records.size());
            length += person.toJson().length() + 1;
            records.add(person);
        }
        SearchResponseItem item = SearchResponseItem.builder("r-1", DciDateTime.of(NOW), RequestStatus.SUCC)
                .data(SearchResponseData.builder(records).version("1.0.0").build())
                .build();
        return SearchResponse.builder("t-1", "c-1", List.of(item)).build();
    }

    private static JsonObject person(int number) {
        return Json.toJson(Person.builder()
                .identifier(List.of(Identifier.builder()
                        .identifierType(IdentifierType.UIN)
                        .identifierValue("SYN-" + number)
                        .build()))
                .name(Name.builder()
                        .givenName(number % 3 == 0 ? "አልማዝ" : "Sophea")
                        .surname("Chan " + number)
                        .build())
                .sex(SexCategory.FEMALE)
                .birthDate(DciDateTime.of(NOW.minusSeconds(number * 86_400L)))
                .build());
    }
}
