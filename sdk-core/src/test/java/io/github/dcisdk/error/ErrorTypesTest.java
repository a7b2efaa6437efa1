package io.github.dcisdk.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every error of the SDK has in common, and what each adds. */
class ErrorTypesTest {
    private static final CallContext CONTEXT = CallContext.of("crvs.example.gov")
            .withMessageId("m-1")
            .withTransactionId("t-1")
            .withCorrelationId("c-1");

    static Stream<DciException> all() {
        return Stream.of(
                new EncryptionException("no key", CONTEXT),
                new HttpStatusException(404, "err.x", "HTTP 404", CONTEXT),
                malformed(CONTEXT),
                new NotAuthenticException(CONTEXT),
                new PagesInconsistentException("3 of 5", 3, CONTEXT),
                new RefusedException("err.request.bad", 400, "refused", CONTEXT),
                new RejectedException("rjct.x", "explained", CONTEXT),
                new TokenException(ErrorCode.TOKEN_REFUSED, "invalid_client", 401, "HTTP 401", CONTEXT, null),
                new UnavailableException(
                        ErrorCode.TOO_MANY_REQUESTS,
                        "HTTP 429",
                        CONTEXT,
                        new UnavailableException.Failure(3, true, 429, Duration.ofSeconds(7)),
                        new IOException("cause")));
    }

