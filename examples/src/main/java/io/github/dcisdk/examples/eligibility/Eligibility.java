package io.github.dcisdk.examples.eligibility;

import io.github.dcisdk.client.SearchOptions;
import io.github.dcisdk.client.SearchResults;
import io.github.dcisdk.examples.loopback.LoopbackRegistry;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.message.Authorize;
import io.github.dcisdk.message.Consent;
import io.github.dcisdk.message.Expression;
import io.github.dcisdk.message.Purpose;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.Sort;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.socialregistry.SocialAttributes;
import io.github.dcisdk.socialregistry.SocialGroup;
import io.github.dcisdk.socialregistry.SocialMember;
import io.github.dcisdk.socialregistry.SocialPerson;
import io.github.dcisdk.socialregistry.SocialRegistry;
import io.github.dcisdk.socialregistry.SocialRegistryClient;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A child grant. The registry selects poor households with a young member, the poorest first; the program decides on each.
 */
public final class Eligibility {
    private static final LocalDate DAY = LocalDate.of(2026, 7, 1);

    private Eligibility() {}

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }

    static void run(PrintStream out) {
        try (LoopbackRegistry registry = LoopbackRegistry.start(
                SocialRegistry.PROFILE, endpoint -> endpoint.search(SocialRegistry.GROUP, Households.search()))) {
            SocialRegistryClient social =
                    SocialRegistryClient.of(registry.peer().build());
            decide(select(social), out);
        }
    }

    /** Selects by what the registry can compare. What it says of members may hold for any of them. */
    private static SearchResults<SocialGroup> select(SocialRegistryClient social) {
        Expression poor = Expression.where(SocialAttributes.POVERTY_SCORE).lt(ChildGrant.SCORE_LINE);
        Expression young = Expression.where(SocialAttributes.MEMBER_BIRTH_DATE).gt(ChildGrant.bornAfter(DAY));
        // snippet: purpose
        Purpose purpose = Purpose.builder()
                .code("CHILD_GRANT")
                .text("Payment of the child grant")
                .build();
        SearchOptions options = SearchOptions.DEFAULT
                .sort(Sort.asc(SocialAttributes.POVERTY_SCORE))
                .authorize(Authorize.builder()
                        .ts(DciDateTime.parse("2025-01-01T00:00:00+03:00"))
                        .purpose(purpose)
                        .build())
                .consent(Consent.builder()
                        .ts(DciDateTime.parse("2026-05-01T09:30:00+03:00"))
                        .purpose(purpose)
                        .build());
        // end: purpose
        return social.searchAll(SocialRegistry.GROUP, Query.expression(poor.and(young)), options);
    }

    /** Decides by the whole rule, member by member. */
    private static void decide(SearchResults<SocialGroup> households, PrintStream out) {
        out.println("Score below " + ChildGrant.SCORE_LINE + " and a member under five on " + DAY + ":");
        int selected = 0;
        int granted = 0;
        int sum = 0;
        for (SocialGroup household : households) {
            ChildGrant.Decision decision = ChildGrant.decide(household, DAY);
            selected++;
            granted += decision.amount() > 0 ? 1 : 0;
            sum += decision.amount();
            out.println("  " + describe(household));
            out.println("    " + (decision.amount() > 0 ? decision.amount() + ": " : "no grant: ") + decision.reason());
        }
        out.println("Granted to " + granted + " of " + selected + " households: " + sum);
    }

    private static String describe(SocialGroup household) {
        String number = household.groupIdentifier().stream()
                .flatMap(id -> id.identifierValue().stream())
                .findFirst()
                .orElse("(no number)");
        String score = household.povertyScore().map(BigDecimal::toPlainString).orElse("(none)");
        return number + ", score " + score + ", " + nameOfHead(household);
    }

    private static String nameOfHead(SocialGroup household) {
        Name name = household
                .groupHeadInfo()
                .flatMap(SocialMember::demographicInfo)
                .flatMap(SocialPerson::name)
                .orElseGet(() -> Name.builder().build());
        return Stream.of(name.givenName(), name.surname())
                .flatMap(part -> part.stream())
                .collect(Collectors.joining(" "));
    }
}
