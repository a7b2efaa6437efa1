package io.github.dcisdk.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.message.TxnStatus.SearchStatus;
import io.github.dcisdk.message.TxnStatus.SubscribeStatus;
import io.github.dcisdk.message.TxnStatus.UnSubscribeStatus;
import io.github.dcisdk.message.TxnStatus.UntypedStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What names a transaction, and how far it is. */
class TxnStatusTest {
    private static final String IDS = "'transaction_id':'T-1','correlation_id':'C-1'";

    private final List<String> findings = new ArrayList<>();

    private static JsonValue json(String text) {
        return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private void report(Finding finding) {
        findings.add(finding.rule().id() + " " + finding.pointer());
    }

    private TxnStatus status(String txnType, JsonValue received) {
        TxnStatus status = TxnStatus.of(TxnType.of(txnType), received, "/s", this::report);
        assertThat(status.toJson()).as("written back").isEqualTo(received);
        return status;
    }

    @Test
    void theStatusOfATransactionIsTheMessageThatAnswersIt() {
        TxnStatus search = status("search", json("{" + IDS + ",'search_response':[]}"));
        TxnStatus subscribe = status("subscribe", json("{" + IDS + ",'subscribe_response':[],'x':1.50}"));
        TxnStatus unsubscribe =
                status("unsubscribe", json("{" + IDS + ",'timestamp':'2026-01-01T00:00:00Z','status':'succ'}"));

        assertThat(search).isInstanceOfSatisfying(SearchStatus.class, typed -> assertThat(
                        typed.response().correlationId())
                .contains("C-1"));
        assertThat(subscribe).isInstanceOfSatisfying(SubscribeStatus.class, typed -> assertThat(
                        typed.response().additionalProperties())
                .containsKey("x"));
        assertThat(unsubscribe).isInstanceOfSatisfying(UnSubscribeStatus.class, typed -> assertThat(
                        typed.response().status())
                .contains(RequestStatus.SUCC));
        assertThat(List.of(search.txnType(), subscribe.txnType(), unsubscribe.txnType()))
                .containsExactly(TxnType.SEARCH, TxnType.SUBSCRIBE, TxnType.UNSUBSCRIBE);
        assertThat(findings).isEmpty();
    }

    @Test
    void deviationsInsideAStatusAreReportedWhereTheyStand() {
        assertThat(status("search", json("{'transaction_id':7,'correlation_id':'C-1','results':[]}")))
                .isInstanceOf(SearchStatus.class);
        assertThat(findings)
                .containsExactlyInAnyOrder("member.number-for-text /s/transaction_id", "member.alias /s/results");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            search | "completed"
            search | {"type":"object","properties":{"search_response":{"type":"array"}}}
            subscribe | {"search_response":[]}
            unsubscribe | {}
            """)
    void whatIsNotTheMessageIsKeptAndReported(String txnType, String received) {
        assertThat(status(txnType, json(received))).isInstanceOf(UntypedStatus.class);
        assertThat(findings).containsExactly("member.type /s");
    }

    @Test
    void receiptsAndUnknownTypesAreKept() {
        TxnStatus receipt = status("receipt", json("{'transaction_id':'T-1','receipt_information':{}}"));

        assertThat(receipt).isEqualTo(new UntypedStatus(TxnType.RECEIPT, receipt.toJson()));
        assertThat(status("enrolment", json("7"))).isInstanceOf(UntypedStatus.class);
        assertThat(findings).isEmpty();
        assertThat(receipt.toString()).doesNotContain("T-1");
    }

    @Test
    void olderNamesOfTransactionTypesAreUnderstood() {
        assertThat(List.of(TxnType.of("subscibe"), TxnType.of("on-subscribe"), TxnType.of("on-search")))
                .containsExactly(TxnType.SUBSCRIBE, TxnType.SUBSCRIBE, TxnType.SEARCH);
    }

    @Test
    void aTransactionIsNamedByOneIdOrByAList() {
        assertThat(TxnAttribute.transactionId("T-1").toJson()).isEqualTo(json("'T-1'"));
        assertThat(TxnAttribute.correlationId("C-1").toJson()).isEqualTo(json("'C-1'"));
        assertThat(TxnAttribute.referenceIds(List.of("R-1", "R-2")).toJson()).isEqualTo(json("['R-1','R-2']"));
        assertThat(TxnAttribute.subscriptionCodes(List.of("S-1")).toJson()).isEqualTo(json("['S-1']"));

        assertThatThrownBy(() -> TxnAttribute.transactionId("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TxnAttribute.correlationId("x".repeat(100)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("99");
        assertThatThrownBy(() -> TxnAttribute.referenceIds(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TxnAttribute.subscriptionCodes(List.of("S-1", " ")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(TxnAttribute.referenceIds(List.of("x".repeat(500))).values()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            transaction_id | "T-1" | T-1 | ``
            transaction_id | 17 | 17 | member.number-for-text /a
            correlation_id | ["C-1"] | C-1 | member.list-for-single /a
            correlation_id | ["C-1","C-2"] | `` | member.type /a
            transaction_id | "" | `` | member.type /a
            reference_id_list | ["R-1",2] | R-1;2 | member.number-for-text /a/1
            reference_id_list | "R-1" | R-1 | member.single-for-list /a
            reference_id | "R-1" | R-1 | member.single-for-list /a
            subscription_code_list | ["S-1",null] | `` | member.type /a
            subscription_code_list | [] | `` | member.type /a
            programme_id | "P-1" | `` | ``
            """)
    void anAttributeIsReadByItsType(String attributeType, String received, String values, String found) {
        TxnAttribute attribute =
                TxnAttribute.of(TxnAttributeType.of(attributeType), json(received), "/a", this::report);

        assertThat(String.join(";", attribute.values())).isEqualTo(values);
        assertThat(String.join(", ", findings)).isEqualTo(found);
        assertThat(attribute.toJson()).as("written back").isEqualTo(json(received));
        assertThat(attribute)
                .isEqualTo(TxnAttribute.of(attribute.type(), attribute.toJson(), "/b", finding -> {}))
                .hasToString("TxnAttribute[" + attribute.type() + ", "
                        + attribute.values().size() + " values]");
    }
}
