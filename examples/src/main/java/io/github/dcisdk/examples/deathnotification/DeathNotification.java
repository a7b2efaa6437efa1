package io.github.dcisdk.examples.deathnotification;

import io.github.dcisdk.examples.loopback.Database;
import io.github.dcisdk.examples.loopback.TemporaryFolder;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * A system that pays allowances subscribes to deaths at the civil registry. The registry registers three, and reports those
 * that the subscription is for. What is reported is delivered twice, and the allowance stops once.
 */
public final class DeathNotification {
    private final PrintStream out;

    private DeathNotification(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }

    static void run(PrintStream out) {
        new DeathNotification(out).run();
    }

    private void run() {
        try (TemporaryFolder folder = TemporaryFolder.create();
                Database registryData = Database.in(folder.path().resolve("registry"));
                Database ownData = Database.in(folder.path().resolve("spmis"));
                CivilRegistry registry = new CivilRegistry(registryData)) {
            Allowances allowances = new Allowances(ownData);
            out.println("Allowances:");
            print(allowances);
            try (AllowanceSystem system = new AllowanceSystem(registry.endpoint(), ownData, allowances)) {
                out.println("Subscription to deaths of people born before 1961: " + system.subscribe());
                register(registry, "SYN-1002", LocalDate.of(2026, 6, 11));
                register(registry, "SYN-1003", LocalDate.of(2026, 6, 20));
                register(registry, "SYN-1001", LocalDate.of(2026, 6, 30));
                system.awaitEvents(2);
            } // closed when what was begun is done
            out.println("Afterwards:");
            print(allowances);
        }
    }

    private void register(CivilRegistry registry, String number, LocalDate day) {
        int subscriptions = registry.registerDeath(number, day);
        out.println("Death of " + number + " registered, subscriptions that it is reported to: " + subscriptions);
    }

    private void print(Allowances allowances) {
        allowances.all().forEach(line -> out.println("  " + line));
        out.println("  entries in the case file: " + allowances.caseFile());
    }
}
