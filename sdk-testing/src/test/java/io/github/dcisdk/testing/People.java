package io.github.dcisdk.testing;

import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.record.Identifier;
import io.github.dcisdk.record.IdentifierType;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.record.SexCategory;
import java.time.LocalDate;
import java.util.List;

/** Five invented women, a man, and what the tests ask of them. */
final class People {
    static final List<CrvsPerson> WOMEN = List.of(
            person("SYN-0001", "Almaz", "አበበ", SexCategory.FEMALE, LocalDate.of(1961, 3, 14)),
            person("SYN-0002", "Sophea", "Chan", SexCategory.FEMALE, LocalDate.of(1958, 7, 2)),
            person("SYN-0003", "Uwase", "Mukamana", SexCategory.FEMALE, LocalDate.of(1985, 11, 23)),
            person("SYN-0004", "Thảo", "Nguyễn", SexCategory.FEMALE, LocalDate.of(1990, 1, 31)),
            person("SYN-0005", "María", "Quispe", SexCategory.FEMALE, LocalDate.of(2001, 5, 5)));

    static final CrvsPerson MAN = person("SYN-0006", "Dara", "Chan", SexCategory.MALE, LocalDate.of(1960, 11, 23));

    static final List<CrvsPerson> ALL =
            List.of(WOMEN.get(0), WOMEN.get(1), WOMEN.get(2), WOMEN.get(3), WOMEN.get(4), MAN);

    private People() {}

    static CrvsPerson person(String number, String givenName, String surname, SexCategory sex, LocalDate born) {
        return CrvsPerson.builder()
                .identifier(List.of(Identifier.builder()
                        .identifierType(IdentifierType.UIN)
                        .identifierValue(number)
                        .build()))
                .name(Name.builder().givenName(givenName).surname(surname).build())
                .sex(sex)
                .birthDate(DciDateTime.of(born))
                .build();
    }
}
