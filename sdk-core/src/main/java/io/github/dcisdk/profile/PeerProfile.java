package io.github.dcisdk.profile;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.QueryType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How one deployed system departs from the standard, as data. Start from {@link #STANDARD} and change what differs; each
 * method gives a changed copy. Immutable.
 */
public final class PeerProfile {
    /** No departures. */
    public static final PeerProfile STANDARD = new PeerProfile(
            "standard", "", Map.of(), null, AnswerIds.SWAPPED, false, Set.copyOf(QueryType.TYPE.listed()));

    /** RFC 3986 section 3.3. */
    private static final Pattern PATH = Pattern.compile("(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*)+");

    private final String name;
    private final String pathPrefix;
    private final Map<Operation<?, ?>, String> paths;
    private final @Nullable String regType;
    private final AnswerIds answerIds;
    private final boolean dropsEmptyItems;
    private final Set<QueryType> queryTypes;

    private PeerProfile(
            String name,
            String pathPrefix,
            Map<Operation<?, ?>, String> paths,
            @Nullable String regType,
            AnswerIds answerIds,
            boolean dropsEmptyItems,
            Set<QueryType> queryTypes) {
        this.name = name;
        this.pathPrefix = pathPrefix;
        this.paths = Map.copyOf(paths);
        this.regType = regType;
        this.answerIds = answerIds;
        this.dropsEmptyItems = dropsEmptyItems;
        this.queryTypes = Set.copyOf(queryTypes);
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
        return new PeerProfile(
                Objects.requireNonNull(newName, "newName"),
                pathPrefix,
                paths,
                regType,
                answerIds,
                dropsEmptyItems,
                queryTypes);
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
        return new PeerProfile(name, prefix, paths, regType, answerIds, dropsEmptyItems, queryTypes);
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
        Map<Operation<?, ?>, String> changed = new HashMap<>(paths);
        changed.put(operation, path);
        return new PeerProfile(name, pathPrefix, changed, regType, answerIds, dropsEmptyItems, queryTypes);
    }

    /**
     * Replaces the {@code reg_type} that is sent.
     *
     * @param spelling the peer's spelling
     * @return a changed copy
     */
    public PeerProfile regType(String spelling) {
        return new PeerProfile(
                name,
                pathPrefix,
                paths,
                Objects.requireNonNull(spelling, "spelling"),
                answerIds,
                dropsEmptyItems,
                queryTypes);
    }

    /**
     * Says what the identities in an answer's header are.
     *
     * @param ids what the peer puts there
     * @return a changed copy
     */
    public PeerProfile answerIds(AnswerIds ids) {
        return new PeerProfile(
                name, pathPrefix, paths, regType, Objects.requireNonNull(ids, "ids"), dropsEmptyItems, queryTypes);
    }

    /**
     * Says that the peer leaves out the answer item of a query that finds nothing, instead of sending it without records.
     *
     * @return a changed copy
     */
    public PeerProfile droppingEmptyItems() {
        return new PeerProfile(name, pathPrefix, paths, regType, answerIds, true, queryTypes);
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
        return new PeerProfile(
                name, pathPrefix, paths, regType, answerIds, dropsEmptyItems, new HashSet<>(Arrays.asList(types)));
    }

    /**
     * The name of the profile.
     *
     * @return for example {@code standard}
     */
    public String name() {
        return name;
    }

    /**
     * Where the peer takes an operation.
     *
     * @param operation the operation
     * @return the path, to be appended to the base URL
     */
    public String path(Operation<?, ?> operation) {
        return Optional.ofNullable(paths.get(operation)).orElse(pathPrefix + operation.path());
    }

    /**
     * The {@code reg_type} to send.
     *
     * @param registry the kind of registry that is asked
     * @return the peer's spelling, or the registry's own
     */
    public String regType(RegistryProfile registry) {
        return regType == null ? registry.regType() : regType;
    }

    /**
     * What the identities in an answer's header are.
     *
     * @return what the peer puts there
     */
    public AnswerIds answerIds() {
        return answerIds;
    }

    /**
     * Whether a missing answer item means that nothing was found.
     *
     * @return true if the peer leaves such items out; else a missing item is an error
     */
    public boolean dropsEmptyItems() {
        return dropsEmptyItems;
    }

    /**
     * The kinds of query that the peer evaluates.
     *
     * @return the four of the standard, unless the profile says otherwise
     */
    public Set<QueryType> queryTypes() {
        return queryTypes;
    }

    /**
     * Checks before sending that the peer evaluates a query.
     *
     * @param query the query
     * @throws IllegalArgumentException if the peer does not evaluate its kind; the message names the kinds that it does
     */
    public void requireEvaluates(Query query) {
        if (!queryTypes.contains(query.queryType())) {
            throw new IllegalArgumentException("the peer profile " + name + " evaluates "
                    + queryTypes.stream().map(QueryType::code).sorted().collect(Collectors.joining(", "))
                    + " and no query of type " + LogText.safe(query.queryType().code())
                    + "; ask in another way, or name the type in PeerProfile.queryTypes(..)");
        }
    }

    @Override
    public String toString() {
        return "PeerProfile[" + name + "]";
    }
}
