package io.github.dcisdk.examples.widowpension;

import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.Identifier;
import io.github.dcisdk.record.IdentifierType;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.registry.InMemorySearch;
import io.github.dcisdk.registry.SearchHandler;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The registry's side: invented people in a list, two of them with one number by mistake. */
final class People {
    private static final Pattern NUMBER = Pattern.compile("SYN-[0-9]{4}");

    private static final List<CrvsPerson> ALL = List.of(
            // Widowed.
            person("SYN-0001", "Almaz", "አበበ", null, List.of("1984-05-12"), List.of()),
            person("SYN-0002", "Tesfaye", "አበበ", "2026-02-03", List.of("1984-05-12"), List.of()),
            // The spouse lives.
            person("SYN-0003", "សុភា", "ចាន់", null, List.of("1999-11-20"), List.of()),
            person("SYN-0004", "វណ្ណា", "ចាន់", null, List.of("1999-11-20"), List.of()),
            // Divorced before the death.
            person("SYN-0005", "فاطمة", "الحسن", null, List.of("1990-03-01"), List.of("2011-06-30")),
            person(
                    "SYN-0006",
                    "خالد",
                    "الحسن",
                    "2025-12-24",
                    List.of("1990-03-01", "2014-08-08"),
                    List.of("2011-06-30")),
            // Married again.
            person("SYN-0007", "Grace", "Uwase", null, List.of("2001-07-14", "2026-01-17"), List.of()),
            person("SYN-0008", "Eric", "Mugisha", "2023-04-07", List.of("2001-07-14"), List.of()),
            // A date in words.
            person("SYN-0009", "Rosa", "Quispe", null, List.of("spring 1979"), List.of()),
            person("SYN-0010", "Inti", "Quispe", "2026-03-09", List.of("1979-09-21"), List.of()),
            // One number, two persons.
            person("SYN-0011", "Moussa", "Diallo", "2025-10-01", List.of(), List.of()),
            person("SYN-0011", "Moussa", "Diarra", "2019-01-30", List.of("1984-05-12"), List.of()));

    private People() {}

    static SearchHandler<CrvsPerson> search() {
        SearchHandler<CrvsPerson> people = InMemorySearch.of(Crvs.PROFILE, Crvs.PERSON, ALL);
        return (query, context) -> {
            if (query instanceof Query.IdentifierQuery byNumber
                    && !NUMBER.matcher(byNumber.value()).matches()) {
                throw new RejectedException("rjct.search_criteria.invalid", "a UIN has the form SYN-0000");
            }
            return people.find(query, context);
        };
    }

    private static CrvsPerson person(
            String number,
            String givenName,
            String surname,
            @Nullable String died,
            List<String> married,
            List<String> divorced) {
        return CrvsPerson.builder()
                .identifier(List.of(Identifier.builder()
                        .identifierType(IdentifierType.UIN)
                        .identifierValue(number)
                        .build()))
                .name(Name.builder().givenName(givenName).surname(surname).build())
                .deathDate(died == null ? null : DciDateTime.parse(died))
                .marriageDate(dates(married))
                .divorceDate(dates(divorced))
                .build();
    }

    private static List<DciDateTime> dates(List<String> texts) {
        return texts.stream().map(DciDateTime::parse).toList();
    }
}
