package io.github.dcisdk.examples.quickstart;

import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.Identifier;
import io.github.dcisdk.record.IdentifierType;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.record.SexCategory;
import io.github.dcisdk.registry.SearchContext;
import io.github.dcisdk.registry.SearchResult;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** An "existing registry": invented people in a list, found by their own number or by a parent's. */
final class People {
    private static final List<CrvsPerson> ALL = List.of(
            person("SYN-0001", "Almaz", "አበበ", SexCategory.FEMALE, LocalDate.of(1988, 3, 14), Optional.empty()),
            person("SYN-0002", "Sophea", "Chan", SexCategory.FEMALE, LocalDate.of(2014, 7, 2), Optional.of("SYN-0001")),
            person("SYN-0003", "Dara", "Chan", SexCategory.MALE, LocalDate.of(2017, 11, 23), Optional.of("SYN-0001")));

    SearchResult<CrvsPerson> find(Query query, SearchContext context) {
        if (query instanceof Query.IdentifierQuery byNumber) {
            return SearchResult.all(ALL.stream().filter(matches(byNumber)).toList());
        }
        throw new RejectedException("rjct.search_criteria.invalid", "this registry searches by identifier only");
    }

    private static Predicate<CrvsPerson> matches(Query.IdentifierQuery query) {
        return switch (query.type()) {
            case "UIN" -> person -> person.identifier().stream().anyMatch(id -> isNumber(id, query));
            case "PARENT_UIN" ->
                person -> person.parent1Identifier()
                        .filter(id -> isNumber(id, query))
                        .isPresent();
            default -> person -> false;
        };
    }

    private static boolean isNumber(Identifier identifier, Query.IdentifierQuery query) {
        return identifier.identifierValue().filter(query.value()::equals).isPresent();
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
