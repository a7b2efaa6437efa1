package io.github.dcisdk.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.dcisdk.auth.IssuedTokens;
import io.github.dcisdk.client.CapturedLog;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.inbound.AuditEvent;
import io.github.dcisdk.inbound.AuditEvent.Ending;
import io.github.dcisdk.inbound.AuditSink;
import io.github.dcisdk.inbound.AuditedItem;
import io.github.dcisdk.inbound.InboundRequest;
import io.github.dcisdk.inbound.InboundResponse;
import io.github.dcisdk.inbound.Refusal;
import io.github.dcisdk.record.Person;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** A registry can account for everything it gave away, and gives nothing away that it cannot account for. */
@Timeout(60)
@ResourceLock(Resources.SYSTEM_ERR)
class AuditTest {
    private static final ObjectMapper SORTED =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    private final List<AuditEvent> events = new CopyOnWriteArrayList<>();

    private TestRegistry registry(SearchHandler<Person> handler) {
        return TestRegistry.start(handler, builder -> builder.audit(events::add));
    }

    private TestRegistry registry() {
        return registry((query, context) -> SearchResult.all(TestRegistry.PEOPLE));
    }

    private AuditEvent onlyEvent() {
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    @Test
    void anAnswerIsAccountedForWithCountsAndReferences() throws Exception {
        TestRequest request = TestRequest.search(2);
        request.criteria(0)
                .putObject("consent")
                .put("id", "consent-17")
                .putObject("purpose")
                .put("text", "for Almaz");
        request.criteria(0).putObject("authorize").putObject("purpose").put("code", "child-grant");
        request.item(1).put("timestamp", "yesterday");
        try (TestRegistry registry = registry()) {
            registry.post(request).answered();
        }

        AuditEvent event = onlyEvent();
        assertThat(event.time()).isEqualTo(TestRegistry.NOW);
        assertThat(event.action()).isEqualTo("search");
        assertThat(event.senderId()).isEqualTo(TestRegistry.SENDER);
        assertThat(event.signed()).isTrue();
        assertThat(event.call().messageId()).contains("message-1");
        assertThat(event.call().transactionId()).contains("transaction-1");
        assertThat(event.call().correlationId()).isPresent();
        assertThat(event.ending()).isEqualTo(Ending.ANSWERED);
        assertThat(event.code()).isEmpty();
        assertThat(event.items())
                .containsExactly(
                        new AuditedItem(
                                "reference-0",
                                "spdci-extensions-dci:Person/idtype-value",
                                Optional.of("child-grant"),
                                Optional.of("consent-17"),
                                Optional.empty(),
                                3),
                        new AuditedItem(
                                "reference-1",
                                "spdci-extensions-dci:Person/idtype-value",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("rjct.timestamp.invalid"),
                                0));
        String canonical = SORTED.writeValueAsString(SORTED.treeToValue(request.message, Object.class));
        assertThat(event.messageDigest())
                .contains(Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-256")
                                .digest(canonical.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void nothingPersonalIsAccountedFor() {
        TestRequest request = TestRequest.search();
        request.criteria(0).putObject("consent").putObject("purpose").put("text", "for Almaz");
        try (TestRegistry registry = registry()) {
            registry.post(request).answered();
        }

        assertThat(onlyEvent().toString())
                .contains("search spmis.example.org ANSWERED", "records=3", "sha256=")
                .doesNotContain("SYN-1", "UIN", "Almaz", "Person 1");
    }

    @Test
    void whatIsDeniedToATrustedSenderIsAccountedForToo() {
        try (TestRegistry registry = registry()) {
            registry.post(TestRequest.search().header("receiver_id", "somebody.else"))
                    .refusedWith(Refusal.RECEIVER_INVALID);
            registry.post(TestRequest.search().header("action", "subscribe")).rejectedWith("rjct.action.invalid");
        }

        assertThat(events).extracting(AuditEvent::ending).containsExactly(Ending.REFUSED, Ending.REJECTED);
        assertThat(events)
                .extracting(event -> event.code().orElseThrow())
                .containsExactly("err.receiver_id.invalid", "rjct.action.invalid");
        assertThat(events).allSatisfy(event -> {
            assertThat(event.senderId()).isEqualTo(TestRegistry.SENDER);
            assertThat(event.items()).isEmpty();
        });
    }

    @Test
    void aSenderThatIsAdmittedWithoutSignatureIsMarked() {
        try (TestRegistry registry = registry()) {
            registry.postUnsigned(TestRequest.search()).answered();
        }

        assertThat(onlyEvent().signed()).isFalse();
        assertThat(onlyEvent().senderId()).isEqualTo(TestRegistry.UNSIGNED_SENDER);
        assertThat(onlyEvent().toString()).contains(" unsigned ");
    }

    @Test
    void aFaultOfTheRegistryIsAccountedFor() {
        try (TestRegistry registry = registry((query, context) -> {
            throw new IllegalStateException("broken");
        })) {
            registry.post(TestRequest.search()).refusedWith(Refusal.INTERNAL_ERROR);
        }

        assertThat(onlyEvent().ending()).isEqualTo(Ending.FAILED);
    }

    @Test
    void aRegistryHasToSayWhereItsAccountIsKept() {
        RegistryEndpoint.Builder builder = RegistryEndpoint.of(
                        TestRegistry.dci(
                                TestRegistry.NOW,
                                TrustedSender.signing(TestRegistry.SENDER, TestRegistry.SENDER_KEY.verificationKey())),
                        TestRegistry.PROFILE)
                .search(TestRegistry.PERSON, (query, context) -> SearchResult.all(TestRegistry.PEOPLE))
                .admitUnsignedWithoutToken();

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("audit(AuditSink.log())");
        assertThat(builder.audit(AuditSink.none()).build()).isNotNull();
    }

    @Test
    void nobodyWritesIntoTheAccountInAnothersName() {
        IssuedTokens tokens = IssuedTokens.of(Map.of("its-token", TestRegistry.SENDER));
        try (TestRegistry registry = TestRegistry.start(
                (query, context) -> SearchResult.all(TestRegistry.PEOPLE),
                builder -> builder.audit(events::add).authentication(tokens))) {
            byte[] body = TestRequest.search()
                    .header("sender_id", TestRegistry.UNSIGNED_SENDER)
                    .unsigned();
            registry.send(
                            TestRegistry.PATH,
                            "POST",
                            body,
                            "Content-Type",
                            "application/json",
                            "Authorization",
                            "Bearer its-token")
                    .refusedWith(Refusal.SENDER_INVALID);
        }

        assertThat(events).isEmpty();
    }

    @Test
    void aRejectionThatCannotBeSignedIsAnsweredAndAccountedFor() {
        AtomicBoolean takenAway = new AtomicBoolean();
        SigningKey gone = SigningKey.external(TestRegistry.OWN_KEY.verificationKey(), content -> {
            if (takenAway.get()) {
                throw new IllegalStateException("the module was taken away");
            }
            return TestRegistry.OWN_KEY.sign(content);
        });
        try (Dci dci = Dci.builder()
                .identity(TestRegistry.ID, gone)
                .clock(Clock.fixed(TestRegistry.NOW, ZoneOffset.UTC))
                .trust(TrustedSender.signing(TestRegistry.SENDER, TestRegistry.SENDER_KEY.verificationKey()))
                .build()) {
            RegistryEndpoint endpoint = RegistryEndpoint.of(dci, TestRegistry.PROFILE)
                    .audit(events::add)
                    .search(TestRegistry.PERSON, (query, context) -> SearchResult.all(TestRegistry.PEOPLE))
                    .build();
            takenAway.set(true);
            InboundResponse answer = endpoint.handle(new InboundRequest(
                    "POST",
                    TestRegistry.PATH,
                    Map.of("Content-Type", "application/json"),
                    TestRequest.search().header("total_count", 7).signed()));

            assertThat(answer.status()).isEqualTo(Refusal.INTERNAL_ERROR.httpStatus());
        }
        assertThat(onlyEvent().ending()).isEqualTo(Ending.FAILED);
    }

    @Test
    void ofStrangersNoAccountIsKept() {
        try (TestRegistry registry = registry()) {
            registry.post("{}".getBytes(StandardCharsets.UTF_8));
            registry.post(TestRequest.search()
                            .header("sender_id", "stranger.example.org")
                            .signed("stranger.example.org", TestRegistry.OTHER_KEY, TestRegistry.NOW))
                    .refusedWith(Refusal.SIGNATURE_INVALID);
            registry.post(TestRequest.search().unsigned()).refusedWith(Refusal.SIGNATURE_MISSING);
        }

        assertThat(events).isEmpty();
    }

    @Test
    void withoutAccountNoDataIsGiven() {
        AuditSink broken = event -> {
            throw new IllegalStateException("disk full while writing about Almaz");
        };
        try (CapturedLog log = new CapturedLog();
                TestRegistry registry = TestRegistry.start(
                        (query, context) -> SearchResult.all(TestRegistry.PEOPLE), builder -> builder.audit(broken))) {
            TestAnswer answer = registry.post(TestRequest.search()).refusedWith(Refusal.INTERNAL_ERROR);

            assertThat(answer.text()).doesNotContain("Person 1", "disk full");
            registry.post(TestRequest.search().header("receiver_id", "somebody.else"))
                    .refusedWith(Refusal.RECEIVER_INVALID);
            assertThat(log.text()).contains("the audit sink failed").doesNotContain("Almaz");
        }
    }

    @Test
    void theLogIsASink() {
        try (CapturedLog log = new CapturedLog();
                TestRegistry registry = TestRegistry.start(
                        (query, context) -> {
                            throw new RejectedException("rjct.search_criteria.invalid", null);
                        },
                        builder -> builder.audit(AuditSink.log()))) {
            registry.post(TestRequest.search()).answered();

            assertThat(log.text())
                    .contains("io.github.dcisdk.audit")
                    .contains("[reference-0 spdci-extensions-dci:Person/idtype-value"
                            + " rejected=rjct.search_criteria.invalid]");
        }
    }

    @Test
    void textFromOutsideCannotForgeALine() {
        TestRequest request = TestRequest.search();
        request.item(0).put("reference_id", "r-1\n2026-03-01T10:00:00Z search");
        try (TestRegistry registry = registry()) {
            registry.post(request).answered();
        }

        assertThat(onlyEvent().toString()).doesNotContain("\n");
    }
}
