package io.github.dcisdk.client;

import io.github.dcisdk.message.TxnStatus;
import io.github.dcisdk.message.TxnStatusResponse;

/**
 * How far a transaction is, as a registry says. {@link Object#toString()} shows identifiers and sizes only.
 *
 * @param status the status; what an answer to the transaction would be, as far as there is one. An {@code UntypedStatus}
 *     when it is none of the messages of the standard
 * @param answer the answer that it stands in, with its findings and the identifiers of the exchange
 */
public record TxnStatusAnswer(TxnStatus status, Answer<TxnStatusResponse> answer) {}
