package io.github.dcisdk.client;

import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.message.PaginationRequest;
import io.github.dcisdk.message.SearchCriteria;
import io.github.dcisdk.message.SearchRequest;
import io.github.dcisdk.message.SearchRequestItem;
import io.github.dcisdk.message.Sort;
import io.github.dcisdk.profile.EventType;
import io.github.dcisdk.profile.PeerProfile;
import io.github.dcisdk.profile.RegistryProfile;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes the messages that search one registry. Immutable, thread-safe. */
final class SearchMessages {
    private static final String VERSION = "1.0.0";

    private final RegistryProfile registry;
    private final PeerProfile peer;

    SearchMessages(RegistryProfile registry, PeerProfile peer) {
        this.registry = registry;
        this.peer = peer;
    }

    /**
     * Checks what can be known before anything is sent.
     *
     * @throws IllegalArgumentException if the registry does not have such records, or the peer does not take such a search
     */
    void requireSendable(SearchItem<?> item) {
        if (!registry.recordTypes().contains(item.recordType())) {
            throw new IllegalArgumentException(registry + " does not have " + item.recordType()
                    + ": take one of recordTypes(), or add it with RegistryProfile.Builder.recordType(..)");
        }
        peer.requireEvaluates(item.query());
        if (peer.requiresEventType() && item.options().eventType().isEmpty()) {
            throw new IllegalArgumentException("the peer profile " + peer.name()
                    + " asks for reg_event_type in every search: set SearchOptions.eventType(..), for example to one of "
                    + registry.eventTypes().stream().map(EventType::name).toList());
        }
    }

    /** A message that asks for one page of each search. */
    SearchRequest write(Collection<? extends SearchItem<?>> items, DciDateTime now) {
        return write(items, now, item -> item.options().pageNumber());
    }

    /**
     * A message that asks for everything where no page is named. A pagination without a number would ask for page 1, which
     * is the standard's default, so there is none.
     */
    SearchRequest writeForCallbacks(Collection<? extends SearchItem<?>> items, DciDateTime now) {
        return write(
                items,
                now,
                item -> item.options().isPageNamed() ? item.options().pageNumber() : null);
    }

    private SearchRequest write(
            Collection<? extends SearchItem<?>> items,
            DciDateTime now,
            Function<SearchItem<?>, @Nullable Integer> page) {
        return SearchRequest.builder(
                        UUID.randomUUID().toString(),
                        items.stream()
                                .map(item -> write(item, now, page.apply(item)))
                                .toList())
                .build();
    }

    private SearchRequestItem write(SearchItem<?> item, DciDateTime now, @Nullable Integer page) {
        SearchOptions options = item.options();
        boolean beside = peer.readsConsentBesideCriteria();
        SearchCriteria.Builder criteria = SearchCriteria.builder(
                        item.query().queryType(), item.query().toJson())
                .version(VERSION)
                .regType(peer.regType(registry))
                .regRecordType(item.recordType().name())
                .regEventType(options.eventType().map(EventType::name).orElse(null))
                .responseEntity(options.responseEntity().orElse(null))
                .pagination(
                        page == null
                                ? null
                                : PaginationRequest.builder(options.pageSize())
                                        .pageNumber(page)
                                        .build());
        if (!options.sort().isEmpty()) {
            criteria.sort(options.sort().stream().map(Sort::toSearchSort).toList());
        }
        if (!beside) {
            criteria.consent(options.consent().orElse(null))
                    .authorize(options.authorize().orElse(null));
        }
        SearchRequestItem.Builder written = SearchRequestItem.builder(item.referenceId(), now, criteria.build())
                .locale(options.locale().orElse(null));
        if (beside) {
            options.consent().ifPresent(consent -> written.additionalProperty("consent", Json.toJson(consent)));
            options.authorize().ifPresent(authority -> written.additionalProperty("authorize", Json.toJson(authority)));
        }
        return written.build();
    }
}
