package io.github.dcisdk.examples.asynceligibility;

import io.github.dcisdk.record.Identifier;
import io.github.dcisdk.registry.InMemorySearch;
import io.github.dcisdk.registry.SearchHandler;
import io.github.dcisdk.socialregistry.SocialGroup;
import io.github.dcisdk.socialregistry.SocialRegistry;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;

/** The registry's side: 50 invented households. */
final class Households {
    private Households() {}

    static SearchHandler<SocialGroup> search() {
        return InMemorySearch.of(
                SocialRegistry.PROFILE,
                SocialRegistry.GROUP,
                IntStream.rangeClosed(1, 50).mapToObj(Households::household).toList());
    }

    private static SocialGroup household(int number) {
        return SocialGroup.builder()
                .groupIdentifier(List.of(Identifier.builder()
                        .identifierType(SocialRegistry.HOUSEHOLD_ID)
                        .identifierValue("SYN-H-%02d".formatted(number))
                        .build()))
                .povertyScore(new BigDecimal(number * 17 % 70))
                .groupSize(1 + number % 6)
                .build();
    }
}
