package io.github.dcisdk.auth;

import org.jspecify.annotations.Nullable;

/** Lets everybody in, because the signature of the message will say who it is. */
enum SignatureOnly implements InboundAuthentication {
    INSTANCE;

    @Override
    public Caller check(@Nullable String authorization) {
        return Caller.admitted();
    }

    @Override
    public boolean asksForToken() {
        return false;
    }
}
