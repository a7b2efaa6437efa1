package io.github.dcisdk.reliability;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.crvs.VitalEvent;
import io.github.dcisdk.inbound.AuditSink;
import io.github.dcisdk.inbound.JdkHttpServer;
import io.github.dcisdk.jdbc.JdbcStore;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.Identifier;
import io.github.dcisdk.record.IdentifierType;
import io.github.dcisdk.registry.RegistryEndpoint;
import io.github.dcisdk.registry.SearchResult;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.store.StoreTransaction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * A civil registry. A search for {@code x-n} finds {@code n} persons, three on a page. {@code publish x} writes {@code x} into
 * the registry's own table and tells subscribers of it, in one transaction.
 */
final class RegistryProcess {
    private final DataSource database;
    private final JdbcStore store;
    private final RegistryEndpoint endpoint;

    private RegistryProcess(Deployment deployment, int port, int consumerPort) throws SQLException {
        database = deployment.database(
                Deployment.CIVIL, "create table if not exists published (number varchar primary key)");
        store = JdbcStore.builder(database).install().storeInClear().build();
        Dci dci = Dci.builder()
                .identity(Deployment.CIVIL, deployment.key(Deployment.CIVIL))
                .store(store)
                .trust(TrustedSender.signing(Deployment.SOCIAL, deployment.publicKey(Deployment.SOCIAL))
                        .callbackOrigins("http://127.0.0.1:" + consumerPort))
                .build();
        endpoint = RegistryEndpoint.of(dci, Crvs.PROFILE)
                .search(Crvs.PERSON, (query, context) -> SearchResult.all(persons(query)))
                .asynchronous()
                .maxPageSize(3)
                .audit(AuditSink.none())
                .build();
        JdkHttpServer.builder(endpoint)
                .address(new InetSocketAddress("127.0.0.1", port))
                .start();
    }

    private static List<CrvsPerson> persons(Query query) {
        String asked = ((Query.IdentifierQuery) query).value();
        int count = Integer.parseInt(asked.substring(asked.indexOf('-') + 1));
        return IntStream.range(0, count).mapToObj(i -> person(asked + "-" + i)).toList();
    }

    static CrvsPerson person(String number) {
        return CrvsPerson.builder()
                .identifier(List.of(Identifier.builder()
                        .identifierType(IdentifierType.UIN)
                        .identifierValue(number)
                        .build()))
                .build();
    }

    private void publish(String number) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("insert into published values (?)");
                    StoreTransaction transaction = store.join(connection)) {
                insert.setString(1, number);
                insert.executeUpdate();
                endpoint.events().publish(transaction, VitalEvent.DEATH, person(number));
                transaction.commit();
                connection.commit();
            }
        }
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        Deployment deployment = new Deployment(Path.of(arguments[0]));
        RegistryProcess process =
                new RegistryProcess(deployment, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        System.out.println("READY");
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            process.publish(command.substring("publish ".length()));
            System.out.println("PUBLISHED " + command.substring("publish ".length()));
        }
    }
}
