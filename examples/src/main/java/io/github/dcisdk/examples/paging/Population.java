package io.github.dcisdk.examples.paging;

import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.record.Identifier;
import io.github.dcisdk.record.IdentifierType;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.registry.SearchHandler;
import io.github.dcisdk.registry.SearchResult;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The registry's side: 10,000 invented people, each made from the number when it is asked for. They are in the order of
 * their numbers, and all were registered before 2026, so that every one answers the example's query.
 */
final class Population {
    private static final long SIZE = 10_000;
    private static final LocalDate FIRST_BIRTH = LocalDate.of(1936, 1, 1);
    private static final int DAYS_OF_BIRTHS = 32_500;
    private static final List<String> GIVEN_NAMES =
            List.of("Almaz", "សុភា", "فاطمة", "Grace", "Inti", "Amina", "ዳዊት", "Hồng", "Иван", "José");
    private static final List<String> SURNAMES = List.of("አበበ", "ចាន់", "الحسن", "Uwase", "Quispe", "Diallo", "Nguyễn");

    private Population() {}

    static SearchHandler<CrvsPerson> search() {
        return (query, context) -> {
            long end = Math.min(context.offset() + context.pageSize(), SIZE);
            return SearchResult.page(
                    LongStream.range(context.offset(), end)
                            .mapToObj(Population::person)
                            .toList(),
                    SIZE);
        };
    }

    private static CrvsPerson person(long number) {
        LocalDate born = FIRST_BIRTH.plusDays(number * 7_919 % DAYS_OF_BIRTHS);
        return CrvsPerson.builder()
                .identifier(List.of(Identifier.builder()
                        .identifierType(IdentifierType.UIN)
                        .identifierValue("SYN-%05d".formatted(number))
                        .build()))
                .name(Name.builder()
                        .givenName(GIVEN_NAMES.get((int) (number % GIVEN_NAMES.size())))
                        .surname(SURNAMES.get((int) (number % SURNAMES.size())))
                        .build())
                .birthDate(DciDateTime.of(born))
                .registrationDate(DciDateTime.of(born.plusDays(14)))
                .build();
    }
}
