package io.github.dcisdk.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.ModelType;
import io.github.dcisdk.message.NotifyEventRequest;
import io.github.dcisdk.message.SearchRequest;
import io.github.dcisdk.message.SearchResponse;
import io.github.dcisdk.message.SubscribeResponse;
import io.github.dcisdk.message.TxnStatusResponse;
import io.github.dcisdk.message.UnSubscribeResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An item is told by what it answers or reports, and by what it says; not by the message that brought it. */
class BusinessItemTest {
    private static final String SENDER = "civil.example.org";
    private static final String ANSWER = """
            {"transaction_id":"t-1","correlation_id":"c-1","search_response":[{"reference_id":"r-1",
             "timestamp":"2026-03-01T10:00:00Z","status":"succ","data":{"reg_records":[{"name":"A"}]},
             "pagination":{"page_size":10,"page_number":2,"total_count":11}}]}""";
    private static final String EVENT = """
            {"transaction_id":"t-1","notify_event":[{"reference_id":"r-1","timestamp":"2026-03-01T10:00:00Z",
             "data":{"reg_record_type":"Person","reg_records":[{"name":"A"}]}}]}""";

    private static BusinessItem answer(String json) {
        return only(SearchResponse.TYPE, json);
    }

    private static BusinessItem event(String json) {
        return only(NotifyEventRequest.TYPE, json);
    }

    private static BusinessItem only(ModelType<? extends DciObject> type, String json) {
        List<BusinessItem> items = items(type, json);
        assertThat(items).hasSize(1);
        return items.get(0);
    }

    private static List<BusinessItem> items(ModelType<? extends DciObject> type, String json) {
        JsonSlice slice = JsonSlice.of(json.getBytes(StandardCharsets.UTF_8));
        return BusinessItem.of(SENDER, Json.read(slice, type, "/message", finding -> {}));
    }

    /** How the second stands to the first alone. */
    private static Recurrence recurrence(BusinessItem first, BusinessItem second) {
        boolean sameKey = first.key() != null && first.key().equals(second.key());
        return Recurrence.of(
                sameKey, sameKey && first.contentDigest().equals(second.contentDigest()), sameKey && first.isFinal());
    }

    @Test
    void anAnswerIsToldByTransactionReferenceAndPage() {
        assertThat(answer(ANSWER).key()).isEqualTo(new BusinessKey(SENDER, "t-1", "r-1", "2"));
        assertThat(answer(ANSWER.replace("\"page_number\":2,", "")).key())
                .isEqualTo(new BusinessKey(SENDER, "t-1", "r-1", "1"));
    }

    @Test
    void anEventIsToldByTransactionReferenceAndTime() {
        BusinessItem event = event(EVENT);

        assertThat(event.key()).isEqualTo(new BusinessKey(SENDER, "t-1", "r-1", "2026-03-01T10:00:00Z"));
        assertThat(event.isFinal()).isTrue();
        assertThat(event(EVENT.replace("10:00:00Z", "12:00:00+02:00")).key()).isEqualTo(event.key());
        assertThat(event(EVENT.replace("10:00:00Z", "10:00:01Z")).key()).isNotEqualTo(event.key());
        assertThat(event(EVENT.replace("2026-03-01T10:00:00Z", "yesterday")).key())
                .isEqualTo(new BusinessKey(SENDER, "t-1", "r-1", "yesterday"));
    }

