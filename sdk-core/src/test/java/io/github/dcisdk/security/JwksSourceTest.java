package io.github.dcisdk.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.error.UnavailableException;
import io.github.dcisdk.inbound.InboundHandler;
import io.github.dcisdk.inbound.InboundRequest;
import io.github.dcisdk.inbound.InboundResponse;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.inbound.Refusal;
import io.github.dcisdk.transport.AddressGuard;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys that a sender publishes: when they are fetched, how long they are believed, and what is no key set. */
@Timeout(60)
class JwksSourceTest {
    private static final AddressGuard LOOPBACK = AddressGuard.PUBLIC_ONLY.allowLoopbackInClearText();
    private static final VerificationKey ONE = SignedMessages.key("one", 1).verificationKey();
    private static final VerificationKey TWO = SignedMessages.key("two", 2).verificationKey();

    private final MovableClock clock = new MovableClock(SignedMessages.NOW);
    private final Place place = new Place();
    private final JdkHttpServer server = JdkHttpServer.startOnLoopback(place);
    private final JwksSource source = builder().build();

    private JwksSource.Builder builder() {
        return JwksSource.wellKnown(server.baseUrl()).guard(LOOPBACK).clock(clock);
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** Where the keys stand. */
    private static final class Place implements InboundHandler {
        final AtomicInteger requests = new AtomicInteger();
        volatile InboundResponse answer = keys(ONE);
        volatile CountDownLatch gate = new CountDownLatch(0);

        static InboundResponse keys(VerificationKey... keys) {
            return text(200, JwkSet.of(List.of(keys)).toJson());
        }

        static InboundResponse encryption(EncryptionKey key) {
            return text(200, JwkSet.of(List.of(), List.of(key)).toJson());
        }

        static InboundResponse text(int status, String text) {
            return InboundResponse.json(status, text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public InboundResponse handle(InboundRequest request) {
            assertThat(request.path()).isEqualTo("/.well-known/jwks.json");
            requests.incrementAndGet();
            try {
                assertThat(gate.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return answer;
        }

        @Override
        public InboundResponse refuse(Refusal refusal) {
            return text(refusal.httpStatus(), "{}");
        }

        @Override
        public int maxBodyBytes() {
            return 1_000;
        }
    }

    @Test
    void keysAreFetchedWithTheFirstMessageAndKept() {
        assertThat(place.requests).hasValue(0);
        for (int i = 0; i < 10; i++) {
            assertThat(source.key("one")).contains(ONE);
            assertThat(source.keys()).containsExactly(ONE);
        }
        clock.advance(Duration.ofMinutes(10));
        assertThat(source.key("one")).contains(ONE);
        assertThat(place.requests).hasValue(1);
    }

    private void guess() {
        for (int i = 0; i < 100; i++) {
            assertThat(source.key("guess-" + i)).isEmpty();
        }
    }

    @Test
    void aKeyThatNobodyKnowsIsAskedForButNotAgainAndAgain() {
        assertThat(source.key("one")).contains(ONE);
        guess();
        assertThat(place.requests).as("three at once").hasValue(3);
        clock.advance(Duration.ofSeconds(10));
        guess();
        assertThat(place.requests).as("then one per interval").hasValue(4);
        clock.advance(Duration.ofSeconds(9));
        guess();
        assertThat(place.requests).hasValue(4);
        clock.advance(Duration.ofDays(1));
        guess();
        assertThat(place.requests).as("however long nobody asked").hasValue(7);
    }

    @Test
    void aStrangersGuessDoesNotMakeANewKeyWait() {
        assertThat(source.key("one")).contains(ONE);
        clock.advance(Duration.ofMinutes(1));
        assertThat(source.key("guess")).isEmpty();
        place.answer = Place.keys(TWO);
        assertThat(source.key("two")).as("published just after the guess").contains(TWO);
        assertThat(place.requests).hasValue(3);
    }

    @Test
    void aStrangerWhoGuessesWithoutEndDelaysANewKeyByOneIntervalAtMost() {
        for (int i = 0; i < 30; i++) {
            guess();
            clock.advance(Duration.ofSeconds(1));
        }
        place.answer = Place.keys(TWO);
        for (int i = 0; i < 10; i++) {
            guess();
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(source.key("two")).contains(TWO);
        assertThat(place.requests.get()).isLessThanOrEqualTo(3 + 4);
    }

    @Test
    void aClockThatIsSetBackStopsNothing() {
        guess();
        assertThat(place.requests).hasValue(3);
        clock.advance(Duration.ofDays(-1));
        place.answer = Place.keys(TWO);
        assertThat(source.key("two")).contains(TWO);
    }

    @Test
    void theKeyForEncryptionIsTheFirstThatIsMeantForItAndCanBeUsed() {
        EncryptionKey first = EncryptedTexts.RSA.encryptionKey();
        EncryptionKey second = EncryptedTexts.WRAPPED.encryptionKey();
        String odd = first.toJwk().replace("RSA-OAEP-256", "RSA1_5").replace(first.keyId(), "odd");
        place.answer = Place.text(
                200, "{\"keys\":[" + ONE.toJwk() + "," + odd + "," + first.toJwk() + "," + second.toJwk() + "]}");
        assertThat(source.encryptionKey()).contains(first);
        assertThat(source.keys()).containsExactly(ONE);
        assertThat(place.requests).as("both from one set").hasValue(1);
        place.answer = Place.encryption(second);
        assertThat(source.encryptionKey()).as("kept").contains(first);
        clock.advance(Duration.ofMinutes(11));
        assertThat(source.encryptionKey()).as("old").contains(second);
        place.answer = Place.text(503, "{}");
        clock.advance(Duration.ofHours(23));
        assertThat(source.encryptionKey()).as("the place is down").contains(second);
        clock.advance(Duration.ofHours(2));
        assertThat(source.encryptionKey()).as("too long").isEmpty();
    }

    @Test
    void anotherKeyForEncryptionIsLookedForAtOnceWhereOneIsRefused() {
        EncryptionKey first = EncryptedTexts.RSA.encryptionKey();
        EncryptionKey second = EncryptedTexts.WRAPPED.encryptionKey();
        place.answer = Place.encryption(first);
        assertThat(source.encryptionKey()).contains(first);
        assertThat(source.encryptionKeyInsteadOf(first)).as("still the same").isEmpty();
        assertThat(place.requests).hasValue(2);
        place.answer = Place.encryption(second);
        assertThat(source.encryptionKeyInsteadOf(first)).contains(second);
        assertThat(source.encryptionKeyInsteadOf(first)).as("known already").contains(second);
        assertThat(place.requests).hasValue(3);
        for (int i = 0; i < 100; i++) {
            assertThat(source.encryptionKeyInsteadOf(second)).isEmpty();
        }
        assertThat(place.requests).as("bounded").hasValue(3);
        assertThat(first.encryptionKeyInsteadOf(first))
                .as("a key that does not change")
                .isEmpty();
        assertThat(second.encryptionKeyInsteadOf(first)).contains(second);
    }

    @Test
    void aKeyThatIsNoLongerPublishedIsNoLongerBelieved() {
        assertThat(source.key("one")).contains(ONE);
        place.answer = Place.keys(TWO);
        clock.advance(Duration.ofMinutes(10));
        assertThat(source.key("one")).as("not old yet").contains(ONE);
        clock.advance(Duration.ofSeconds(1));
        assertThat(source.key("one")).isEmpty();
        assertThat(source.keys()).containsExactly(TWO);
        assertThat(place.requests).hasValue(2);
    }

    @Test
    void whileThePlaceIsDownTheLastKeysAreUsedForABoundedTime() {
        assertThat(source.key("one")).contains(ONE);
        place.answer = Place.text(503, "{}");
        clock.advance(Duration.ofHours(1));
        for (int i = 0; i < 20; i++) {
            assertThat(source.key("one")).contains(ONE);
        }
        assertThat(place.requests).as("one attempt per interval").hasValue(2);
        clock.advance(Duration.ofHours(23));
        assertThat(source.key("one")).contains(ONE);
        clock.advance(Duration.ofSeconds(1));
        assertThat(source.key("one")).isEmpty();
        assertThat(source.keys()).isEmpty();
        clock.advance(Duration.ofSeconds(10));
        place.answer = Place.keys(ONE);
        assertThat(source.key("one")).as("up again").contains(ONE);
    }

    @Test
    void manyMessagesWithANewKeyMakeOneRequestAndAllWaitForIt() throws Exception {
        assertThat(source.key("one")).contains(ONE);
        clock.advance(Duration.ofMinutes(1));
        place.answer = Place.keys(ONE, TWO);
        place.gate = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<Optional<VerificationKey>>> waiting = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                waiting.add(threads.submit(() -> source.key("two")));
            }
            while (place.requests.get() < 2) {
                Thread.onSpinWait();
            }
            assertThat(source.key("one"))
                    .as("who has the key at hand does not wait")
                    .contains(ONE);
            clock.advance(Duration.ofMinutes(20));
            assertThat(source.key("one"))
                    .as("not even if it has grown old meanwhile")
                    .contains(ONE);
            place.gate.countDown();
            for (Future<Optional<VerificationKey>> future : waiting) {
                assertThat(future.get()).contains(TWO);
            }
            assertThat(place.requests).hasValue(2);
        } finally {
            place.gate.countDown();
            threads.shutdownNow();
        }
    }

    @Test
    void whatIsNoKeySetChangesNothing() {
        assertThat(source.key("one")).contains(ONE);
        for (InboundResponse answer : List.of(
                Place.text(404, "{}"),
                Place.text(200, "<html></html>"),
                Place.text(200, "{\"keys\":1}"),
                Place.text(200, ""),
                Place.text(302, "{}").withHeader("Location", server.baseUrl() + "/elsewhere"),
                Place.text(200, "{\"keys\":[" + " ".repeat(JwkSet.MAX_BYTES) + "]}"))) {
            place.answer = answer;
            clock.advance(Duration.ofMinutes(11));
            int before = place.requests.get();
            assertThat(source.key("one")).contains(ONE);
            assertThat(place.requests).hasValue(before + 1);
        }
    }

    @Test
    void privateAndOtherKeysInASetAreLeftOut() {
        SigningKey careless = SignedMessages.key("careless", 3);
        place.answer = Place.text(
                200,
                "{\"keys\":[" + careless.exportJwk() + "," + ONE.toJwk()
                        + ",{\"kty\":\"oct\",\"kid\":\"shared\",\"k\":\"c2VjcmV0\"}]}");
        assertThat(source.keys()).containsExactly(ONE);
        assertThat(source.key("careless")).isEmpty();
        assertThat(source.key("shared")).isEmpty();
    }

    @Test
    void onlyPublicAddressesAreCalledUnlessTheEntryPermitsMore() {
        JwksSource guarded = JwksSource.wellKnown(server.baseUrl()).clock(clock).build();
        assertThat(guarded.key("one")).isEmpty();
        assertThatThrownBy(guarded::load)
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("AddressGuard.allowLoopbackInClearText()");
        assertThat(place.requests).hasValue(0);
    }

    @Test
    void aMistakeIsFoundWhenTheProgramStarts() {
        source.load();
        assertThat(place.requests).hasValue(1);
        assertThat(source.key("one")).contains(ONE);
        assertThat(place.requests).hasValue(1);
        place.answer = Place.text(404, "{}");
        assertThatThrownBy(source::load)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HTTP status 404");
        place.answer = Place.text(200, "{\"keys\":[]}");
        assertThatThrownBy(source::load)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no key that can be used");
        assertThatThrownBy(() -> JwksSource.at("crvs.example.org")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JwksSource.wellKnown("crvs")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().interval(Duration.ZERO)).hasMessageContaining("interval");
        assertThatThrownBy(() -> builder().staleFor(Duration.ofSeconds(1)).build())
                .hasMessageContaining("staleFor");
        assertThat(source).hasToString("JwksSource[127.0.0.1]");
    }

    @Test
    void aSenderIsTrustedWithTheKeysThatItPublishes() {
        TrustedSender sender = TrustedSender.signing(SignedMessages.SENDER, source);
        sender.requireUsable();
        assertThat(place.requests).as("nothing is fetched before it is needed").hasValue(0);
        place.answer = Place.keys(SignedMessages.KEY.verificationKey());
        var envelope = SignedMessages.envelope(
                SignedMessages.sign(SignedMessages.HEADER, SignedMessages.MESSAGE),
                SignedMessages.HEADER,
                SignedMessages.MESSAGE);
        assertThat(SignedMessages.verifier(SignedMessages.NOW, sender).check(envelope))
                .isInstanceOf(SignatureCheck.Verified.class);
        place.answer = Place.keys(TWO);
        clock.advance(Duration.ofHours(1));
        assertThat(SignedMessages.verifier(SignedMessages.NOW, sender).check(envelope))
                .isEqualTo(SignedMessages.failed(SignatureFailure.UNKNOWN_KEY));
        assertThat(sender).hasToString("TrustedSender[sp-mis.example.org, JwksSource[127.0.0.1]]");
    }
}
