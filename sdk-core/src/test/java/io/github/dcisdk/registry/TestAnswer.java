package io.github.dcisdk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dcisdk.inbound.Refusal;
import io.github.dcisdk.json.MessageSlicer;
import io.github.dcisdk.security.SignatureCheck;
import io.github.dcisdk.security.SignatureVerifier;
import io.github.dcisdk.security.TrustStore;
import io.github.dcisdk.security.TrustedSender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

/** An answer of a registry, and what every answer of its kind must look like. */
public record TestAnswer(int status, HttpHeaders headers, byte[] body) {
    JsonNode json() {
        try {
            return TestRequest.MAPPER.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Both forms of a refusal, for DCI peers and for whatever may stand in between. */
    public TestAnswer refusedWith(Refusal refusal) {
        assertThat(status).as(text()).isEqualTo(refusal.httpStatus());
        assertThat(headers.firstValue("Content-Type")).contains("application/json");
        assertThat(headers.firstValue("Date")).isPresent();
        JsonNode json = json();
        JsonNode ack = json.path("message");
        assertThat(ack.path("ack_status").asText()).isEqualTo("ERR");
        assertThat(ack.path("correlation_id").asText()).hasSize(36);
        assertThat(OffsetDateTime.parse(ack.path("timestamp").asText())).isNotNull();
        assertThat(ack.path("error").path("code").asText()).isEqualTo(refusal.errorCode());
        assertThat(ack.path("error").path("message").asText()).isNotBlank();
        assertThat(json.path("errors")).hasSize(1);
        assertThat(json.path("errors").get(0)).isEqualTo(ack.path("error"));
        return this;
    }

    public String explanation() {
        return json().path("errors").path(0).path("message").asText();
    }

    /** A signed envelope to the sender whose header says that the message as a whole was accepted. */
    TestAnswer answered() {
        return envelope("succ");
    }

    /** A signed envelope whose header rejects the message. */
    TestAnswer rejectedWith(String reasonCode) {
        envelope("rjct");
        JsonNode header = json().path("header");
        assertThat(header.path("status_reason_code").asText()).isEqualTo(reasonCode);
        assertThat(header.path("status_reason_message").asText()).isNotBlank();
        assertThat(json().path("message").path("search_response")).isEmpty();
        return this;
    }

    private TestAnswer envelope(String headerStatus) {
        assertThat(status).as(text()).isEqualTo(200);
        JsonNode header = json().path("header");
        assertThat(header.path("status").asText()).as(text()).isEqualTo(headerStatus);
        assertThat(header.path("action").asText()).isEqualTo("on-search");
        assertThat(header.path("sender_id").asText()).isEqualTo(TestRegistry.ID);
        assertThat(json().path("message").path("transaction_id").asText()).isNotBlank();
        SignatureVerifier verifier = new SignatureVerifier(
                TrustStore.of(TrustedSender.signing(TestRegistry.ID, TestRegistry.OWN_KEY.verificationKey())),
                List.of(),
                Clock.fixed(Instant.parse(header.path("message_ts").asText()), ZoneOffset.UTC));
        assertThat(verifier.check(MessageSlicer.slice(body))).isInstanceOf(SignatureCheck.Verified.class);
        return this;
    }

    JsonNode item(int index) {
        return json().path("message").path("search_response").path(index);
    }

    /** For each item its status, or the reason code of a rejected one. */
    List<String> outcomes() {
        JsonNode items = json().path("message").path("search_response");
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.path("status_reason_code")
                        .asText(item.path("status").asText()))
                .toList();
    }
}
