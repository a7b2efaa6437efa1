package io.github.dcisdk.examples.eligibility;

import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.record.Identifier;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.registry.InMemorySearch;
import io.github.dcisdk.registry.SearchHandler;
import io.github.dcisdk.socialregistry.SocialGroup;
import io.github.dcisdk.socialregistry.SocialMember;
import io.github.dcisdk.socialregistry.SocialPerson;
import io.github.dcisdk.socialregistry.SocialRegistry;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The registry's side: invented households in a list, for those who name their authority. */
final class Households {
    private static final List<SocialGroup> ALL = List.of(
            household(
                    "H-01", "28.5", "PMT", member("Almaz", "አበበ", "1991-02-11"), member("Dawit", "አበበ", "2023-09-30")),
            household(
                    "H-02",
                    "8.25",
                    "PMT",
                    member("សុភា", "ចាន់", "1988-06-03"),
                    member("ដារ៉ា", "ចាន់", "2022-01-15"),
                    member("វណ្ណា", "ចាន់", "2024-11-08").isDisabled(true)),
            // The disability is the grandmother's: a query cannot ask that both are of one member, the program can.
            household(
                    "H-03",
                    "12.0",
                    "PMT",
                    member("فاطمة", "الحسن", "1949-04-20").isDisabled(true),
                    member("يوسف", "الحسن", "2025-03-12")),
            household(
                    "H-04",
                    "15.75",
                    "PMT",
                    member("Grace", "Uwase", "1996-08-27"),
                    deceased("Keza", "Uwase", "2023-05-05", "2024-01-19")),
            household(
                    "H-05",
                    "19.0",
                    "CBT",
                    member("Maria", "Condori", "1999-12-01"),
                    member("Wayra", "Condori", "2021-10-10")),
            household(
                    "H-06",
                    "22.0",
                    "PMT",
                    member("Tomás", "Quispe", "1985-01-30"),
                    member("Inti", "Quispe", "2062-02-14")),
            // Five years old on the day, the line itself, no young member, no score: none of them is selected.
            household("H-07", "11.0", "PMT", member("Sok", "លី", "1990-07-07"), member("Bopha", "លី", "2021-07-01")),
            household("H-08", "30", "PMT", member("Hana", "ተስፋዬ", "1994-03-03"), member("Abel", "ተስፋዬ", "2024-04-04")),
            household("H-09", "4.5", "PMT", member("Jean", "Habimana", "1951-11-11")),
            household(
                    "H-10",
                    null,
                    "PMT",
                    member("Amina", "Diallo", "1993-09-09"),
                    member("Issa", "Diallo", "2025-05-25")));

    private Households() {}

    static SearchHandler<SocialGroup> search() {
        SearchHandler<SocialGroup> households = InMemorySearch.of(SocialRegistry.PROFILE, SocialRegistry.GROUP, ALL);
        return (query, context) -> {
            if (context.criteria().authorize().isEmpty()) {
                throw new RejectedException("rjct.search_criteria.invalid", "households are shown to authorities only");
            }
            return households.find(query, context);
        };
    }

    private static SocialGroup household(
            String number, @Nullable String score, String scoreType, SocialMember.Builder... members) {
        List<SocialMember> list =
                Stream.of(members).map(SocialMember.Builder::build).toList();
        return SocialGroup.builder()
                .groupIdentifier(List.of(Identifier.builder()
                        .identifierType(SocialRegistry.HOUSEHOLD_ID)
                        .identifierValue("SYN-" + number)
                        .build()))
                .povertyScore(score == null ? null : new BigDecimal(score))
                .povertyScoreType(scoreType)
                .groupSize(list.size())
                .groupHeadInfo(list.get(0))
                .memberList(list)
                .build();
    }

    private static SocialMember.Builder member(String givenName, String surname, String born) {
        return SocialMember.builder()
                .demographicInfo(person(givenName, surname, born).build());
    }

    private static SocialMember.Builder deceased(String givenName, String surname, String born, String died) {
        return SocialMember.builder()
                .demographicInfo(person(givenName, surname, born)
                        .deathDate(DciDateTime.parse(died))
                        .build());
    }

    private static SocialPerson.Builder person(String givenName, String surname, String born) {
        return SocialPerson.builder()
                .name(Name.builder().givenName(givenName).surname(surname).build())
                .birthDate(DciDateTime.parse(born));
    }
}
