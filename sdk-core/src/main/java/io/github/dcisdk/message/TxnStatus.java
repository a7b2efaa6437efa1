package io.github.dcisdk.message;

import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.ModelType;
import io.github.dcisdk.json.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How far a transaction is: {@code txnstatus_response.txn_status} with its {@code txn_type}. It is the message that
 * answers a transaction of that type. Immutable. A status that was received is written back as it was received; {@link
 * Object#toString()} shows what the message itself shows.
 */
public sealed interface TxnStatus {
    /**
     * Types a status as it was received.
     *
     * @param txnType the type of the transaction
     * @param txnStatus the status as it stands on the wire
     * @param pointer where the status stands in the whole body, as a JSON pointer
     * @param findings receives every deviation from the standard
     * @return the typed status; an {@link UntypedStatus} for a receipt, for a type that the standard does not know, and for
     *     what is not the message that the type names
     * @throws io.github.dcisdk.error.MalformedMessageException if more places break rules than {@link
     *     io.github.dcisdk.json.JsonLimits#MAX_FINDINGS}
     */
    static TxnStatus of(TxnType txnType, JsonValue txnStatus, String pointer, Consumer<Finding> findings) {
        return Answering.ALL.stream()
                .filter(answering -> answering.txnType().equals(txnType))
                .findFirst()
                .map(answering -> answering.read(txnStatus, pointer, findings))
                .orElseGet(() -> new UntypedStatus(txnType, txnStatus));
    }

    /**
     * The type of the transaction.
     *
     * @return the code for {@code txn_type}
     */
    TxnType txnType();

    /**
     * The status as it stands on the wire.
     *
     * @return the value for {@code txn_status}
     */
    JsonValue toJson();

    /**
     * The status of a search.
     *
     * @param response what answers the search, as far as it is
     */
    record SearchStatus(SearchResponse response) implements TxnStatus {
        /**
         * Creates the status.
         *
         * @param response what answers the search, as far as it is
         */
        public SearchStatus {
            Objects.requireNonNull(response, "response");
        }

        @Override
        public TxnType txnType() {
            return TxnType.SEARCH;
        }

        @Override
        public JsonValue toJson() {
            return Json.toJson(response);
        }
    }

    /**
     * The status of a request for subscriptions.
     *
     * @param response what answers the request, as far as it is
     */
    record SubscribeStatus(SubscribeResponse response) implements TxnStatus {
        /**
         * Creates the status.
         *
         * @param response what answers the request, as far as it is
         */
        public SubscribeStatus {
            Objects.requireNonNull(response, "response");
        }

        @Override
        public TxnType txnType() {
            return TxnType.SUBSCRIBE;
        }

        @Override
        public JsonValue toJson() {
            return Json.toJson(response);
        }
    }

    /**
     * The status of a request to end subscriptions.
     *
     * @param response what answers the request
     */
    record UnSubscribeStatus(UnSubscribeResponse response) implements TxnStatus {
        /**
         * Creates the status.
         *
         * @param response what answers the request
         */
        public UnSubscribeStatus {
            Objects.requireNonNull(response, "response");
        }

        @Override
        public TxnType txnType() {
            return TxnType.UNSUBSCRIBE;
        }

        @Override
        public JsonValue toJson() {
            return Json.toJson(response);
        }
    }

    /**
     * A status of another type, or one that is not the message that its type names, as it was received.
     *
     * @param txnType the type of the transaction
     * @param toJson the status as it stands on the wire
     */
    record UntypedStatus(TxnType txnType, JsonValue toJson) implements TxnStatus {
        /**
         * Creates the status.
         *
         * @param txnType the type of the transaction
         * @param toJson the status as it stands on the wire
         */
        public UntypedStatus {
            Objects.requireNonNull(txnType, "txnType");
            Objects.requireNonNull(toJson, "toJson");
        }
    }
}

/**
 * The message that answers a type of transaction.
 *
 * @param essential the member without which an object is not that message
 */
record Answering<M extends DciObject>(
        TxnType txnType, ModelType<M> message, String essential, Function<M, TxnStatus> status) {
    static final List<Answering<?>> ALL = List.of(
            new Answering<>(TxnType.SEARCH, SearchResponse.TYPE, "search_response", TxnStatus.SearchStatus::new),
            new Answering<>(
                    TxnType.SUBSCRIBE, SubscribeResponse.TYPE, "subscribe_response", TxnStatus.SubscribeStatus::new),
            new Answering<>(TxnType.UNSUBSCRIBE, UnSubscribeResponse.TYPE, "status", TxnStatus.UnSubscribeStatus::new));

    TxnStatus read(JsonValue received, String pointer, Consumer<Finding> findings) {
        List<Finding> found = new ArrayList<>();
        Optional<M> message = received.asObject().map(object -> Json.read(object, this.message, pointer, found::add));
        if (message.isEmpty() || found.contains(new Finding(pointer + "/" + essential, Rule.REQUIRED_MEMBER))) {
            findings.accept(new Finding(pointer, Rule.WRONG_TYPE));
            return new TxnStatus.UntypedStatus(txnType, received);
        }
        found.forEach(findings);
        return status.apply(message.get());
    }
}
