package io.github.dcisdk.callback;

import static io.github.dcisdk.callback.World.callback;
import static io.github.dcisdk.callback.World.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.client.PendingAnswer;
import io.github.dcisdk.client.TxnStatusAnswer;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.TxnAttribute;
import io.github.dcisdk.message.TxnStatus;
import io.github.dcisdk.message.TxnType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The status of a transaction, answered later. */
@Timeout(60)
class StatusAsyncTest {
    private static World.Callback status(World.Received request, String action) {
        return callback(
                action,
                "succ",
                "{\"transaction_id\":\"" + request.transactionId() + "\",\"correlation_id\":\"c-1\","
                        + "\"txnstatus_response\":{\"txn_type\":\"search\",\"txn_status\":{\"transaction_id\":\"t-1\","
                        + "\"correlation_id\":\"c-2\",\"search_response\":[" + page("r-1", 1, 1, 1, 1) + "]}}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"txn-on-status", "on-status", "on-txn-status", "txn_status", "txn-status"})
    void theStatusIsAnsweredUnderEverySpellingThatIsMet(String action) {
        try (World world = new World().start()) {
            PendingAnswer<TxnStatusAnswer> later =
                    world.program.client.txnStatusAsync(TxnType.SEARCH, TxnAttribute.transactionId("t-1"));
            assertThat(world.request().path()).isEqualTo("/registry/txn/status");
            world.bring(status(world.request(), action));

            assertThat(later.join().status()).isInstanceOfSatisfying(TxnStatus.SearchStatus.class, it -> assertThat(
                            it.response().searchResponse())
                    .hasSize(1));
        }
    }

    @Test
    void theStatusOfAnotherTransactionIsReported() {
        try (World world = new World().start()) {
            PendingAnswer<TxnStatusAnswer> later =
                    world.program.client.txnStatusAsync(TxnType.SEARCH, TxnAttribute.transactionId("t-9"));
            world.bring(status(world.request(), "txn-on-status"));

            assertThat(later.join().answer().findings()).anyMatch(finding -> finding.rule() == Rule.TRANSACTION_ID);
        }
    }
}
