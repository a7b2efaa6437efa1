package io.github.dcisdk.client;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonArray;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.message.AckStatus;
import io.github.dcisdk.message.RequestStatus;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a body says about an error, in any of the forms that are met: the standard's acknowledgement and {@code errors}
 * list, and a single {@code error} object. Only codes are taken over; texts may hold personal data. Forms without a code
 * ({@code detail}, RFC 9457, plain text, HTML) say no more than the HTTP status does.
 */
final class ErrorBody {
    /** A longer body is not searched: anybody can send it, and read into objects it takes many times its size. */
    private static final int MAX_BYTES = 65_536;

    private static final ErrorBody NOTHING = new ErrorBody(Optional.empty());

    private final Optional<JsonObject> body;

    private ErrorBody(Optional<JsonObject> body) {
        this.body = body;
    }

    static ErrorBody of(byte[] body) {
        if (body.length == 0 || body.length > MAX_BYTES) {
            return NOTHING;
        }
        try {
            return new ErrorBody(Json.parse(body).asObject());
        } catch (MalformedMessageException e) {
            return NOTHING;
        }
    }

    boolean isAcknowledgement() {
        return ackStatus().isPresent();
    }

    /** Whether the request was refused. An error beside another acknowledgement than {@code ERR} means nothing. */
    boolean isRefusal() {
        return ackStatus()
                .map(status -> status.equalsIgnoreCase(AckStatus.ERR.code()))
                .orElseGet(() -> code().isPresent());
    }

    /** Whether the message was accepted and nothing will follow. */
    boolean isWithoutCallback() {
        return ackStatus()
                .filter(status -> status.equalsIgnoreCase(AckStatus.NACK.code()))
                .isPresent();
    }

    /** What an envelope says that rejects the request in its header, whatever HTTP status it came with. */
    Optional<RejectedException> rejection(CallContext context) {
        return body.flatMap(top -> member(top, "header"))
                .filter(header -> text(header, "status")
                        .filter(RequestStatus.RJCT.code()::equalsIgnoreCase)
                        .isPresent())
                .map(header -> new RejectedException(
                        text(header, "status_reason_code").orElse(null),
                        text(header, "status_reason_message").orElse(null),
                        context));
    }

    Optional<String> correlationId() {
        return body.flatMap(top -> member(top, "message")).flatMap(ack -> text(ack, "correlation_id"));
    }

    /** The first error code that the body names. */
    Optional<String> code() {
        return body.stream()
                .flatMap(top -> Stream.of(
                                member(top, "message").flatMap(ack -> member(ack, "error")),
                                firstOf(top, "errors"),
                                member(top, "error"))
                        .flatMap(Optional::stream))
                .flatMap(error -> text(error, "code").stream())
                .findFirst();
    }

    private Optional<String> ackStatus() {
        return body.flatMap(top -> member(top, "message")).flatMap(ack -> text(ack, "ack_status"));
    }

    private static Optional<JsonObject> member(JsonObject object, String name) {
        return object.get(name).flatMap(JsonValue::asObject);
    }

    private static Optional<JsonObject> firstOf(JsonObject object, String name) {
        return object.get(name)
                .flatMap(value ->
                        value instanceof JsonArray list ? list.items().stream().findFirst() : Optional.of(value))
                .flatMap(JsonValue::asObject);
    }

    private static Optional<String> text(JsonObject object, String name) {
        return object.get(name)
                .flatMap(value ->
                        value instanceof JsonValue.JsonNumber number ? Optional.of(number.literal()) : value.asString())
                .filter(text -> !text.isBlank());
    }
}
