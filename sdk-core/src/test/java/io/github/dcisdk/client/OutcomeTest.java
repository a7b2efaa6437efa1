package io.github.dcisdk.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.client.ScriptedPeer.Reply;
import io.github.dcisdk.client.ScriptedPeer.Request;
import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.DciException;
import io.github.dcisdk.error.EncryptionException;
import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.NotAuthenticException;
import io.github.dcisdk.error.PagesInconsistentException;
import io.github.dcisdk.error.RefusedException;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.error.TokenException;
import io.github.dcisdk.error.UnavailableException;
import io.github.dcisdk.record.Person;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What one call can end in, as values. */
@Timeout(60)
class OutcomeTest {
    private static Outcome<SearchPage<Person>> outcome(Function<Request, Reply> script) {
        try (Fixture fixture = new Fixture(script)) {
            return Outcome.of(() -> fixture.unsigned().search(Fixture.PERSON, Fixture.QUERY));
        }
    }

    static Stream<Arguments> overTheWire() {
        String rejected = "\"status\":\"rjct\",\"status_reason_code\":\"rjct.search_criteria.invalid\"";
        return Stream.of(
                wire(Outcome.Kind.ANSWERED, it -> Reply.json(Answers.onSearch(it, Answers.succeeded(it, "")))),
                wire(
                        Outcome.Kind.REJECTED,
                        it -> Reply.json(Answers.onSearch(it, Answers.item(it.referenceId(), rejected)))),
                wire(
                        Outcome.Kind.REFUSED,
                        it -> Reply.json(
                                "{\"message\":{\"ack_status\":\"ERR\",\"error\":{\"code\":\"err.request.bad\"}}}")),
                wire(Outcome.Kind.UNAUTHORISED, it -> Reply.of(401, "application/json", "{}")),
                wire(Outcome.Kind.UNAUTHORISED, it -> Reply.of(403, "text/html", "<p>no</p>")),
                wire(Outcome.Kind.UNAVAILABLE, it -> Reply.of(500, "text/plain", "")),
                wire(Outcome.Kind.NOT_UNDERSTOOD, it -> Reply.of(404, "text/plain", "")),
                wire(Outcome.Kind.NOT_UNDERSTOOD, it -> Reply.json("[]")));
    }

    private static Arguments wire(Outcome.Kind kind, Function<Request, Reply> script) {
        return Arguments.of(kind, script);
    }

    @ParameterizedTest
    @MethodSource("overTheWire")
    void anAnswerOverTheWireHasItsKind(Outcome.Kind kind, Function<Request, Reply> script) {
        Outcome<SearchPage<Person>> outcome = outcome(script);

        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.error().isPresent()).isEqualTo(kind != Outcome.Kind.ANSWERED);
        outcome.error().ifPresent(error -> {
            assertThat(outcome.context()).isSameAs(error.context());
            assertThat(error.rawAnswer()).isPresent();
            assertThatThrownBy(outcome::orElseThrow).isSameAs(error);
        });
    }

    @Test
    void anAnswerThatIsNotSignedIsNotAuthentic() {
        try (Fixture fixture = Fixture.answering(it -> Answers.onSearch(it, Answers.succeeded(it, "")))) {
            assertThat(Outcome.of(() -> fixture.signed().search(Fixture.PERSON, Fixture.QUERY)))
                    .isInstanceOf(Outcome.NotAuthentic.class);
        }
    }

    static Stream<Arguments> errors() {
        CallContext context = CallContext.of(Fixture.PEER);
        UnavailableException.Failure failure = new UnavailableException.Failure(1, true, null, null);
        return Stream.of(
                Arguments.of(
                        Outcome.Kind.TIMED_OUT,
                        new UnavailableException(ErrorCode.TIMED_OUT, "late", context, failure, null)),
                Arguments.of(
                        Outcome.Kind.UNAVAILABLE,
                        new UnavailableException(ErrorCode.CONNECTION_LOST, "lost", context, failure, null)),
                Arguments.of(
                        Outcome.Kind.UNAUTHORISED,
                        new TokenException(ErrorCode.TOKEN_REFUSED, "invalid_client", 401, "refused", context, null)),
                Arguments.of(Outcome.Kind.NOT_AUTHENTIC, new NotAuthenticException(context)),
                Arguments.of(Outcome.Kind.NOT_AUTHENTIC, new EncryptionException("encrypted", context)),
                Arguments.of(Outcome.Kind.NOT_UNDERSTOOD, new PagesInconsistentException("ended short", 3, context)),
                Arguments.of(Outcome.Kind.REFUSED, new RefusedException("err.version.not_supported", 400, "", context)),
                Arguments.of(Outcome.Kind.REJECTED, new RejectedException("rjct.other", null, context)));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void everyErrorHasItsKind(Outcome.Kind kind, DciException error) {
        Outcome<String> outcome = Outcome.failed(error);

        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.error()).containsSame(error);
    }

    @Test
    void theCasesAreAllThereAre() {
        Set<Outcome.Kind> kinds = EnumSet.noneOf(Outcome.Kind.class);
        Stream.concat(Stream.of(Outcome.Answered.class), Stream.of(Outcome.Failed.class.getPermittedSubclasses()))
                .forEach(type -> kinds.add(Outcome.Kind.valueOf(type.getSimpleName()
                        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                        .toUpperCase(java.util.Locale.ROOT))));

        assertThat(kinds).containsExactlyInAnyOrder(Outcome.Kind.values());
    }

    @Test
    void aMistakeOfTheProgramIsNotAnOutcome() {
        assertThatThrownBy(() -> Outcome.of(() -> {
                    throw new IllegalStateException("mistake");
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aValueIsAnsweredAndNotShown() {
        Outcome<String> outcome = Outcome.of(() -> "Almaz");

        assertThat(outcome.orElseThrow()).isEqualTo("Almaz");
        assertThat(outcome).hasToString("Answered");
        assertThat(outcome.context()).isEqualTo(CallContext.none());
    }
}
