package io.github.dcisdk.message;

import static io.github.dcisdk.json.JsonAssertions.assertJsonEqual;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonMutator;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.json.ModelType;
import io.github.dcisdk.record.Group;
import io.github.dcisdk.record.Member;
import io.github.dcisdk.record.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Messages of every kind, spoilt by the ten thousand: each is refused as malformed or read as a document, and what is read
 * is written as the same JSON. {@code -Ddci.fuzz.documents} sets how many, {@code -Ddci.fuzz.seed} where to begin; with
 * {@code DCI_REFERENCE_DIR} in the environment the messages in that folder are spoilt as well.
 */
class MessageDocumentFuzzTest {
    private static final long SEED = Long.getLong("dci.fuzz.seed", 20_261_124L);
    private static final long DOCUMENTS = Long.getLong("dci.fuzz.documents", 20_000L);
    /** Far longer than any document takes, and far shorter than a hang. */
    private static final Duration LONGEST = Duration.ofSeconds(60).plus(Duration.ofMillis(5 * DOCUMENTS));

    private static final Pattern SAFE_POINTER =
            Pattern.compile("(?:/(?:[0-9]{1,7}|[@:$]?[a-z][A-Za-z0-9_:-]{0,63}|:@type|spdci:@type|\\*))*+");

    private static final List<ModelType<? extends DciObject>> RECORDS = List.of(Person.TYPE, Member.TYPE, Group.TYPE);

    private final Map<MessageDocument.Kind, Long> kinds = new EnumMap<>(MessageDocument.Kind.class);
    private final AtomicLong at = new AtomicLong();
    private long refused;

    @Test
    void everySpoiltMessageIsRefusedOrReadWithoutLoss() throws IOException {
        List<byte[]> messages = messages();

        assertTimeoutPreemptively(LONGEST, () -> run(messages), () -> "reading hangs: " + repeat(at.get()));

        System.out.printf("%d spoilt messages: %d refused, read as %s%n", DOCUMENTS, refused, kinds);
        if (DOCUMENTS >= 10_000) {
            assertThat(kinds).as("kinds of documents that were met").containsOnlyKeys(MessageDocument.Kind.values());
            assertThat(refused).as("bodies that were refused").isBetween(DOCUMENTS / 20, DOCUMENTS * 19 / 20);
        }
    }

    private static List<byte[]> messages() throws IOException {
        List<Path> folders = new ArrayList<>(List.of(Path.of("src", "test", "resources", "messages")));
        String reference = System.getenv("DCI_REFERENCE_DIR");
        if (reference != null) {
            folders.add(Path.of(reference, "examples"));
            folders.add(Path.of(reference, "mock-responses"));
        }
        List<byte[]> messages = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    messages.add(Files.readAllBytes(file));
                }
            }
        }
        assertThat(messages).isNotEmpty();
        return messages;
    }

    private void run(List<byte[]> messages) {
        for (long seed = SEED; seed < SEED + DOCUMENTS; seed++) {
            at.set(seed);
            byte[] body = new JsonMutator(seed).mutate(messages.get((int) Math.floorMod(seed, (long) messages.size())));
            try {
                read(body);
            } catch (MalformedMessageException e) {
                refused++;
            } catch (RuntimeException | StackOverflowError | AssertionError e) {
                throw new AssertionError(repeat(seed) + ": " + new String(body, UTF_8), e);
            }
        }
    }

    private static String repeat(long seed) {
        return "seed " + seed + " (-Ddci.fuzz.seed=" + seed + " -Ddci.fuzz.documents=1)";
    }

    private void read(byte[] body) {
        MessageDocument document = MessageDocument.read(body);
        kinds.merge(document.kind(), 1L, Long::sum);
        assertThat(document.toString()).hasSizeLessThan(200);
        document.findings().forEach(MessageDocumentFuzzTest::pointsWithNamesOfTheStandard);
        assertSame(document.messageJson().orElse(null), document.message().orElse(null));
        document.message(SearchResponse.TYPE).ifPresent(MessageDocumentFuzzTest::readRecords);
    }

    /** A pointer holds names of the standard and positions, nothing that a sender has written. */
    private static void pointsWithNamesOfTheStandard(Finding finding) {
        if (!SAFE_POINTER.matcher(finding.pointer()).matches()) {
            throw new AssertionError("unsafe pointer " + finding.pointer());
        }
    }

    /** Records of a wrong class are read all the same, and lose nothing either. */
    private static void readRecords(SearchResponse response) {
        response.searchResponse().stream()
                .flatMap(item -> item.data().stream())
                .flatMap(data -> data.regRecords().stream())
                .forEach(json -> {
                    for (ModelType<? extends DciObject> type : RECORDS) {
                        assertSame(json, Json.read(json, type, "", finding -> {}));
                    }
                });
    }

    private static void assertSame(JsonObject received, DciObject object) {
        if (object != null) {
            assertThat(object.toString()).hasSizeLessThan(5_000);
            assertJsonEqual(Json.write(object), received.toJson());
        }
    }
}
