package io.github.dcisdk.examples.trust;

import io.github.dcisdk.client.Dci;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustFile;
import java.nio.file.Path;

/** Snippets of {@code docs/trust-file.md}. */
final class TrustGuide {
    private TrustGuide() {}

    static Dci fromFile(SigningKey key, Path file) {
        // snippet: trust-file
        Dci dci = Dci.builder()
                .identity("crvs.example.gov", key)
                .trust(TrustFile.load(file))
                .build();
        // end: trust-file
        return dci;
    }
}
