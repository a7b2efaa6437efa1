package io.github.dcisdk.examples.widowpension;

import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.json.DciDateTime;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rule of an invented pension: the two were married to each other when the one died, and the other has not married
 * since. A civil registry gives the dates of all marriages and divorces of a person, so a wedding of both has a date that
 * both records know.
 */
final class Marriage {
    private Marriage() {}

    static String decide(CrvsPerson claimant, CrvsPerson spouse) {
        if (hasUnclearDate(claimant) || hasUnclearDate(spouse)) {
            return "look at the deeds, a date cannot be read";
        } else if (spouse.deathDate().isEmpty()) {
            return "refused, the spouse lives";
        } else if (claimant.deathDate().isPresent()) {
            return "refused, the claimant has died";
        }
        LocalDate death = spouse.deathDate().flatMap(DciDateTime::toLocalDate).orElseThrow();
        List<LocalDate> weddingsOfSpouse = dates(spouse.marriageDate());
        Optional<LocalDate> wedding = dates(claimant.marriageDate()).stream()
                .filter(weddingsOfSpouse::contains)
                .filter(date -> !date.isAfter(death))
                .max(Comparator.naturalOrder());
        if (wedding.isEmpty()) {
            return "refused, the two were not married";
        } else if (hasBetween(claimant.divorceDate(), wedding.get(), death)
                || hasBetween(spouse.divorceDate(), wedding.get(), death)) {
            return "refused, the two were divorced";
        } else if (dates(claimant.marriageDate()).stream().anyMatch(date -> date.isAfter(death))) {
            return "refused, the claimant has married again";
        }
        return "granted from " + death.plusDays(1);
    }

    private static boolean hasBetween(List<DciDateTime> dates, LocalDate from, LocalDate to) {
        return dates(dates).stream().anyMatch(date -> !date.isBefore(from) && !date.isAfter(to));
    }

    private static List<LocalDate> dates(List<DciDateTime> dates) {
        return dates.stream().flatMap(date -> date.toLocalDate().stream()).toList();
    }

    /** A date that is there and cannot be read must not count as none. */
    private static boolean hasUnclearDate(CrvsPerson person) {
        return Stream.of(person.marriageDate().stream(), person.divorceDate().stream(), person.deathDate().stream())
                .flatMap(dates -> dates)
                .anyMatch(date -> date.toLocalDate().isEmpty());
    }
}
