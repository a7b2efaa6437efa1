package io.github.dcisdk.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.ModelType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The operations as data are those of the OpenAPI document. */
class OperationTest {
    private static JsonNode document;

    @BeforeAll
    static void readDocument() throws IOException {
        document = new YAMLMapper()
                .readTree(Path.of("src/main/openapi/messages.yaml").toFile());
    }

    static Stream<Operation<?, ?>> operations() {
        return Operation.COMMON.stream();
    }

    private static JsonNode post(String path) {
        return document.path("paths").path(path).path("post");
    }

    /** The message inside the envelope that a schema reference names; the other choice is always the encrypted one. */
    private static String messageOf(JsonNode content) {
        String envelope = name(content.path("application/json").path("schema"));
        JsonNode message = document.path("components").path("schemas").path(envelope + "Message");
        return name(message.path("oneOf").path(0));
    }

    private static String name(JsonNode reference) {
        String target = reference.path("$ref").asText();
        return target.substring(target.lastIndexOf('/') + 1);
    }

    @Test
    void everyPathOfTheDocumentBelongsToAnOperation() {
        List<String> paths = new ArrayList<>();
        document.path("paths").fieldNames().forEachRemaining(path -> {
            if (path.startsWith("/registry/")) {
                paths.add(path);
            }
        });

        assertThat(operations().flatMap(it -> Stream.concat(Stream.of(it.path()), it.callbackPath().stream())))
                .containsExactlyInAnyOrderElementsOf(paths);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void requestIsThatOfTheDocument(Operation<?, ?> operation) {
        JsonNode post = post(operation.path());

        assertThat(operation.request().action()).isEqualTo(post.path("x-action").asText());
        assertThat(operation.request().type().name())
                .isEqualTo(messageOf(post.path("requestBody").path("content")));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void answerIsThatOfTheDocument(Operation<?, ?> operation) {
        JsonNode post = post(operation.path());
        switch (operation.exchange()) {
            case SYNCHRONOUS -> {
                assertAnswer(
                        operation,
                        post.path("x-answer-action"),
                        post.path("responses").path("200").path("content"));
                assertThat(operation.callbackPath()).isEmpty();
            }
            case ACKNOWLEDGED -> {
                JsonNode callback = post(operation.callbackPath().orElseThrow());
                assertAnswer(
                        operation,
                        post.path("x-answer-action"),
                        callback.path("requestBody").path("content"));
                assertThat(callback.path("x-action")).isEqualTo(post.path("x-answer-action"));
                assertThat(callback.path("tags").path(0).asText()).isEqualTo("callback");
            }
            case ONE_WAY -> {
                assertThat(post.has("x-answer-action")).isFalse();
                assertThat(operation.callbackPath()).isEmpty();
                assertThatThrownBy(operation::answer)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("/registry/notify");
            }
        }
    }

    private static void assertAnswer(Operation<?, ?> operation, JsonNode action, JsonNode content) {
        assertThat(operation.answer().action()).isEqualTo(action.asText());
        assertThat(operation.answer().type().name()).isEqualTo(messageOf(content));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anAnswerWithoutContentIsACompleteMessage(Operation<?, ?> operation) {
        if (operation.exchange() != Operation.Exchange.ONE_WAY) {
            assertEmptyAnswer(operation);
        }
    }

    private static <Q extends DciObject, A extends DciObject> void assertEmptyAnswer(Operation<Q, A> operation) {
        Q request = operation.request().type().fromMap(Map.of("transaction_id", "T-1"));
        A answer = operation.emptyAnswer(request, "C-1", DciDateTime.of(Instant.EPOCH));
        ModelType<A> type = operation.answer().type();

        assertThat(answer.toMap().keySet()).containsAll(type.requiredMembers());
        assertThat(operation.answer().transactionId().apply(answer)).contains("T-1");
        assertThat(operation.answer().correlationId().apply(answer)).contains("C-1");
        assertThat(operation.request().transactionId().apply(request)).contains("T-1");
        assertThat(operation.request().correlationId().apply(request)).isEmpty();
    }
}
