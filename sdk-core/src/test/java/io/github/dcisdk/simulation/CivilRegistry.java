package io.github.dcisdk.simulation;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.inbound.AuditSink;
import io.github.dcisdk.inbound.InboundHandler;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.profile.EventType;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.record.Identifier;
import io.github.dcisdk.record.IdentifierType;
import io.github.dcisdk.record.Person;
import io.github.dcisdk.registry.RegistryEndpoint;
import io.github.dcisdk.registry.SearchResult;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.store.DciStore;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** One replica of a civil registry. A search for {@code n} finds {@code n} persons. */
final class CivilRegistry extends SimulatedProcess {
    static final String ID = "civil.example.org";
    static final int PAGE_SIZE = 3;
    static final RecordType<Person> PERSON = new RecordType<>("spdci-extensions-dci:Person", Set.of(), Person.TYPE);
    static final EventType DEATH = EventType.of("spdci-common:RegistryEventType:Death");
    static final RegistryProfile PROFILE = RegistryProfile.builder("ns:org:RegistryType:Civil")
            .recordType(PERSON)
            .eventTypes(DEATH)
            .commonIdentifierTypes()
            .commonOperations()
            .build();

    private final World world;
    private final RandomGenerator random;

    CivilRegistry(World world, DciStore shared, Disk.Fate fate, RandomGenerator random) {
        super(shared, fate);
        this.world = world;
        this.random = random;
    }

    static Person person(String number) {
        return Person.builder()
                .identifier(List.of(Identifier.builder()
                        .identifierType(IdentifierType.UIN)
                        .identifierValue(number)
                        .build()))
                .build();
    }

    static String number(Person person) {
        return person.identifier().get(0).identifierValue().orElseThrow();
    }

    private static List<Person> persons(Query query) {
        String asked = ((Query.IdentifierQuery) query).value();
        int count = Integer.parseInt(asked.substring(asked.indexOf('-') + 1));
        return IntStream.range(0, count).mapToObj(i -> person(asked + "-" + i)).toList();
    }

    @Override
    Program start(DciStore store) {
        Dci dci = Dci.builder()
                .identity(ID, World.CIVIL_KEY)
                .clock(world.clock())
                .store(store)
                .transport(world.transport())
                .trust(TrustedSender.signing(SocialProtection.ID, World.SOCIAL_KEY.verificationKey())
                        .callbackOrigins("https://" + SocialProtection.ID))
                .build();
        RegistryEndpoint endpoint = RegistryEndpoint.of(dci, PROFILE)
                .search(PERSON, (query, context) -> SearchResult.all(persons(query)))
                .asynchronous()
                .withoutThreads()
                .random(random::nextDouble)
                .maxPageSize(PAGE_SIZE)
                .audit(AuditSink.none())
                .build();
        return new Registry(dci, endpoint);
    }

    /** Tells subscribers of a death; whether it was stored is known only when this returns. */
    void publish(String number) {
        if (program() instanceof Registry registry) {
            registry.endpoint().events().publish(DEATH, person(number));
        } else {
            throw new Crash("the process is dead");
        }
    }

    private record Registry(Dci dci, RegistryEndpoint endpoint) implements Program {
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
