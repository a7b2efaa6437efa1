package io.github.dcisdk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dcisdk.auth.IssuedTokens;
import io.github.dcisdk.inbound.Refusal;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.MessageSlices;
import io.github.dcisdk.security.SignatureAlgorithm;
import io.github.dcisdk.security.SignatureCheck;
import io.github.dcisdk.security.SignatureScheme;
import io.github.dcisdk.security.SignatureSchemes;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.security.VerifiedContent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what a trusted sender says is answered: who it is, that it said exactly this, and that it said so now. */
@Timeout(60)
class AuthenticityTest {
    private final AtomicInteger handled = new AtomicInteger();
    private final SearchHandler<io.github.dcisdk.record.Person> counting = (query, context) -> {
        handled.incrementAndGet();
        return SearchResult.all(TestRegistry.PEOPLE);
    };
    private final TestRegistry registry = TestRegistry.start(counting);

    @AfterEach
    void stop() {
        registry.close();
    }

    private void assertNothingHandled() {
        assertThat(handled).as("calls of the handler").hasValue(0);
    }

    @Test
    void aSignedSearchOfATrustedSenderIsAnswered() {
        TestAnswer answer = registry.post(TestRequest.search()).answered();

        assertThat(answer.item(0).path("data").path("reg_records")).hasSize(3);
        assertThat(answer.json().path("header").path("receiver_id").asText()).isEqualTo(TestRegistry.SENDER);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\"signature\":\"\",", "\"signature\":\"  \",", "\"signature\":null,", "\"signature\":7,"})
    void aMessageWithoutSignatureIsRefused(String signature) {
        TestRequest request = TestRequest.search();
        String body = "{" + signature + "\"header\":" + request.header + ",\"message\":" + request.message + "}";

        TestAnswer answer = registry.post(body.getBytes(StandardCharsets.UTF_8));

        answer.refusedWith(Refusal.SIGNATURE_MISSING);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Signature");
        assertNothingHandled();
    }

    @Test
    void aStrangerWithAGoodSignatureIsStillAStranger() {
        SigningKey own = SigningKey.generate("key-1");

        registry.post(TestRequest.search()
                        .header("sender_id", "stranger.example.org")
                        .signed("stranger.example.org", own, TestRegistry.NOW))
                .refusedWith(Refusal.SIGNATURE_INVALID);
        assertNothingHandled();
    }

    @Test
    void aKeyOfNobodyAndTheKeyOfAnotherProveNothing() {
        for (SigningKey key : List.of(SigningKey.generate("key-1"), TestRegistry.OTHER_KEY)) {
            registry.post(TestRequest.search().signed(TestRegistry.SENDER, key, TestRegistry.NOW))
                    .refusedWith(Refusal.SIGNATURE_INVALID);
        }
        // The key id is not part of what is signed: another trusted sender signs a header in the first one's name and
        // says with its key id that it did.
        byte[] mixed = TestRequest.search().signed(TestRegistry.SENDER, TestRegistry.OTHER_KEY, TestRegistry.NOW);
        String named = new String(mixed, StandardCharsets.UTF_8)
                .replace(TestRegistry.SENDER + "|key-1|", TestRegistry.OTHER_SENDER + "|key-1|");
        registry.post(named.getBytes(StandardCharsets.UTF_8)).refusedWith(Refusal.SIGNATURE_INVALID);
        assertNothingHandled();
    }

    @Test
    void aSignatureLivesFiveMinutesAndClocksMayDifferByOne() {
        registry.post(TestRequest.search().signed(TestRegistry.SENDER, TestRegistry.SENDER_KEY, before(360)))
                .answered();
        registry.post(TestRequest.search().signed(TestRegistry.SENDER, TestRegistry.SENDER_KEY, before(361)))
                .refusedWith(Refusal.SIGNATURE_INVALID);
        registry.post(TestRequest.search().signed(TestRegistry.SENDER, TestRegistry.SENDER_KEY, before(-60)))
                .answered();
        registry.post(TestRequest.search().signed(TestRegistry.SENDER, TestRegistry.SENDER_KEY, before(-61)))
                .refusedWith(Refusal.SIGNATURE_INVALID);
        assertThat(handled).hasValue(2);
    }

    private static Instant before(long seconds) {
        return TestRegistry.NOW.minus(Duration.ofSeconds(seconds));
    }

    @Test
    void whatWasChangedOnTheWayIsRefused() {
        String good = new String(TestRequest.search().signed(), StandardCharsets.UTF_8);
        Map<String, String> changes = Map.of(
                "message-1", "message-2",
                "\"action\":\"search\"", "\"action\":\"searcH\"",
                "SYN-1", "SYN-2",
                "transaction-1", "transaction-2",
                "created=\\\"1", "created=\\\"2",
                "signature=\\\"", "signature=\\\"AA");

        changes.forEach((from, to) -> {
            assertThat(good).contains(from);
            registry.post(good.replace(from, to).getBytes(StandardCharsets.UTF_8))
                    .refusedWith(Refusal.SIGNATURE_INVALID);
        });
        assertNothingHandled();
    }

    @Test
    void spaceAndOrderMayChangeOnTheWayBecauseTheyMeanNothing() {
        String good = new String(TestRequest.search().signed(), StandardCharsets.UTF_8);

        registry.post(good.replace("\"message\":{", " \"message\" :\n{ ").getBytes(StandardCharsets.UTF_8))
                .answered();
    }

    @Test
    void aMessageOfOurOwnThatComesBackProvesNothing() {
        TestRequest reflected = TestRequest.search().header("sender_id", TestRegistry.ID);

        registry.post(reflected.signed(TestRegistry.ID, TestRegistry.OWN_KEY, TestRegistry.NOW))
                .refusedWith(Refusal.SIGNATURE_INVALID);

        // Not even when somebody has entered our key for another sender.
        TrustedSender fooled = TrustedSender.signing(TestRegistry.SENDER, TestRegistry.OWN_KEY.verificationKey());
        try (TestRegistry mistaken = TestRegistry.start(counting, builder -> builder, fooled)) {
            mistaken.post(TestRequest.search().signed(TestRegistry.SENDER, TestRegistry.OWN_KEY, TestRegistry.NOW))
                    .refusedWith(Refusal.SIGNATURE_INVALID);
        }
        assertNothingHandled();
    }

    @Test
    void aSenderThatIsNotNamedIsRefused() {
        registry.post(TestRequest.search().without("sender_id").unsigned()).refusedWith(Refusal.SENDER_INVALID);
        registry.post(TestRequest.search().header("sender_id", " ").unsigned()).refusedWith(Refusal.SENDER_INVALID);
        registry.post(TestRequest.search().header("sender_id", Map.of("a", 1)).unsigned())
                .refusedWith(Refusal.SENDER_INVALID);
        assertNothingHandled();
    }

    @Test
    void aSenderMayDoOnlyWhatItsTrustEntryAllows() {
        TrustedSender farmersOnly = TrustedSender.signing(
                        TestRegistry.SENDER, TestRegistry.SENDER_KEY.verificationKey())
                .onlyRegTypes("ns:org:RegistryType:FR");
        TrustedSender noSearch = TrustedSender.signing(TestRegistry.SENDER, TestRegistry.SENDER_KEY.verificationKey())
                .onlyActions("subscribe");
        for (TrustedSender sender : List.of(farmersOnly, noSearch)) {
            try (TestRegistry strict = TestRegistry.start(counting, builder -> builder, sender)) {
                strict.post(TestRequest.search()).refusedWith(Refusal.FORBIDDEN);
            }
        }
        assertNothingHandled();
    }

    @Test
    void aMessageForSomebodyElseIsRefused() {
        registry.post(TestRequest.search().header("receiver_id", "land.example.org"))
                .refusedWith(Refusal.RECEIVER_INVALID);
        registry.post(TestRequest.search().without("receiver_id")).answered();
        registry.post(TestRequest.search().header("receiver_id", "")).answered();
        assertThat(handled).hasValue(2);
    }

    @Test
    void anEncryptedMessageIsRefusedBySignAndByShape() {
        registry.post(TestRequest.search().header("is_msg_encrypted", true)).refusedWith(Refusal.ENCRYPTION);
        TestRequest encrypted = TestRequest.search();
        encrypted.message.removeAll();
        encrypted.message.put("ciphertext", "AAAA");
        registry.post(encrypted).refusedWith(Refusal.ENCRYPTION);
        assertNothingHandled();
    }

    @Test
    void aTokenStandsForOneSender() {
        IssuedTokens tokens =
                IssuedTokens.of(Map.of("token-a", TestRegistry.SENDER, "token-b", TestRegistry.OTHER_SENDER));
        try (TestRegistry strict = TestRegistry.start(counting, builder -> builder.authentication(tokens))) {
            byte[] body = TestRequest.search().signed();
            String[] json = {"Content-Type", "application/json"};

            TestAnswer without = strict.send(TestRegistry.PATH, "POST", body, json);
            without.refusedWith(Refusal.UNAUTHORISED);
            assertThat(without.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            TestAnswer wrong = send(strict, body, "Bearer wrong");
            wrong.refusedWith(Refusal.TOKEN_INVALID);
            assertThat(wrong.headers().firstValue("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
            send(strict, body, "Basic dG9rZW4tYQ==").refusedWith(Refusal.UNAUTHORISED);
            send(strict, body, "Bearer token-b").refusedWith(Refusal.SENDER_INVALID);
            assertNothingHandled();
            send(strict, body, "bearer token-a").answered();

            byte[] unsigned = TestRequest.search()
                    .header("sender_id", TestRegistry.UNSIGNED_SENDER)
                    .unsigned();
            send(strict, unsigned, "Bearer token-a").refusedWith(Refusal.SENDER_INVALID);
        }
        assertThat(handled).hasValue(1);
    }

    private static TestAnswer send(TestRegistry registry, byte[] body, String authorization) {
        return registry.send(
                TestRegistry.PATH, "POST", body, "Content-Type", "application/json", "Authorization", authorization);
    }

    @Test
    void ambiguousJsonIsRefusedWhereASignatureCountsAndAFindingElsewhere() {
        TestRequest request = TestRequest.search();
        String header = TestRequest.text(request.header);
        for (String message : ambiguous(TestRequest.text(request.message))) {
            String signature = TestRequest.signature(
                    TestRegistry.SENDER, TestRegistry.SENDER_KEY, TestRegistry.NOW, header, request.message.toString());
            registry.post(TestRequest.envelope(signature, header, message)).refusedWith(Refusal.BAD_REQUEST);
        }
        String twoHeaders = new String(request.signed(), StandardCharsets.UTF_8)
                .replace("\"action\":\"search\"", "\"action\":\"search\",\"action\":\"search\"");
        registry.post(twoHeaders.getBytes(StandardCharsets.UTF_8)).refusedWith(Refusal.BAD_REQUEST);
        assertNothingHandled();

        ObjectNode unsigned = request.header("sender_id", TestRegistry.UNSIGNED_SENDER).header;
        for (String message : ambiguous(TestRequest.text(request.message))) {
            TestAnswer answer = registry.post(
                    ("{\"header\":" + unsigned + ",\"message\":" + message + "}").getBytes(StandardCharsets.UTF_8));
            assertThat(answer.answered().outcomes()).containsExactly("succ");
        }
        assertThat(handled).hasValue(4);
    }

    private static List<String> ambiguous(String message) {
        return List.of(
                message.replace("\"type\":\"UIN\"", "\"type\":\"BRN\",\"type\":\"UIN\""),
                message.replace("\"type\":\"UIN\"", "\"type\":\"BRN\",\"\\u0074ype\":\"UIN\""),
                message.replace("\"SYN-1\"", "\"SYN-\\ud800\""),
                message.replace("\"transaction_id\":", "\"transaction_id\":\"x\",\"transaction_id\":"));
    }

    @Test
    void whatFollowsTheMessageIsRefusedWhereASignatureCounts() {
        byte[] body = (new String(TestRequest.search().signed(), StandardCharsets.UTF_8) + "{}")
                .getBytes(StandardCharsets.UTF_8);

        registry.post(body).refusedWith(Refusal.BAD_REQUEST);
        assertNothingHandled();
    }

    @ParameterizedTest
    @ValueSource(strings = {"signature", "header", "message"})
    void theEnvelopeNeverHasAPartTwice(String part) {
        TestRequest unsigned = TestRequest.search().header("sender_id", TestRegistry.UNSIGNED_SENDER);
        String escaped = "\\u00" + Integer.toHexString(part.charAt(0)) + part.substring(1);
        String body = "{\"signature\":\"\",\"header\":" + unsigned.header + ",\"message\":" + unsigned.message + ",\""
                + escaped + "\":{}}";

        registry.post(body.getBytes(StandardCharsets.UTF_8)).refusedWith(Refusal.BAD_REQUEST);
        assertNothingHandled();
    }

    @Test
    void aHeaderMemberThatTheSignatureDoesNotCoverIsNotSeen() {
        // Not among the ten members that are signed: whoever adds it on the way changes nothing.
        String body = new String(TestRequest.search().signed(), StandardCharsets.UTF_8)
                .replace("\"action\":\"search\"", "\"action\":\"search\",\"spdci:sender_id\":\"pension.example.org\"");

        TestAnswer answer = registry.post(body.getBytes(StandardCharsets.UTF_8)).answered();

        assertThat(answer.json().path("header").path("receiver_id").asText()).isEqualTo(TestRegistry.SENDER);
    }

    @Test
    void anUnsignedMessageIsGoodForFiveMinutesByItsOwnTimestamp() {
        registry.postUnsigned(
                        TestRequest.search().header("message_ts", before(359).toString()))
                .answered();
        for (long seconds : List.of(361, -61)) {
            registry.postUnsigned(TestRequest.search()
                            .header("message_ts", before(seconds).toString()))
                    .rejectedWith("rjct.message_ts.invalid");
        }
        registry.postUnsigned(TestRequest.search().without("message_ts")).rejectedWith("rjct.message_ts.invalid");
        assertThat(handled).hasValue(1);
    }

    /** A signature that says nothing about its lifetime, as most deployed forms are. */
    private static final class WithoutLifetime implements SignatureScheme {
        @Override
        public String name() {
            return "without-lifetime";
        }

        @Override
        public void requireUsable(String senderId, SigningKey key) {}

        @Override
        public String sign(String senderId, SigningKey key, JsonSlice header, JsonSlice message, Instant now) {
            return "stamp";
        }

        @Override
        public byte[] canonicalText(JsonSlice header, JsonSlice message) {
            return new byte[0];
        }

        @Override
        public boolean recognises(String signature) {
            return signature.equals("stamp");
        }

        @Override
        public boolean supports(SignatureAlgorithm algorithm) {
            return true;
        }

        @Override
        public SignatureCheck verify(TrustedSender sender, MessageSlices received, Instant now) {
            return new SignatureCheck.Verified(new VerifiedContent(
                    sender.senderId(),
                    sender.keys().get(0),
                    received.header().orElseThrow(),
                    received.message().orElseThrow(),
                    null));
        }
    }

    @Test
    void whereTheSignatureHasNoLifetimeTheTimestampOfTheMessageCounts() {
        TrustedSender sender = TrustedSender.signing(TestRegistry.SENDER, TestRegistry.SENDER_KEY.verificationKey())
                .withSchemes(SignatureSchemes.DEFAULT, new WithoutLifetime());
        try (TestRegistry stamped = TestRegistry.start(counting, builder -> builder, sender)) {
            TestRequest fresh = TestRequest.search();
            stamped.post(TestRequest.envelope("stamp", fresh.header.toString(), fresh.message.toString()))
                    .answered();
            TestRequest old =
                    TestRequest.search().header("message_ts", before(361).toString());
            stamped.post(TestRequest.envelope("stamp", old.header.toString(), old.message.toString()))
                    .rejectedWith("rjct.message_ts.invalid");
        }
        assertThat(handled).hasValue(1);
    }
}
