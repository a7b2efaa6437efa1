package io.github.dcisdk.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dcisdk.client.ScriptedPeer.Request;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.RequestStatus;
import io.github.dcisdk.message.TxnAttribute;
import io.github.dcisdk.message.TxnStatus;
import io.github.dcisdk.message.TxnType;
import io.github.dcisdk.profile.RegistryProfile;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How far a registry is with a transaction. */
@Timeout(60)
class TxnStatusCallTest {
    private static final RegistryProfile REGISTRY = RegistryProfile.builder("ns:org:RegistryType:Civil")
            .recordType(Fixture.PERSON)
            .commonOperations()
            .build();
    private static final TxnAttribute TXN = TxnAttribute.transactionId("t-77");

    private static RegistryClient client(Fixture fixture) {
        return RegistryClient.of(fixture.unsigned().peer(), REGISTRY);
    }

    private static String status(String status) {
        return "{\"transaction_id\":\"t-77\",\"correlation_id\":\"c-77\",\"search_response\":["
                + "{\"reference_id\":\"r-1\",\"timestamp\":\"2026-03-01T10:00:00Z\",\"status\":\"" + status + "\"}]}";
    }

    private static Function<Request, String> answering(String type, String status) {
        return request -> Answers.envelope(
                Answers.header("succ").replace("on-search", "txn-on-status"),
                "{\"transaction_id\":\"" + request.transactionId() + "\",\"correlation_id\":\"c-1\","
                        + "\"txnstatus_response\":{\"txn_type\":\"" + type + "\",\"txn_status\":" + status + "}}");
    }

    private static TxnStatusAnswer ask(Function<Request, String> script) {
        try (Fixture fixture = Fixture.answering(script)) {
            return client(fixture).txnStatus(TxnType.SEARCH, TXN);
        }
    }

    @Test
    void theQuestionNamesTypeAndTransaction() {
        try (Fixture fixture = Fixture.answering(answering("search", status("pdng")))) {
            client(fixture).txnStatus(TxnType.SEARCH, TXN);
            client(fixture).txnStatus(TxnType.SEARCH, TxnAttribute.referenceIds(List.of("r-1", "r-2")));

            Request request = fixture.peer.requests().get(0);
            assertThat(request.path()).isEqualTo("/registry/sync/txn/status");
            assertThat(request.json().get("header").get("action").textValue()).isEqualTo("txn-status");
            assertThat(request.transactionId()).isNotEqualTo("t-77");
            JsonNode asked = request.message().get("txnstatus_request");
            assertThat(asked.get("reference_id").textValue()).isNotBlank();
            assertThat(asked.get("txn_type").textValue()).isEqualTo("search");
            assertThat(asked.get("attribute_type").textValue()).isEqualTo("transaction_id");
            assertThat(asked.get("attribute_value").textValue()).isEqualTo("t-77");
            assertThat(fixture.peer
                            .requests()
                            .get(1)
                            .message()
                            .get("txnstatus_request")
                            .get("attribute_value"))
                    .hasToString("[\"r-1\",\"r-2\"]");
        }
    }

    @Test
    void theStatusOfASearchIsTyped() {
        TxnStatusAnswer answer = ask(answering("search", status("pdng")));

        assertThat(answer.status()).isInstanceOfSatisfying(TxnStatus.SearchStatus.class, search -> assertThat(
                        search.response().searchResponse().get(0).status())
                .contains(RequestStatus.PDNG));
        // The scripted peer writes an empty signature.
        assertThat(answer.answer().findings()).containsExactly(new Finding("/signature", Rule.EMPTY_FOR_ABSENT));
        assertThat(answer.answer().context().correlationId()).contains("c-1");
    }

    @Test
    void anotherTypeOrTransactionIsReported() {
        TxnStatusAnswer other = ask(answering("search", status("succ").replace("t-77", "t-78")));
        assertThat(other.answer().findings())
                .contains(new Finding("/message/txnstatus_response/txn_status/transaction_id", Rule.TRANSACTION_ID));

        TxnStatusAnswer subscription = ask(answering("unsubscribe", "\"completed\""));
        assertThat(subscription.status()).isInstanceOf(TxnStatus.UntypedStatus.class);
        assertThat(subscription.answer().findings())
                .contains(
                        new Finding("/message/txnstatus_response/txn_type", Rule.TXN_TYPE),
                        new Finding("/message/txnstatus_response/txn_status", Rule.WRONG_TYPE));
    }

    @Test
    void anAnswerWithoutStatusIsNoAnswer() {
        try (Fixture fixture = Fixture.answering(answering("search", "null"))) {
            MalformedMessageException error = catchThrowableOfType(
                    MalformedMessageException.class, () -> client(fixture).txnStatus(TxnType.SEARCH, TXN));

            assertThat(error.ruleId()).contains(Rule.REQUIRED_MEMBER.id());
            assertThat(error.rawAnswer()).isPresent();
        }
    }

    @Test
    void aRejectionIsTyped() {
        try (Fixture fixture = Fixture.answering(request -> Answers.envelope(
                Answers.header("rjct").replace("on-search", "txn-on-status"),
                "{\"transaction_id\":\"" + request.transactionId() + "\",\"correlation_id\":\"c-1\"}"))) {
            assertThatThrownBy(() -> client(fixture).txnStatus(TxnType.SEARCH, TXN))
                    .isInstanceOf(RejectedException.class);
        }
    }

    @Test
    void aRegistryWithoutTheOperationIsNotAsked() {
        try (Fixture fixture = Fixture.answering(answering("search", status("pdng")))) {
            assertThatThrownBy(() -> fixture.unsigned().txnStatus(TxnType.SEARCH, TXN))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(Operation.SYNC_TXN_STATUS.toString());
            assertThat(fixture.peer.requests()).isEmpty();
        }
    }
}
