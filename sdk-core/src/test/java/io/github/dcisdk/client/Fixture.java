package io.github.dcisdk.client;

import io.github.dcisdk.client.ScriptedPeer.Reply;
import io.github.dcisdk.client.ScriptedPeer.Request;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.profile.PeerProfile;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.record.Person;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.transport.HttpTransport;
import io.github.dcisdk.transport.TestTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** A consumer, the peer that it asks, and the time of both. */
final class Fixture implements AutoCloseable {
    static final String OWN = "spmis.example.org";
    static final String PEER = "civil.example.org";
    static final SigningKey OWN_KEY = SigningKey.generate("own-key");
    static final SigningKey PEER_KEY = SigningKey.generate("peer-key");
    static final RecordType<Person> PERSON = new RecordType<>("spdci-extensions-dci:Person", Set.of(), Person.TYPE);
    static final RegistryProfile REGISTRY = RegistryProfile.builder("ns:org:RegistryType:Civil")
            .recordType(PERSON)
            .operation(Operation.SYNC_SEARCH)
            .build();
    static final Query QUERY = Query.identifier("UIN", "SYN-0001");

    final TestTime time = new TestTime();
    final HttpTransport transport =
            HttpTransport.builder().clock(time).sleeper(time).build();
    final Dci dci = Dci.builder()
            .identity(OWN, OWN_KEY)
            .clock(time)
            .transport(transport)
            .build();
    final ScriptedPeer peer;

    Fixture(Function<Request, Reply> script) {
        this.peer = new ScriptedPeer(script);
    }

    /** A peer that always answers 200 with JSON. */
    static Fixture answering(Function<Request, String> script) {
        return new Fixture(request -> Reply.json(script.apply(request)));
    }

    /** A client that takes unsigned answers, for tests that are not about signatures. */
    RegistryClient unsigned() {
        return unsigned(PeerProfile.STANDARD);
    }

    RegistryClient unsigned(PeerProfile profile) {
        return RegistryClient.of(
                dci.peer(PEER)
                        .baseUrl(peer.baseUrl())
                        .profile(profile)
                        .acceptUnsignedAnswers()
                        .build(),
                REGISTRY);
    }

    /** A client that believes only what the peer has signed. */
    RegistryClient signed() {
        return signed(PeerProfile.STANDARD);
    }

    RegistryClient signed(PeerProfile profile) {
        return RegistryClient.of(
                dci.peer(PEER)
                        .baseUrl(peer.baseUrl())
                        .profile(profile)
                        .trust(PEER_KEY.verificationKey())
                        .build(),
                REGISTRY);
    }

    static List<String> names(Iterable<Person> people) {
        List<String> names = new ArrayList<>();
        people.forEach(person ->
                names.add(person.name().flatMap(name -> name.givenName()).orElse("(none)")));
        return names;
    }

    @Override
    public void close() {
        dci.close();
        transport.close();
        peer.close();
    }
}
