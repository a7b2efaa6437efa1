package io.github.dcisdk.inbound;

import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.message.AckMessage;
import io.github.dcisdk.message.AckStatus;
import io.github.dcisdk.message.HttpError;
import io.github.dcisdk.message.HttpErrorResponse;
import io.github.dcisdk.message.RequestError;
import io.github.dcisdk.message.RequestErrorCode;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * The body of a refusal: an acknowledgement {@code ERR} for DCI peers and the standard's {@code errors} list for
 * everything else that may stand in between. Never repeats anything of the request.
 */
final class RefusalAnswers {
    /** What RFC 9110 wants beside some statuses (sections 15.5.6, 11.6.1 and 10.2.3); for tokens RFC 6750 section 3. */
    private static final Map<Refusal, Map.Entry<String, String>> HEADERS = Map.of(
            Refusal.METHOD_NOT_ALLOWED, Map.entry("Allow", "POST"),
            Refusal.UNAUTHORISED, Map.entry("WWW-Authenticate", "Bearer"),
            Refusal.TOKEN_INVALID, Map.entry("WWW-Authenticate", "Bearer error=\"invalid_token\""),
            Refusal.INSUFFICIENT_SCOPE, Map.entry("WWW-Authenticate", "Bearer error=\"insufficient_scope\""),
            Refusal.SIGNATURE_MISSING, Map.entry("WWW-Authenticate", "Signature"),
            Refusal.SIGNATURE_INVALID, Map.entry("WWW-Authenticate", "Signature"),
            Refusal.UNAVAILABLE, Map.entry("Retry-After", "5"));

    private final Clock clock;

    RefusalAnswers(Clock clock) {
        this.clock = clock;
    }

    InboundResponse answer(Refusal refusal, String explanation, String correlationId) {
        String text = StatusReason.cut(explanation);
        RequestErrorCode code = RequestErrorCode.of(refusal.errorCode());
        AckMessage acknowledgement = AckMessage.builder(AckStatus.ERR, DciDateTime.of(clock.instant()), correlationId)
                .error(RequestError.builder().code(code).message(text).build())
                .build();
        HttpErrorResponse body = HttpErrorResponse.builder()
                .message(acknowledgement)
                .errors(List.of(HttpError.builder()
                        .code(refusal.errorCode())
                        .message(text)
                        .build()))
                .build();
        InboundResponse response = InboundResponse.json(refusal.httpStatus(), Json.write(body));
        Map.Entry<String, String> header = HEADERS.get(refusal);
        return header == null ? response : response.withHeader(header.getKey(), header.getValue());
    }
}