    private static MalformedMessageException malformed(CallContext context) {
        return new MalformedMessageException(
                ErrorCode.MALFORMED, "json.syntax", "/header", "not JSON", context, new IOException("cause"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyErrorSaysItsCodeTheDetailAndTheExchange(DciException error) {
        assertThat(error)
                .isInstanceOf(RuntimeException.class)
                .hasMessage(error.errorCode().code() + ": " + error.detail()
                        + " [peer=crvs.example.gov message_id=m-1 transaction_id=t-1 correlation_id=c-1]");
        assertThat(error.peer()).contains("crvs.example.gov");
        assertThat(error.messageId()).contains("m-1");
        assertThat(error.transactionId()).contains("t-1");
        assertThat(error.correlationId()).contains("c-1");
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyErrorSurvivesSerialisation(DciException error) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(error);
        }
        DciException read =
                (DciException) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

        assertThat(read)
                .isExactlyInstanceOf(error.getClass())
                .usingRecursiveComparison()
                .isEqualTo(error);
        assertThat(read).hasMessage(error.getMessage());
        assertThat(read.context()).hasToString(error.context().toString());
    }

    @Test
    void everyConcreteErrorIsAmongThoseTested() {
        assertThat(all().map(error -> error.getClass().getSimpleName()))
                .containsExactlyInAnyOrder(
                        "EncryptionException",
                        "HttpStatusException",
                        "MalformedMessageException",
                        "NotAuthenticException",
                        "PagesInconsistentException",
                        "RefusedException",
                        "RejectedException",
                        "TokenException",
                        "UnavailableException");
    }

    @Test
    void anErrorWithoutExchangeSaysSo() {
        DciException error = new EncryptionException("no key", CallContext.none());
        assertThat(error).hasMessage("DCI-4101: no key");
        assertThat(error.peer()).isEmpty();
        assertThat(error.messageId()).isEmpty();
        assertThat(error.transactionId()).isEmpty();
        assertThat(error.correlationId()).isEmpty();
    }

    @Test
    void aMalformedMessageIsPutIntoItsExchangeLater() {
        MalformedMessageException first = malformed(CallContext.of("somebody"));
        MalformedMessageException placed = first.in(CONTEXT);

        assertThat(placed.getMessage())
                .startsWith("DCI-3001: not JSON [peer=crvs.example.gov ")
                .doesNotContain("somebody");
        assertThat(placed.detail()).isEqualTo("not JSON");
        assertThat(placed.ruleId()).contains("json.syntax");
        assertThat(placed.pointer()).isEqualTo("/header");
        assertThat(placed.errorCode()).isEqualTo(ErrorCode.MALFORMED);
        assertThat(placed).hasSameClassAs(first).cause().isSameAs(first.getCause());
        assertThat(placed.getStackTrace()).isEqualTo(first.getStackTrace());
    }

    @Test
    void statusesTellWhetherCredentialsAreTheReason() {
        assertThat(List.of(401, 403)).allSatisfy(status -> {
            HttpStatusException error = new HttpStatusException(status, null, "HTTP " + status, CONTEXT);
            assertThat(error.isUnauthorised()).isTrue();
            assertThat(error.errorCode()).isEqualTo(ErrorCode.UNAUTHORISED);
            assertThat(error.refusalCode()).isEmpty();
        });
        HttpStatusException notFound = new HttpStatusException(404, "err.x", "HTTP 404", CONTEXT);
        assertThat(notFound.isUnauthorised()).isFalse();
        assertThat(notFound.errorCode()).isEqualTo(ErrorCode.HTTP_STATUS);
        assertThat(notFound.status()).isEqualTo(404);
        assertThat(notFound.refusalCode()).contains("err.x");
    }

    @Test
    void refusalsAndRejectionsCarryTheStandardsCodes() {
        RefusedException refused = new RefusedException("err.request.bad", 200, "refused", CONTEXT);
        assertThat(refused.refusalCode()).contains("err.request.bad");
        assertThat(refused.httpStatus()).isEqualTo(200);
        assertThat(new RefusedException(null, 400, "refused", CONTEXT).refusalCode())
                .isEmpty();

        RejectedException rejected = new RejectedException("rjct.search_criteria.invalid", "name the sex");
        assertThat(rejected.reasonCode()).contains("rjct.search_criteria.invalid");
        assertThat(rejected.reasonMessage()).contains("name the sex");
        assertThat(new RejectedException(null, null, CONTEXT).getMessage()).contains("no reason code");
        assertThat(new PagesInconsistentException("3 of 5", 3, CONTEXT).received())
                .isEqualTo(3);
    }

    @Test
    void whatAPeerSaysDoesNotReachTheMessage() {
        RejectedException rejected =
                new RejectedException("rjct.x\r\nforged line", "Almaz Tesfaye is unknown", CONTEXT);
        assertThat(rejected.getMessage())
                .doesNotContain("Almaz")
                .doesNotContain("\n")
                .doesNotContain("forged")
                .contains("rejected with a code that is not shown");
        assertThat(new HttpStatusException(418, "Almaz", "HTTP 418", CONTEXT).getMessage())
                .doesNotContain("Almaz");
        assertThat(new RefusedException("Almaz", 400, "refused", CONTEXT).getMessage())
                .doesNotContain("Almaz");
    }

    @Test
    void aMessageThatIsNotAuthenticGivesNoReason() {
        assertThat(new NotAuthenticException(CONTEXT).detail()).isEqualTo(ErrorCode.NOT_AUTHENTIC.meaning());
    }

    @Test
    void anUnavailablePeerTellsWhatIsKnownForALaterTry() {
        UnavailableException error = (UnavailableException)
                all().filter(UnavailableException.class::isInstance).findFirst().orElseThrow();
        assertThat(error.attempts()).isEqualTo(3);
        assertThat(error.isRetryable()).isTrue();
        assertThat(error.httpStatus()).contains(429);
        assertThat(error.retryAfter()).contains(Duration.ofSeconds(7));

        UnavailableException silent = new UnavailableException(
                ErrorCode.TIMED_OUT, "silent", CONTEXT, new UnavailableException.Failure(1, false, null, null), null);
        assertThat(silent.httpStatus()).isEmpty();
        assertThat(silent.retryAfter()).isEmpty();
        assertThat(silent.isRetryable()).isFalse();
    }

    @Test
    void errorCodesAreUniqueAndExplained() {
        assertThat(ErrorCode.values())
                .extracting(ErrorCode::code)
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("DCI-[1-6][0-9]{3}"))
                .isSorted();
        assertThat(Arrays.stream(ErrorCode.values())).allSatisfy(code -> {
            assertThat(code.meaning()).isNotBlank().doesNotEndWith(".");
            assertThat(code.advice()).isNotBlank().doesNotEndWith(".");
        });
    }
}
