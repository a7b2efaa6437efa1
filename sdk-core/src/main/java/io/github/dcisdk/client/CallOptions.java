package io.github.dcisdk.client;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.profile.PeerProfile;
import io.github.dcisdk.transport.HttpCall;
import io.github.dcisdk.transport.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What some calls do otherwise than the set-up of their client says. A client with options is made by {@link
 * DciClient#with}, {@link RegistryClient#with} or the same method of a registry's own client. Immutable; each method gives a
 * changed copy. {@link #toString()} hides the values of headers.
 *
 * <p>Limits hold for each message that is sent; a search of several pages sends one per page. Requests that are answered
 * later are kept and sent by whoever is there to do it, perhaps another program: of these options, {@link #answerWithin} and
 * {@link #profile} count for them.
 */
public final class CallOptions {
    /** Changes nothing. */
    public static final CallOptions DEFAULT = new CallOptions(null, null, null, null, Map.of(), null, null);

    private final @Nullable Duration connectTimeout;
    private final @Nullable Duration readTimeout;
    private final @Nullable Duration callTimeout;
    private final @Nullable RetryPolicy retry;
    private final Map<String, String> headers;
    private final @Nullable PeerProfile profile;
    private final @Nullable Duration answerWithin;

    private CallOptions(
            @Nullable Duration connectTimeout,
            @Nullable Duration readTimeout,
            @Nullable Duration callTimeout,
            @Nullable RetryPolicy retry,
            Map<String, String> headers,
            @Nullable PeerProfile profile,
            @Nullable Duration answerWithin) {
        this.connectTimeout = connectTimeout;
        this.readTimeout = readTimeout;
        this.callTimeout = callTimeout;
        this.retry = retry;
        this.headers = headers;
        this.profile = profile;
        this.answerWithin = answerWithin;
    }

    /**
     * Sets how long making a connection may take.
     *
     * @param value more than 0, at most one day; milliseconds count
     * @return a changed copy
     * @throws IllegalArgumentException if the value is out of range
     */
    public CallOptions connectTimeout(Duration value) {
        Duration limit = HttpCall.requireTimeout(value, "connectTimeout");
        return new CallOptions(limit, readTimeout, callTimeout, retry, headers, profile, answerWithin);
    }

    /**
     * Sets how long the peer may be silent while it is to read or to answer.
     *
     * @param value more than 0, at most one day; milliseconds count
     * @return a changed copy
     * @throws IllegalArgumentException if the value is out of range
     */
    public CallOptions readTimeout(Duration value) {
        Duration limit = HttpCall.requireTimeout(value, "readTimeout");
        return new CallOptions(connectTimeout, limit, callTimeout, retry, headers, profile, answerWithin);
    }

    /**
     * Sets how long a call may take with all its attempts, waits and the reading of the answer. A token that has to be
     * fetched first is a call of its own, with the limits of the transport.
     *
     * @param value more than 0, at most one day; milliseconds count
     * @return a changed copy
     * @throws IllegalArgumentException if the value is out of range
     */
    public CallOptions callTimeout(Duration value) {
        Duration limit = HttpCall.requireTimeout(value, "callTimeout");
        return new CallOptions(connectTimeout, readTimeout, limit, retry, headers, profile, answerWithin);
    }

    /**
     * Sets how often is tried and how long is waited.
     *
     * @param value the policy, for example {@link RetryPolicy#none()}
     * @return a changed copy
     */
    public CallOptions retry(RetryPolicy value) {
        Objects.requireNonNull(value, "value");
        return new CallOptions(connectTimeout, readTimeout, callTimeout, value, headers, profile, answerWithin);
    }

    /**
     * Adds an HTTP header, such as one that a gateway asks for.
     *
     * @param name its name; a header of that name, in any case, that was added before is replaced
     * @param value its value, in printable ASCII
     * @return a changed copy
     * @throws IllegalArgumentException if name or value hold characters that a header may not, or the SDK sets this header
     *     itself: {@code Authorization}, {@code Content-Type}, {@code User-Agent}, and those that say how the body travels
     */
    public CallOptions header(String name, String value) {
        requireHeader(name, value);
        Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.remove(name); // Else the map would keep the old spelling.
        more.put(name, value);
        return new CallOptions(connectTimeout, readTimeout, callTimeout, retry, more, profile, answerWithin);
    }

    /** The one check of headers that are added to a message. */
    static void requireHeader(String name, String value) {
        HttpCall.requireHeader(name, value);
        if (name.equalsIgnoreCase("Content-Type")) {
            throw new IllegalArgumentException("the standard's messages are application/json: leave Content-Type out");
        }
    }

    /**
     * Says how the peer departs from the standard in these calls.
     *
     * @param value the profile, in place of the one of {@link DciClient.Builder#profile}
     * @return a changed copy
     */
    public CallOptions profile(PeerProfile value) {
        Objects.requireNonNull(value, "value");
        return new CallOptions(connectTimeout, readTimeout, callTimeout, retry, headers, value, answerWithin);
    }

    /**
     * Sets how long an answer that comes later is waited for, from the moment in which it was asked for. When the time is over
     * and the registry can be asked for the status, that is tried before the answer is given up. What comes even later is
     * still taken.
     *
     * @param value more than nothing; five minutes unless set
     * @return a changed copy
     * @throws IllegalArgumentException if it is not positive
     */
    public CallOptions answerWithin(Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("answerWithin: more than nothing");
        }
        return new CallOptions(connectTimeout, readTimeout, callTimeout, retry, headers, profile, value);
    }

    Duration answerWithin() {
        return answerWithin == null ? Duration.ofMinutes(5) : answerWithin;
    }

    /** The profile that counts, given that of the set-up. */
    PeerProfile profileOr(PeerProfile usual) {
        return profile == null ? usual : profile;
    }

    /** Puts into a call what differs. */
    void applyTo(HttpCall.Builder call) {
        if (connectTimeout != null) {
            call.connectTimeout(connectTimeout);
        }
        if (readTimeout != null) {
            call.readTimeout(readTimeout);
        }
        if (callTimeout != null) {
            call.callTimeout(callTimeout);
        }
        if (retry != null) {
            call.retry(retry);
        }
        headers.forEach(call::header);
    }

    private List<@Nullable Object> parts() {
        List<@Nullable Object> parts = new ArrayList<>();
        parts.add(connectTimeout);
        parts.add(readTimeout);
        parts.add(callTimeout);
        parts.add(retry);
        parts.add(List.copyOf(headers.entrySet()));
        parts.add(profile);
        parts.add(answerWithin);
        return parts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CallOptions that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        show(parts, "connectTimeout", connectTimeout);
        show(parts, "readTimeout", readTimeout);
        show(parts, "callTimeout", callTimeout);
        show(parts, "retry", retry);
        headers.keySet().forEach(name -> show(parts, "header", LogText.safe(name)));
        show(parts, "answerWithin", answerWithin);
        show(parts, "profile", profile == null ? null : profile.name());
        return "CallOptions" + parts;
    }

    private static void show(List<String> parts, String name, @Nullable Object value) {
        if (value != null) {
            parts.add(name + " " + value);
        }
    }
}
