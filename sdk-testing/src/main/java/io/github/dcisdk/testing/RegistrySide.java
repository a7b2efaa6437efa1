package io.github.dcisdk.testing;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.security.SigningKey;
import java.time.Clock;

/** Who a test registry is. */
record RegistrySide(Dci dci, SigningKey key) {
    Clock clock() {
        return dci.clock();
    }

    DciDateTime now() {
        return DciDateTime.of(clock().instant());
    }
}
