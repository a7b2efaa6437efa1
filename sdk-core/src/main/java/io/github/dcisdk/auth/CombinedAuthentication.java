package io.github.dcisdk.auth;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two checks of one caller.
 *
 * @param first one check
 * @param second the other
 * @param both whether both have to admit the caller, or either
 */
record CombinedAuthentication(InboundAuthentication first, InboundAuthentication second, boolean both)
        implements InboundAuthentication {
    @Override
    public Caller check(@Nullable String authorization) {
        return check(authorization, List.of());
    }

    @Override
    public Caller check(@Nullable String authorization, List<X509Certificate> certificates) {
        Caller one = first.check(authorization, certificates);
        Caller other = second.check(authorization, certificates);
        if (both || (one.isAdmitted() && other.isAdmitted())) {
            return one.and(other);
        }
        return one.isAdmitted() ? one : other;
    }

    @Override
    public boolean asksForToken() {
        return both ? first.asksForToken() || second.asksForToken() : first.asksForToken() && second.asksForToken();
    }

    @Override
    public String toString() {
        return first + (both ? " and " : " or ") + second;
    }
}