    /** From, to, and how the second delivery stands to the first. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "c-1, c-2, REPEATED",
                "10:00:00Z, 10:05:00Z, REPEATED",
                "`\"status\":\"succ\",`, ``, CHANGED",
                "`{\"name\":\"A\"}`, `{ \"name\" : \"\\u0041\" }`, REPEATED",
                "`\"A\"`, `\"B\"`, CHANGED",
                "succ, rjct, CHANGED",
                "`\"total_count\":11`, `\"total_count\":12`, CHANGED",
                "t-1, t-2, NEW",
                "r-1, r-2, NEW",
                "`\"page_number\":2`, `\"page_number\":3`, NEW"
            })
    void aSecondAnswerRepeatsTheFirstOrSaysSomethingElse(String from, String to, Recurrence expected) {
        assertThat(ANSWER).contains(from);
        assertThat(recurrence(answer(ANSWER), answer(ANSWER.replace(from, to)))).isEqualTo(expected);
    }

    @Test
    void pendingAndThenDoneIsNoContradiction() {
        BusinessItem received = answer(ANSWER.replace("succ", "rcvd").replaceAll("\"data\":.*,\n", ""));
        BusinessItem pending = answer(ANSWER.replace("succ", "pdng"));
        BusinessItem done = answer(ANSWER);

        assertThat(recurrence(received, pending)).isEqualTo(Recurrence.CONTINUED);
        assertThat(recurrence(pending, done)).isEqualTo(Recurrence.CONTINUED);
        assertThat(recurrence(pending, pending)).isEqualTo(Recurrence.REPEATED);
        assertThat(recurrence(done, done)).isEqualTo(Recurrence.REPEATED);
        assertThat(recurrence(done, pending)).isEqualTo(Recurrence.CHANGED);
    }

    @ParameterizedTest
    @CsvSource({
        "succ, true, true",
        "succ, false, true",
        "rjct, false, true",
        "rcvd, true, true",
        "rcvd, false, false",
        "pdng, true, false",
        "pdng, false, false"
    })
    void anAnswerIsFinalByItsStatusOrItsData(String status, boolean withData, boolean isFinal) {
        String json = ANSWER.replace("succ", status);
        assertThat(answer(withData ? json : json.replace("\"data\":{\"reg_records\":[{\"name\":\"A\"}]},", ""))
                        .isFinal())
                .isEqualTo(isFinal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"transaction_id\":\"t-1\",",
                "\"reference_id\":\"r-1\",",
                "\"timestamp\":\"2026-03-01T10:00:00Z\","
            })
    void anEventThatCannotBeToldFromOthersRepeatsNothing(String member) {
        BusinessItem event = event(EVENT.replace("\n", "").replace(member, ""));

        assertThat(event.key()).isNull();
        assertThat(recurrence(event, event)).isEqualTo(Recurrence.NEW);
    }

    @Test
    void anAnswerWithoutReferenceRepeatsNothing() {
        assertThat(answer(ANSWER.replace("r-1", " ")).key()).isNull();
        assertThat(answer(ANSWER.replace("t-1", "")).key()).isNull();
    }

    @Test
    void everyItemOfAMessageCounts() {
        String two = EVENT.replace(
                "[{\"reference_id\"",
                "[{\"reference_id\":\"r-0\",\"timestamp\":\"2026-03-01T10:00:00Z\","
                        + "\"data\":{}},{\"reference_id\"");

        assertThat(items(NotifyEventRequest.TYPE, two))
                .extracting(item -> item.key() == null ? "" : item.key().referenceId())
                .containsExactly("r-0", "r-1");
    }

    @Test
    void otherAnswersAreToldByTheirTransaction() {
        BusinessItem subscribed = only(SubscribeResponse.TYPE, """
                {"transaction_id":"t-1","subscribe_response":[{"reference_id":"r-1","status":"succ"}]}""");
        assertThat(subscribed).satisfies(item -> {
            assertThat(item.key()).isEqualTo(new BusinessKey(SENDER, "t-1", "r-1", "1"));
            assertThat(item.isFinal()).isTrue();
        });

        String unsubscribed = """
                {"transaction_id":"t-1","correlation_id":"c-1","timestamp":"2026-03-01T10:00:00Z","status":"pdng"}""";
        BusinessItem pending = only(UnSubscribeResponse.TYPE, unsubscribed);
        assertThat(pending.key()).isEqualTo(new BusinessKey(SENDER, "t-1", "", "1"));
        assertThat(recurrence(pending, only(UnSubscribeResponse.TYPE, unsubscribed.replace("c-1", "c-2"))))
                .isEqualTo(Recurrence.REPEATED);
        assertThat(recurrence(pending, only(UnSubscribeResponse.TYPE, unsubscribed.replace("pdng", "succ"))))
                .isEqualTo(Recurrence.CONTINUED);

        BusinessItem status = only(TxnStatusResponse.TYPE, """
                {"transaction_id":"t-1","correlation_id":"c-1","txnstatus_response":{"txn_type":"search","txn_status":{}}}""");
        assertThat(status.key()).isEqualTo(new BusinessKey(SENDER, "t-1", "", "1"));
        assertThat(status.isFinal()).isTrue();
    }

    @Test
    void requestsAreNotJoined() {
        assertThat(items(
                        SearchRequest.TYPE,
                        "{\"transaction_id\":\"t-1\",\"search_request\":[{\"reference_id\":\"r-1\"}]}"))
                .isEmpty();
    }

    @Test
    void theRuleOfRecurrenceIsOneTable() {
        assertThat(Recurrence.of(false, false, false)).isEqualTo(Recurrence.NEW);
        assertThat(Recurrence.of(true, true, false)).isEqualTo(Recurrence.REPEATED);
        assertThat(Recurrence.of(true, true, true)).isEqualTo(Recurrence.REPEATED);
        assertThat(Recurrence.of(true, false, false)).isEqualTo(Recurrence.CONTINUED);
        assertThat(Recurrence.of(true, false, true)).isEqualTo(Recurrence.CHANGED);
    }

    @Test
    void digestsOfKeysAreShortAndMixNothingUp() {
        List<String> digests = List.of(
                new BusinessKey("a", "b", "c", "d").digest(),
                new BusinessKey("ab", "", "c", "d").digest(),
                new BusinessKey("", "ab", "c", "d").digest(),
                new BusinessKey("a", "b", "cd", "").digest(),
                new BusinessKey("a", "b", "c", "D").digest(),
                new BusinessKey("a\0\0b", "c", "d", "").digest(),
                new BusinessKey("a", "b", "c\0\0d", "").digest(),
                new BusinessKey("a", "b", "c", "\ud800").digest(),
                new BusinessKey("a", "b", "c", "?").digest(),
                new BusinessKey("a", "b", "c", "d".repeat(100_000)).digest(),
                DeliveryKey.of("a", "b").digest(),
                DeliveryKey.ofContent("a", "b", "c").digest(),
                DeliveryKey.of("ab", "").digest());

        Set<String> different = new HashSet<>(digests);
        assertThat(different).hasSameSizeAs(digests).allMatch(digest -> digest.matches("[A-Za-z0-9_-]{43}"));
        assertThat(new BusinessKey("a", "b", "c", "d").digest()).isEqualTo(digests.get(0));
    }
}
