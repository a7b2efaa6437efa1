package io.github.dcisdk.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.store.StateKey;
import io.github.dcisdk.store.StateRecord;
import io.github.dcisdk.store.StateType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands in databases is read by every later version: these texts never change. */
class StoredFormsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private static final String TRANSACTION =
            "{\"v\":1,\"kind\":\"SEARCH\",\"handler\":\"eligibility\",\"deadline\":\"2026-03-01T10:05:00Z\",\"polls\":true,"
                    + "\"quietSince\":\"2026-03-01T10:01:00Z\",\"parts\":2,\"items\":["
                    + "{\"ref\":\"r-1\",\"criteria\":{\"type\":\"idtype-value\",\"query\":{\"type\":\"UIN\",\"value\":\"1\"}},"
                    + "\"pages\":\"1-2\",\"received\":7,\"total\":9},"
                    + "{\"ref\":\"r-2\",\"onePage\":true,\"pages\":\"\",\"received\":0,"
                    + "\"ending\":{\"kind\":\"REJECTED\",\"code\":\"rjct.search_criteria.invalid\",\"http\":0}}]}";

    private static final String PART = "{\"v\":1,\"ref\":\"r-1\",\"page\":3,\"changed\":true,\"late\":true,"
            + "\"findings\":[[\"/message/search_response/0\",\"delivery.item-changed\"]],"
            + "\"header\":{\"action\":\"on-search\"},\"message\":{\"transaction_id\":\"t-1\"}}";

    private static final String SUBSCRIPTION =
            "{\"v\":1,\"status\":\"ACTIVE\",\"transaction\":\"t-1\",\"code\":\"code-1\","
                    + "\"criteria\":{\"reg_event_type\":\"death\",\"filter_type\":\"idtype-value\","
                    + "\"filter\":{\"type\":\"UIN\",\"value\":\"1\"},\"notify_record_type\":\"Person\"}}";

    private static JsonSlice slice(String text) {
        return JsonSlice.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static StateRecord state(StateType type, String text) {
        return StateRecord.create(new StateKey(type, "civil.example.org", "t-1"), "death", NOW, slice(text));
    }

    private static String text(JsonSlice json) {
        return new String(json.toByteArray(), StandardCharsets.UTF_8);
    }

    @Test
    void aTransactionIsReadAndWrittenAsItStands() {
        StateRecord stored = state(StateType.TRANSACTION, TRANSACTION);
        Transaction transaction = Transaction.of(stored);

        assertThat(transaction.peerId()).isEqualTo("civil.example.org");
        assertThat(transaction.handler()).hasValue("eligibility");
        assertThat(transaction.kind()).isEqualTo(Transaction.Kind.SEARCH);
        assertThat(transaction.isFinished()).isFalse();
        assertThat(transaction.items().get("r-1").received()).isEqualTo(7);
        assertThat(transaction.items().get("r-2").ending())
                .hasValue(new Ending(Ending.Kind.REJECTED, "rjct.search_criteria.invalid", 0));
        assertThat(text(transaction.toState(stored, NOW).content())).isEqualTo(TRANSACTION);
    }

    @Test
    void aPartIsReadAndWrittenAsItStands() {
        AnswerPart part = AnswerPart.of(slice(PART));

        assertThat(part.page()).isEqualTo(3);
        assertThat(part.changed()).isTrue();
        assertThat(part.late()).isTrue();
        assertThat(part.findings()).containsExactly(new Finding("/message/search_response/0", Rule.ITEM_CHANGED));
        assertThat(text(part.toJson())).isEqualTo(PART);
    }

    @Test
    void aSubscriptionIsReadAndWrittenAsItStands() {
        StateRecord stored = state(StateType.SUBSCRIPTION, SUBSCRIPTION);
        StoredSubscription subscription = StoredSubscription.of(stored);

        assertThat(subscription.status()).isEqualTo(StoredSubscription.Status.ACTIVE);
        assertThat(subscription.code()).isEqualTo("code-1");
        assertThat(subscription.typedCriteria().flatMap(criteria -> criteria.filter()))
                .hasValue(Query.identifier("UIN", "1").toJson());
        assertThat(text(subscription.toState(stored, NOW).content())).isEqualTo(SUBSCRIPTION);
    }

    @Test
    void aFormOfALaterVersionIsNotGuessedAt() {
        assertThatThrownBy(
                        () -> Transaction.of(state(StateType.TRANSACTION, TRANSACTION.replace("\"v\":1", "\"v\":2"))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void pageNumbersAreShortWhateverTheirOrder() {
        PageNumbers pages = PageNumbers.NONE;
        for (int page : List.of(5, 1, 2, 4, 9, 3, 3)) {
            pages = pages.with(page);
        }

        assertThat(pages.toString()).isEqualTo("1-5,9");
        assertThat(pages.count()).isEqualTo(6);
        assertThat(pages.firstFree()).isEqualTo(6);
        assertThat(pages.contains(4)).isTrue();
        assertThat(pages.contains(8)).isFalse();
        assertThat(PageNumbers.parse(pages.toString())).isEqualTo(pages);
        assertThat(PageNumbers.parse("")).isEqualTo(PageNumbers.NONE);
    }
}
