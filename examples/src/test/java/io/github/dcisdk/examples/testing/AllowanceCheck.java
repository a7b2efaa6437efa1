package io.github.dcisdk.examples.testing;

import io.github.dcisdk.client.SearchPage;
import io.github.dcisdk.crvs.CrvsClient;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.error.DciException;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.IdentifierType;

/** The program that the guide tests: an allowance ends with the death of who receives it. */
final class AllowanceCheck {
    private final CrvsClient crvs;

    AllowanceCheck(CrvsClient crvs) {
        this.crvs = crvs;
    }

    enum Decision {
        PAY,
        STOP,
        ASK_AGAIN_LATER
    }

    Decision decide(String number) {
        try {
            SearchPage<CrvsPerson> found = crvs.search(Query.identifier(IdentifierType.UIN, number));
            boolean dead = found.records().stream()
                    .anyMatch(person -> person.deathDate().isPresent());
            return dead ? Decision.STOP : Decision.PAY;
        } catch (DciException e) {
            return Decision.ASK_AGAIN_LATER;
        }
    }
}
