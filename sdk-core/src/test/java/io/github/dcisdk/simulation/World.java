package io.github.dcisdk.simulation;

import io.github.dcisdk.inbound.InboundHandler;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.InMemoryStore;
import io.github.dcisdk.transport.HttpTransport;
import io.github.dcisdk.transport.RetryPolicy;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import okhttp3.OkHttpClient;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Two replicas of a registry and two of a consumer, each pair over one store, and the network between them. Everything that
 * happens is decided by the seed, in one thread.
 */
final class World implements AutoCloseable {
    static final SigningKey CIVIL_KEY = SigningKey.generate("civil-1").withProvider(new BouncyCastleProvider());
    static final SigningKey SOCIAL_KEY = SigningKey.generate("social-1").withProvider(new BouncyCastleProvider());

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final int REPLICAS = 2;

    private final Random random;
    private final VirtualClock clock = new VirtualClock(START);
    private final SimulatedNetwork network;
    private final HttpTransport transport;
    private final InMemoryStore civilStore;
    private final InMemoryStore socialStore;
    private final List<CivilRegistry> registries = new ArrayList<>();
    private final List<SocialProtection> consumers = new ArrayList<>();
    private final Truth truth = new Truth();
    private boolean chaos = true;
    private Instant now = START;
    private int published;
    private int searched;

    World(long seed) {
        random = new Random(seed);
        network = new SimulatedNetwork(clock, new NetworkFate());
        transport = HttpTransport.builder()
                .okHttpClient(new OkHttpClient.Builder().addInterceptor(network).build())
                .clock(clock)
                .retry(RetryPolicy.none())
                .build();
        civilStore = InMemoryStore.create(clock);
        socialStore = InMemoryStore.create(clock);
        for (int i = 0; i < REPLICAS; i++) {
            registries.add(new CivilRegistry(this, civilStore, this::diskFate, random));
            consumers.add(new SocialProtection(this, socialStore, this::diskFate, random));
        }
        network.connect(CivilRegistry.ID, anyOf(registries));
        network.connect(SocialProtection.ID, anyOf(consumers));
    }

    VirtualClock clock() {
        return clock;
    }

    HttpTransport transport() {
        return transport;
    }

    Truth truth() {
        return truth;
    }

    private final class NetworkFate implements SimulatedNetwork.Fate {
        @Override
        public SimulatedNetwork.RequestFate next() {
            return chaos && random.nextInt(4) == 0
                    ? oneOf(SimulatedNetwork.RequestFate.values())
                    : SimulatedNetwork.RequestFate.DELIVERED;
        }

        @Override
        public Duration delay() {
            return Duration.ofSeconds(random.nextInt(600));
        }
    }

    private Disk.WriteFate diskFate() {
        return chaos && random.nextInt(25) == 0 ? oneOf(Disk.WriteFate.values()) : Disk.WriteFate.WRITTEN;
    }

    private <T> T oneOf(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** A load balancer that does not know which replica lives. */
    private SimulatedNetwork.Host anyOf(List<? extends SimulatedProcess> replicas) {
        return new SimulatedNetwork.Host() {
            private SimulatedProcess last = replicas.get(0);

            @Override
            public InboundHandler handler() throws IOException {
                last = replicas.get(random.nextInt(replicas.size()));
                if (last.isDead()) {
                    throw new ConnectException("connection refused");
                }
                return last.handler();
            }

            @Override
            public boolean isDead() {
                return last.isDead();
            }
        };
    }

    private List<SimulatedProcess> all() {
        List<SimulatedProcess> all = new ArrayList<>(registries);
        all.addAll(consumers);
        return all;
    }

    /** Things happen, good and bad ones. */
    void live(int steps) {
        all().forEach(SimulatedProcess::start);
        oneOf(consumers).subscribe();
        for (int i = 0; i < steps; i++) {
            step();
        }
    }

    private void step() {
        switch (random.nextInt(12)) {
            case 0 -> oneOf(all()).kill();
            case 1, 2 -> oneOf(all()).start();
            case 3 -> oneOf(consumers).search("S" + searched++ + "-" + random.nextInt(8));
            case 4 -> publish();
            case 5 -> network.cut(random.nextBoolean() ? CivilRegistry.ID : SocialProtection.ID);
            case 6 -> network.heal();
            case 7 -> jump();
            case 8 -> pass(Duration.ofMillis(random.nextInt(60_000)));
            default -> work(oneOf(all()));
        }
        network.deliverDelayed();
    }

    /** The clock is corrected, a little, as NTP does it. */
    private void jump() {
        clock.jumpTo(Duration.ofMillis(random.nextInt(4_000) - 2_000));
    }

    private void publish() {
        String number = "E" + published++;
        CivilRegistry registry = oneOf(registries);
        int done = registry.survive(() -> {
            try {
                registry.publish(number);
                return 1;
            } catch (io.github.dcisdk.store.StoreException e) {
                return 0;
            }
        });
        if (done == 1) {
            truth.published(number);
        }
    }

    private void work(SimulatedProcess process) {
        process.runDue();
    }

    private void pass(Duration duration) {
        now = now.plus(duration);
        clock.set(now);
    }

    /** Nothing bad happens any more, and time passes until nothing is left to be done. */
    void calmDown() {
        chaos = false;
        network.heal();
        clock.jumpTo(Duration.ZERO);
        for (int round = 0; round < 200; round++) {
            settle();
            pass(Duration.ofSeconds(round < 60 ? 30 : 1_800));
        }
        pass(DciStore.CONTENT_RETENTION);
        settle();
    }

    private void settle() {
        all().forEach(SimulatedProcess::start);
        network.deliverDelayed();
        int done = 1;
        while (done > 0) {
            done = all().stream().mapToInt(SimulatedProcess::runDue).sum();
        }
    }

    boolean isInChaos() {
        return chaos;
    }

    InMemoryStore civilStore() {
        return civilStore;
    }

    InMemoryStore socialStore() {
        return socialStore;
    }

    int deliveredRequests() {
        return network.delivered();
    }

    @Override
    public void close() {
        all().forEach(SimulatedProcess::end);
        transport.close();
    }
}
