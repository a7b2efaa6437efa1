package io.github.dcisdk.examples.quickstart;

import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.record.Identifier;
import io.github.dcisdk.record.IdentifierType;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.record.SexCategory;
import io.github.dcisdk.registry.InMemorySearch;
import io.github.dcisdk.registry.SearchHandler;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** An "existing registry": invented people in a list, found by their own number or by a parent's. */
final class People {
    private static final List<CrvsPerson> ALL = List.of(
            person("SYN-0001", "Almaz", "አበበ", SexCategory.FEMALE, LocalDate.of(1988, 3, 14), Optional.empty()),
            person("SYN-0002", "Sophea", "Chan", SexCategory.FEMALE, LocalDate.of(2014, 7, 2), Optional.of("SYN-0001")),
            person("SYN-0003", "Dara", "Chan", SexCategory.MALE, LocalDate.of(2017, 11, 23), Optional.of("SYN-0001")));

    private People() {}

    static SearchHandler<CrvsPerson> search() {
        return InMemorySearch.of(Crvs.PROFILE, Crvs.PERSON, ALL).identifier("PARENT_UIN", "parent1_identifier");
    }

    private static CrvsPerson person(
            String number, String givenName, String surname, SexCategory sex, LocalDate born, Optional<String> parent) {
        return CrvsPerson.builder()
                .identifier(List.of(uin(number)))
                .name(Name.builder().givenName(givenName).surname(surname).build())
                .sex(sex)
                .birthDate(DciDateTime.of(born))
                .parent1Identifier(parent.map(People::uin).orElse(null))
                .build();
    }

    private static Identifier uin(String number) {
        return Identifier.builder()
                .identifierType(IdentifierType.UIN)
                .identifierValue(number)
                .build();
    }
}
