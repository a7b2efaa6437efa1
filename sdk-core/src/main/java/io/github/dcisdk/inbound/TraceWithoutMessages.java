package io.github.dcisdk.inbound;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The stack trace of an application's error for the log, with the classes of the errors but without their messages: a
 * message such as "no such person: …" is personal data.
 */
final class TraceWithoutMessages extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TraceWithoutMessages(Throwable error) {
        this(error, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private TraceWithoutMessages(Throwable error, Set<Throwable> seen) {
        super(error.getClass().getName(), cause(error, seen), false, true);
        setStackTrace(error.getStackTrace());
    }

    private static @Nullable Throwable cause(Throwable error, Set<Throwable> seen) {
        Throwable cause = error.getCause();
        return cause == null || !seen.add(cause) ? null : new TraceWithoutMessages(cause, seen);
    }
}
