package io.github.dcisdk.transport;

import java.time.Duration;
import java.util.Optional;

/**
 * One attempt of a call that is over. Holds numbers and words of our own, nothing that the peer wrote. Immutable.
 *
 * @param number which attempt of the call, from 1
 * @param status the HTTP status; empty when no whole answer arrived
 * @param failure why no whole answer arrived, in words for people; empty when there is a status
 * @param duration how long the attempt took, without the wait before it
 * @param sent whether the peer may have received the request, even if only the first byte of it
 */
public record Attempt(
        int number, Optional<Integer> status, Optional<String> failure, Duration duration, boolean sent) {}
