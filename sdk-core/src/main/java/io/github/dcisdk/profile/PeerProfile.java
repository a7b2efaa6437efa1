package io.github.dcisdk.profile;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.QueryType;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How one deployed system departs from the standard, as data. Start from {@link #STANDARD} and change what differs; each
 * method gives a changed copy. Immutable.
 */
public final class PeerProfile {
    /** RFC 3986 section 3.3. */
    private static final Pattern PATH = Pattern.compile("(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*)+");

    /** Most queries that are put into one message, unless {@link #itemsPerMessage(int)} says otherwise. */
    public static final int DEFAULT_ITEMS_PER_MESSAGE = 100;

    /** How long nothing may come before the rest of an answer is given up, unless {@link #answerSilence} says otherwise. */
    public static final Duration DEFAULT_ANSWER_SILENCE = Duration.ofSeconds(30);

    /** No departures. */
    public static final PeerProfile STANDARD = new PeerProfile(new Habits());

    /**
     * OpenCRVS, a civil registry. Answers with the sender and receiver of the request, evaluates identifiers and predicate
     * lists, asks for {@code reg_event_type}, reads consent beside the criteria. Read from its sources in late 2026; a
     * deployment may differ.
     */
    public static final PeerProfile OPENCRVS = STANDARD.named("OpenCRVS")
            .answerIds(AnswerIds.COPIED)
            .queryTypes(QueryType.IDTYPE_VALUE, QueryType.PREDICATE)
            .requiringEventType()
            .consentBesideCriteria();

    /**
     * OpenSPP 2 as a social registry, with its path prefix. Answers a repeated transaction with an error. Read from its sources in late 2026; a deployment may differ.
     */
    public static final PeerProfile OPENSPP_2 =
            STANDARD.named("OpenSPP 2").pathPrefix("/dci_api/v1/social").refusingRepeatedRequests();

    /**
     * OpenG2P, with its path prefix. Read from its sources in late 2026; a deployment may differ.
     */
    public static final PeerProfile OPENG2P = STANDARD.named("OpenG2P").pathPrefix("/dci");

    /**
     * openIMIS, with its paths. Read from its sources in late 2026; a deployment may differ.
     */
    public static final PeerProfile OPENIMIS = STANDARD.named("openIMIS").pathPrefix("/api/api_dci");

    private final Habits habits;

    private PeerProfile(Habits habits) {
        this.habits = habits;
    }

    /** Changed only before the profile that holds it exists. */
    private static final class Habits {
        private String name = "standard";
        private String pathPrefix = "";
        private Map<Operation<?, ?>, String> paths = Map.of();
        private @Nullable String regType;
        private AnswerIds answerIds = AnswerIds.SWAPPED;
        private boolean dropsEmptyItems;
        private Set<QueryType> queryTypes = Set.copyOf(QueryType.TYPE.listed());
        private boolean requiresEventType;
        private boolean consentBesideCriteria;
        private int itemsPerMessage = DEFAULT_ITEMS_PER_MESSAGE;
        private boolean refusesRepeatedRequests;
        private Duration answerSilence = DEFAULT_ANSWER_SILENCE;

        private Habits() {}

        private Habits(Habits other) {
            this.name = other.name;
            this.pathPrefix = other.pathPrefix;
            this.paths = other.paths;
            this.regType = other.regType;
            this.answerIds = other.answerIds;
            this.dropsEmptyItems = other.dropsEmptyItems;
            this.queryTypes = other.queryTypes;
            this.requiresEventType = other.requiresEventType;
            this.consentBesideCriteria = other.consentBesideCriteria;
            this.itemsPerMessage = other.itemsPerMessage;
            this.refusesRepeatedRequests = other.refusesRepeatedRequests;
            this.answerSilence = other.answerSilence;
        }
    }

    private PeerProfile with(Consumer<Habits> change) {
        Habits changed = new Habits(habits);
        change.accept(changed);
        return new PeerProfile(changed);
    }

    /** What {@code sender_id} and {@code receiver_id} of an answer are. */
    public enum AnswerIds {
        /** The answering side sends, the requester receives. */
        SWAPPED,
        /** Copied from the request as they were. */
        COPIED,
        /** Not there, or without meaning. */
        ABSENT
    }

    /**
     * Names the profile, for logs.
     *
     * @param newName the system's name
     * @return a changed copy
     */
    public PeerProfile named(String newName) {
        Objects.requireNonNull(newName, "newName");
        return with(changed -> changed.name = newName);
    }

    /**
     * Puts something in front of the standard's paths.
     *
     * @param prefix for example {@code /dci_api/v1/social}; begins with a slash and does not end with one, or is empty
     * @return a changed copy
     * @throws IllegalArgumentException if the prefix has another form
     */
    public PeerProfile pathPrefix(String prefix) {
        if (!prefix.isEmpty() && (!PATH.matcher(prefix).matches() || prefix.endsWith("/"))) {
            throw new IllegalArgumentException(
                    "a path prefix begins with '/', does not end with it, and holds neither '?'"
                            + " nor '#' nor what has to be percent-encoded; such as /dci_api/v1/social");
        }
        return with(changed -> changed.pathPrefix = prefix);
    }

    /**
     * Replaces the path of one operation; {@link #pathPrefix} does not apply to it.
     *
     * @param operation the operation
     * @param path the whole path after the base URL, beginning with a slash
     * @return a changed copy
     * @throws IllegalArgumentException if the path has another form
     */
    public PeerProfile path(Operation<?, ?> operation, String path) {
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("a path begins with '/' and holds neither '?' nor '#' nor what has to be"
                    + " percent-encoded; such as /dci/registry/sync/search");
        }
        Map<Operation<?, ?>, String> paths = new HashMap<>(habits.paths);
        paths.put(operation, path);
        return with(changed -> changed.paths = Map.copyOf(paths));
    }

    /**
     * Replaces the {@code reg_type} that is sent.
     *
     * @param spelling the peer's spelling
     * @return a changed copy
     */
    public PeerProfile regType(String spelling) {
        Objects.requireNonNull(spelling, "spelling");
        return with(changed -> changed.regType = spelling);
    }

    /**
     * Says what the identities in an answer's header are.
     *
     * @param ids what the peer puts there
     * @return a changed copy
     */
    public PeerProfile answerIds(AnswerIds ids) {
        Objects.requireNonNull(ids, "ids");
        return with(changed -> changed.answerIds = ids);
    }

    /**
     * Says that the peer leaves out the answer item of a query that finds nothing, instead of sending it without records.
     *
     * @return a changed copy
     */
    public PeerProfile droppingEmptyItems() {
        return with(changed -> changed.dropsEmptyItems = true);
    }

    /**
     * Says which kinds of query the peer evaluates. Others are not sent to it.
     *
     * @param types the kinds, at least one; also one of the peer's own, as {@code QueryType.of("namedQuery")}
     * @return a changed copy
     * @throws IllegalArgumentException if there are none
     */
    public PeerProfile queryTypes(QueryType... types) {
        if (types.length == 0) {
            throw new IllegalArgumentException("a peer that can be searched evaluates at least one kind of query");
        }
        Set<QueryType> evaluated = Set.copyOf(Arrays.asList(types));
        return with(changed -> changed.queryTypes = evaluated);
    }

    /**
     * Says that the peer asks for {@code reg_event_type} in every search. A search without it is then not sent.
     *
     * @return a changed copy
     */
    public PeerProfile requiringEventType() {
        return with(changed -> changed.requiresEventType = true);
    }

    /**
     * Says that the peer reads {@code consent} and {@code authorize} beside {@code search_criteria} instead of in it.
     *
     * @return a changed copy
     */
    public PeerProfile consentBesideCriteria() {
        return with(changed -> changed.consentBesideCriteria = true);
    }

    /**
     * Says how many queries the peer takes in one message. A batch of more is sent as several messages.
     *
     * @param limit at least 1; {@link #DEFAULT_ITEMS_PER_MESSAGE} by default
     * @return a changed copy
     * @throws IllegalArgumentException if the limit is less than 1
     */
    public PeerProfile itemsPerMessage(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a message has at least one item; the limit cannot be " + limit);
        }
        return with(changed -> changed.itemsPerMessage = limit);
    }

    /**
     * Says that the peer answers a request that comes again with an error. A synchronous request is then not sent again when
     * it may have arrived.
     *
     * @return a changed copy
     */
    public PeerProfile refusingRepeatedRequests() {
        return with(changed -> changed.refusesRepeatedRequests = true);
    }

    /**
     * Says how long the callbacks of one answer may be apart. After that, what is still missing is given up.
     *
     * @param value more than nothing; {@link #DEFAULT_ANSWER_SILENCE} by default
     * @return a changed copy
     * @throws IllegalArgumentException if it is not positive
     */
    public PeerProfile answerSilence(Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("answerSilence: more than nothing");
        }
        return with(changed -> changed.answerSilence = value);
    }

    /**
     * The name of the profile.
     *
     * @return for example {@code standard}
     */
    public String name() {
        return habits.name;
    }

    /**
     * Where the peer takes an operation.
     *
     * @param operation the operation
     * @return the path, to be appended to the base URL
     */
    public String path(Operation<?, ?> operation) {
        return Optional.ofNullable(habits.paths.get(operation)).orElse(habits.pathPrefix + operation.path());
    }

    /**
     * The {@code reg_type} to send.
     *
     * @param registry the kind of registry that is asked
     * @return the peer's spelling, or the registry's own
     */
    public String regType(RegistryProfile registry) {
        return habits.regType == null ? registry.regType() : habits.regType;
    }

    /**
     * What the identities in an answer's header are.
     *
     * @return what the peer puts there
     */
    public AnswerIds answerIds() {
        return habits.answerIds;
    }

    /**
     * Whether a missing answer item means that nothing was found.
     *
     * @return true if the peer leaves such items out; else a missing item is an error
     */
    public boolean dropsEmptyItems() {
        return habits.dropsEmptyItems;
    }

    /**
     * The kinds of query that the peer evaluates.
     *
     * @return the four of the standard, unless the profile says otherwise
     */
    public Set<QueryType> queryTypes() {
        return habits.queryTypes;
    }

    /**
     * Whether the peer asks for {@code reg_event_type} in every search.
     *
     * @return false unless the profile says otherwise
     */
    public boolean requiresEventType() {
        return habits.requiresEventType;
    }

    /**
     * Whether the peer reads consent and authority beside the criteria.
     *
     * @return false unless the profile says otherwise: they stand in the criteria
     */
    public boolean readsConsentBesideCriteria() {
        return habits.consentBesideCriteria;
    }

    /**
     * How many queries the peer takes in one message.
     *
     * @return at least 1
     */
    public int itemsPerMessage() {
        return habits.itemsPerMessage;
    }

    /**
     * Whether a synchronous request that may have arrived can be sent again.
     *
     * @return true unless the profile says otherwise
     */
    public boolean takesRepeatedRequests() {
        return !habits.refusesRepeatedRequests;
    }

    /**
     * How long the callbacks of one answer may be apart.
     *
     * @return more than nothing
     */
    public Duration answerSilence() {
        return habits.answerSilence;
    }

    /**
     * Checks before sending that the peer evaluates a query.
     *
     * @param query the query
     * @throws IllegalArgumentException if the peer does not evaluate its kind; the message names the kinds that it does
     */
    public void requireEvaluates(Query query) {
        if (!habits.queryTypes.contains(query.queryType())) {
            throw new IllegalArgumentException("the peer profile " + habits.name + " evaluates "
                    + habits.queryTypes.stream().map(QueryType::code).sorted().collect(Collectors.joining(", "))
                    + " and no query of type " + LogText.safe(query.queryType().code())
                    + "; ask in another way, or name the type in PeerProfile.queryTypes(..)");
        }
    }

    @Override
    public String toString() {
        return "PeerProfile[" + habits.name + "]";
    }
}
