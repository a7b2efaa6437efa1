package io.github.dcisdk.simulation;

import io.github.dcisdk.callback.AnswerEnd;
import io.github.dcisdk.callback.AnswerHandler;
import io.github.dcisdk.callback.CallbackEndpoint;
import io.github.dcisdk.callback.HandlerContext;
import io.github.dcisdk.callback.ReceivedEvent;
import io.github.dcisdk.client.AnswerPage;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.client.RegistryClient;
import io.github.dcisdk.client.SearchOptions;
import io.github.dcisdk.inbound.InboundHandler;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.Person;
import io.github.dcisdk.store.DciStore;
import io.github.dcisdk.store.StoreException;
import java.util.List;
import java.util.random.RandomGenerator;

/** One replica of a system that searches a registry and gets its events. Its handlers fail now and then. */
final class SocialProtection extends SimulatedProcess {
    static final String ID = "spmis.example.org";

    private final World world;
    private final RandomGenerator random;

    SocialProtection(World world, DciStore shared, Disk.Fate fate, RandomGenerator random) {
        super(shared, fate);
        this.world = world;
        this.random = random;
    }

    @Override
    Program start(DciStore store) {
        Dci dci = Dci.builder()
                .identity(ID, World.SOCIAL_KEY)
                .clock(world.clock())
                .store(store)
                .transport(world.transport())
                .callbackAddress("https://" + ID + "/dci")
                .executor(Runnable::run)
                .random(random::nextDouble)
                .build();
        DciClient civil = dci.peer(CivilRegistry.ID)
                .baseUrl("https://" + CivilRegistry.ID)
                .trust(World.CIVIL_KEY.verificationKey())
                .build();
        CallbackEndpoint endpoint = CallbackEndpoint.of(dci)
                .peer(civil)
                .onAnswer(CivilRegistry.PROFILE, CivilRegistry.PERSON, "answers", new Answers())
                .onEvent(CivilRegistry.PROFILE, CivilRegistry.PERSON, CivilRegistry.DEATH, "deaths", this::event)
                .withoutThreads()
                .build();
        return new Consumer(dci, RegistryClient.of(civil, CivilRegistry.PROFILE), endpoint);
    }

    void search(String number) {
        act(client -> client.searchAsync(
                CivilRegistry.PERSON, Query.identifier("UIN", number), SearchOptions.DEFAULT, "answers"));
    }

    void subscribe() {
        act(client -> client.subscribe(CivilRegistry.PERSON, CivilRegistry.DEATH, Query.identifier("*", "*")));
    }

    private interface Action {
        Object with(RegistryClient client);
    }

    private void act(Action action) {
        if (program() instanceof Consumer consumer) {
            survive(() -> {
                try {
                    return action.with(consumer.client()) == null ? 0 : 1;
                } catch (StoreException e) {
                    return 0; // The caller is told so, and may ask again.
                }
            });
        }
    }

    private void event(ReceivedEvent<Person> event, HandlerContext context) {
        String number = CivilRegistry.number(event.records().get(0));
        begin(context, number);
        world.truth().event(number);
        mayFail();
    }

    private void begin(HandlerContext context, String content) {
        mayFail();
        world.truth().handling(context.idempotencyKey(), content);
    }

    private void mayFail() {
        if (world.isInChaos() && random.nextInt(15) == 0) {
            throw new IllegalStateException("the application's own fault");
        }
    }

    private final class Answers implements AnswerHandler<Person> {
        @Override
        public void page(AnswerPage<Person> page, HandlerContext context) {
            List<String> numbers =
                    page.records().stream().map(CivilRegistry::number).toList();
            begin(context, page.context().transactionId().orElseThrow() + " " + page.pageNumber() + " " + numbers);
            world.truth().page(page.context().transactionId().orElseThrow(), numbers);
            mayFail();
        }

        @Override
        public void end(AnswerEnd end, HandlerContext context) {
            begin(context, end.transactionId() + " ended " + end.isComplete());
            world.truth().ended(end.transactionId(), end.isComplete() ? "complete" : end.toString());
            mayFail();
        }
    }

    private record Consumer(Dci dci, RegistryClient client, CallbackEndpoint endpoint) implements Program {
        @Override
        public InboundHandler handler() {
            return endpoint;
        }

        @Override
        public int runDue() {
            return endpoint.runDue();
        }

        @Override
        public void close() {
            endpoint.close();
            dci.close();
        }
    }
}
