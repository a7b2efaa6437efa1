package io.github.dcisdk.examples.eligibility;

import io.github.dcisdk.socialregistry.SocialGroup;
import io.github.dcisdk.socialregistry.SocialMember;
import io.github.dcisdk.socialregistry.SocialPerson;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The rule of an invented grant: 40 for each living child under five, 60 if the child has a disability; for households whose
 * score by a proxy means test is below the line.
 */
final class ChildGrant {
    static final int SCORE_LINE = 30;
    private static final String SCORE_TYPE = "PMT";
    private static final int PER_CHILD = 40;
    private static final int PER_DISABLED_CHILD = 60;

    private ChildGrant() {}

    /** An amount and why; 0 when nothing is paid. */
    record Decision(int amount, String reason) {}

    /** Who was born after this day is under five. */
    static LocalDate bornAfter(LocalDate day) {
        return day.minusYears(5);
    }

    static Decision decide(SocialGroup household, LocalDate day) {
        if (!household.povertyScoreType().equals(Optional.of(SCORE_TYPE))) {
            return new Decision(0, "the score is not of the method " + SCORE_TYPE);
        } else if (household.memberList().stream().anyMatch(member -> isUnclear(member, day))) {
            return new Decision(0, "a birth date has to be cleared up first");
        }
        List<SocialMember> children = household.memberList().stream()
                .filter(member -> isLivingChild(member, day))
                .toList();
        if (children.isEmpty()) {
            return new Decision(0, "no living child under five");
        }
        int disabled = (int) children.stream()
                .filter(child -> child.isDisabled().orElse(false))
                .count();
        int amount = disabled * PER_DISABLED_CHILD + (children.size() - disabled) * PER_CHILD;
        return new Decision(
                amount,
                "living children under five: " + children.size()
                        + (disabled > 0 ? ", with a disability: " + disabled : ""));
    }

    private static boolean isLivingChild(SocialMember member, LocalDate day) {
        return birthDate(member).filter(born -> born.isAfter(bornAfter(day))).isPresent()
                && member.demographicInfo().flatMap(SocialPerson::deathDate).isEmpty();
    }

    /** A date that is missing, cannot be read or is to come decides nothing. */
    private static boolean isUnclear(SocialMember member, LocalDate day) {
        return birthDate(member).filter(born -> !born.isAfter(day)).isEmpty();
    }

    private static Optional<LocalDate> birthDate(SocialMember member) {
        return member.demographicInfo().flatMap(SocialPerson::birthDate).flatMap(date -> date.toLocalDate());
    }
}
