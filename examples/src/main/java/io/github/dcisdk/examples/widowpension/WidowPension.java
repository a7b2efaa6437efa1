package io.github.dcisdk.examples.widowpension;

import io.github.dcisdk.client.BatchAnswer;
import io.github.dcisdk.client.DciClient;
import io.github.dcisdk.client.Outcome;
import io.github.dcisdk.client.RecordCheck;
import io.github.dcisdk.client.SearchItem;
import io.github.dcisdk.client.SearchPage;
import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsClient;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.examples.loopback.LoopbackRegistry;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.IdentifierType;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides claims to a widow's pension by what a civil registry says of claimant and deceased spouse. */
public final class WidowPension {
    private final CrvsClient crvs;
    private final PrintStream out;

    private WidowPension(CrvsClient crvs, PrintStream out) {
        this.crvs = crvs;
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
        try (LoopbackRegistry registry =
                LoopbackRegistry.start(Crvs.PROFILE, endpoint -> endpoint.search(Crvs.PERSON, People.search()))) {
            // A pension hangs on it, so a record of somebody else must not pass: that answer counts as none.
            DciClient civil = registry.peer().recordCheck(RecordCheck.REFUSE).build();
            WidowPension office = new WidowPension(CrvsClient.of(civil), out);
            office.decide(List.of(
                    new Claim("claim-1", "SYN-0001", "SYN-0002"),
                    new Claim("claim-2", "SYN-0003", "SYN-0004"),
                    new Claim("claim-3", "SYN-0005", "SYN-0006"),
                    new Claim("claim-4", "SYN-0007", "SYN-0008"),
                    new Claim("claim-5", "SYN-0001", "SYN-0008"),
                    new Claim("claim-6", "SYN-0009", "SYN-0010"),
                    new Claim("claim-7", "SYN-0001", "SYN-9999"),
                    new Claim("claim-8", "SYN-0001", "SYN-0011"),
                    new Claim("claim-9", "SYN-0001", "2 of June")));

            registry.stop();
            out.println("Then the registry is down:");
            office.decide(List.of(new Claim("claim-1", "SYN-0001", "SYN-0002")));
        }
    }

    /** A claim, and the two searches that it leads to. The references go to the registry. */
    private record Claim(String number, SearchItem<CrvsPerson> claimant, SearchItem<CrvsPerson> spouse) {
        Claim(String number, String claimantUin, String spouseUin) {
            this(number, search(number + "-claimant", claimantUin), search(number + "-spouse", spouseUin));
        }

        // snippet: item
        private static SearchItem<CrvsPerson> search(String referenceId, String uin) {
            return SearchItem.of(Crvs.PERSON, Query.identifier(IdentifierType.UIN, uin))
                    .referenceId(referenceId);
        }
        // end: item
    }

    // snippet: ask
    private void decide(List<Claim> claims) {
        BatchAnswer answer = crvs.searchBatch(claims.stream()
                .flatMap(claim -> Stream.of(claim.claimant(), claim.spouse()))
                .toList());
        for (Claim claim : claims) {
            out.println("  " + claim.number() + ": " + decide(claim, answer));
        }
    }

    private static String decide(Claim claim, BatchAnswer answer) {
        Outcome<SearchPage<CrvsPerson>> claimant = answer.outcome(claim.claimant());
        Outcome<SearchPage<CrvsPerson>> spouse = answer.outcome(claim.spouse());
        return missing("claimant", claimant)
                .or(() -> missing("spouse", spouse))
                .orElseGet(() -> Marriage.decide(only(claimant), only(spouse)));
    }
    // end: ask

    private static CrvsPerson only(Outcome<SearchPage<CrvsPerson>> found) {
        return found.orElseThrow().records().get(0);
    }

    /** What keeps a claim from being decided: each case goes another way. */
    // snippet: missing
    private static Optional<String> missing(String who, Outcome<SearchPage<CrvsPerson>> outcome) {
        return switch (outcome.kind()) {
            case ANSWERED ->
                switch (outcome.orElseThrow().records().size()) {
                    case 0 -> Optional.of("ask the claimant, the " + who + " is not in the registry");
                    case 1 -> Optional.empty();
                    default -> Optional.of("ask the registry, several persons have the number of the " + who);
                };
            case REJECTED -> Optional.of("mend the number of the " + who);
            case UNAVAILABLE, TIMED_OUT -> Optional.of("later, the registry does not answer");
            case REFUSED, UNAUTHORISED, NOT_UNDERSTOOD, NOT_AUTHENTIC ->
                Optional.of("call support: " + outcome.error().orElseThrow().errorCode());
        };
    }
    // end: missing
}
