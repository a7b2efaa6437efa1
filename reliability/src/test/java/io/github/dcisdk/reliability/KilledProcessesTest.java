package io.github.dcisdk.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A consumer and a registry as processes with databases of their own, killed at random moments while searches and events are
 * under way. In the end all searches are answered with all their records, all events are there, and every effect that a handler
 * wrote in the transaction of its work happened exactly once. {@code -Ddci.reliability.searches} and {@code
 * -Ddci.reliability.events} say how many, {@code -Ddci.reliability.kills} how often somebody dies, {@code
 * -Ddci.reliability.seed} when.
 */
@Timeout(3_600)
class KilledProcessesTest {
    private static final int SEARCHES = Integer.getInteger("dci.reliability.searches", 8);
    private static final int EVENTS = Integer.getInteger("dci.reliability.events", 8);
    private static final int KILLS = Integer.getInteger("dci.reliability.kills", 3);
    private static final long SEED = Long.getLong("dci.reliability.seed", System.nanoTime());
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int RECORDS = 7;

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private int registryPort;
    private int consumerPort;
    private JvmProcess registry;
    private JvmProcess consumer;
    private int started;

    @Test
    void whatWasAcceptedIsDoneAlthoughBothSidesAreKilled()
            throws IOException, InterruptedException, NoSuchAlgorithmException {
        new Deployment(folder).create();
        registryPort = freePort();
        consumerPort = freePort();
        startRegistry();
        startConsumer();
        consumer.send("subscribe");
        consumer.answer("SUBSCRIBED", PATIENCE);

        List<String> published = live();
        long[] counts = awaitAll(published);

        try {
            assertThat(counts[0]).as("searches that were begun").isGreaterThanOrEqualTo(started);
            assertThat(counts[1]).as("ends, each once").isEqualTo(counts[0]);
            assertThat(counts[2]).as("different records").isEqualTo(counts[0] * RECORDS);
            assertThat(counts[3]).as("records, each once").isEqualTo(counts[2]);
            assertThat(counts[4]).as("events, each once").isEqualTo(counts[5]);
            assertThat(counts[6]).as("runs of handlers").isGreaterThanOrEqualTo(counts[1] + counts[5]);
            List<String> events = events();
            assertThat(events).containsAll(published);
            assertThat(events.stream().filter(published::contains)).containsExactlyElementsOf(published);
            System.out.printf(
                    "killed %d times (seed %d): %d searches with %d records and %d events, each once; %d runs of"
                            + " handlers%n",
                    KILLS, SEED, counts[0], counts[3], counts[4], counts[6]);
        } catch (AssertionError e) {
            throw new AssertionError("seed " + SEED + ": " + e.getMessage() + "\n" + log(), e);
        } finally {
            registry.close();
            consumer.close();
        }
    }

    /** Searches and events, with a kill now and then; gives the events that were certainly published. */
    private List<String> live() throws InterruptedException {
        List<String> published = new ArrayList<>();
        int total = SEARCHES + EVENTS;
        int searches = 0;
        int events = 0;
        for (int done = 0; done < total; done++) {
            if (done % Math.max(1, total / KILLS) == total / KILLS / 2) {
                killSomebody();
            }
            if (searches * EVENTS <= events * SEARCHES) {
                String number = "S" + searches++ + "-" + RECORDS;
                if (command(true, "search " + number, "STARTED " + number)) {
                    started++;
                }
            } else {
                String number = "E" + events++;
                if (command(false, "publish " + number, "PUBLISHED " + number)) {
                    published.add(number);
                }
            }
            Thread.sleep(random.nextInt(60));
        }
        return published;
    }

    /** A kill falls somewhere into what the others do, so the processes are not asked whether they are busy. */
    private void killSomebody() throws InterruptedException {
        boolean both = random.nextInt(4) == 0;
        if (both || random.nextBoolean()) {
            registry.kill();
        }
        if (both || registry.isAlive()) {
            consumer.kill();
        }
        Thread.sleep(random.nextInt(500));
        if (!registry.isAlive()) {
            startRegistry();
        }
        if (!consumer.isAlive()) {
            startConsumer();
        }
    }

    private boolean command(boolean toConsumer, String command, String answer) {
        JvmProcess process = toConsumer ? consumer : registry;
        process.send(command);
        if (random.nextInt(12) == 0) {
            process.kill(); // While it works on the command: what it did is not known.
            if (toConsumer) {
                startConsumer();
            } else {
                startRegistry();
            }
            return false;
        }
        process.answer(answer, PATIENCE);
        return true;
    }

    private long[] awaitAll(List<String> published) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(5 + total() / 20).toNanos();
        long[] counts = report();
        while (System.nanoTime() < end
                && (counts[0] < started
                        || counts[1] < counts[0]
                        || counts[2] < counts[0] * RECORDS
                        || counts[5] < published.size())) {
            Thread.sleep(500);
            counts = report();
        }
        return counts;
    }

    private static int total() {
        return SEARCHES + EVENTS;
    }

    private long[] report() {
        consumer.send("report");
        String[] parts = consumer.answer("REPORT", PATIENCE).split(" ");
        long[] counts = new long[parts.length];
        for (int i = 0; i < parts.length; i++) {
            counts[i] = Long.parseLong(parts[i]);
        }
        return counts;
    }

    private List<String> events() {
        consumer.send("events");
        String line = consumer.answer("EVENTS", PATIENCE);
        return line.isEmpty() ? List.of() : List.copyOf(new LinkedHashSet<>(List.of(line.split(" "))));
    }

    private void startRegistry() {
        registry =
                JvmProcess.start(RegistryProcess.class, folder.resolve("log"), arguments(registryPort, consumerPort));
    }

    private void startConsumer() {
        consumer =
                JvmProcess.start(ConsumerProcess.class, folder.resolve("log"), arguments(consumerPort, registryPort));
    }

    private String[] arguments(int own, int other) {
        return new String[] {folder.toString(), String.valueOf(own), String.valueOf(other)};
    }

    private String log() {
        try {
            String all = Files.readString(folder.resolve("log"));
            return all.substring(Math.max(0, all.length() - 8_000));
        } catch (IOException e) {
            return "no log";
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
