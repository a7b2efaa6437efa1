package io.github.dcisdk.query;

import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.json.ModelType;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.QueryType;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.record.Group;
import io.github.dcisdk.record.IdentifierType;
import io.github.dcisdk.record.Person;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Records of invented people and households, written as JSON with {@code '} for {@code "}. */
final class TestRecords {
    static final RecordType<Person> PERSON = new RecordType<>("Person", Set.of(), Person.TYPE);
    static final RecordType<Group> GROUP = new RecordType<>("Group", Set.of(), Group.TYPE);
    static final RegistryProfile PROFILE = RegistryProfile.builder("ns:org:RegistryType:Test")
            .recordType(PERSON)
            .recordType(GROUP)
            .commonIdentifierTypes()
            .identifierType(IdentifierType.BRN, "BIRTH_REG_NO")
            .build();
    static final QueryEvaluator<Person> PEOPLE = QueryEvaluator.of(PROFILE, PERSON);
    static final QueryEvaluator<Group> HOUSEHOLDS = QueryEvaluator.of(PROFILE, GROUP);

    private TestRecords() {}

    static JsonValue json(String text) {
        return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    static <T extends DciObject> T read(ModelType<T> type, String text) {
        JsonSlice slice = JsonSlice.of(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        return Json.read(slice, type, "", finding -> {});
    }

    static List<Person> people(String... records) {
        return Stream.of(records).map(record -> read(Person.TYPE, record)).toList();
    }

    static List<Group> households(String... records) {
        return Stream.of(records).map(record -> read(Group.TYPE, record)).toList();
    }

    static Query predicate(String list) {
        return Query.of(QueryType.PREDICATE, json(list));
    }

    static Query expression(String conditions) {
        return Query.expression(new JsonObject(java.util.Map.of("query", json(conditions))));
    }
}
