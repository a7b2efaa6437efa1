package io.github.dcisdk.registry;

import io.github.dcisdk.error.LogText;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.message.EventFrequency;
import io.github.dcisdk.message.SubscribeCriteria;
import io.github.dcisdk.message.SubscribeRequestItem;
import io.github.dcisdk.message.SubscribeStatusReasonCode;
import io.github.dcisdk.message.SubscriptionInfo;
import io.github.dcisdk.message.SubscriptionStatus;
import io.github.dcisdk.profile.EventType;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.security.CanonicalJson;
import io.github.dcisdk.security.Sha256;
import io.github.dcisdk.security.TrustedSender;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Reads what an item of a subscribe message asks for, or rejects it. Thread-safe. */
final class SubscriptionTerms {
    private static final String VERSION = "1.0.0";

    private final RegistryProfile profile;
    private final EventFilters filters;
    private final Clock clock;

    SubscriptionTerms(RegistryProfile profile, EventFilters filters, Clock clock) {
        this.profile = profile;
        this.filters = filters;
        this.clock = clock;
    }

    /** What is asked for. */
    record Wanted(EventType eventType, PeerSubscription subscription) {}

    Wanted read(SubscribeRequestItem item, int index, PeerRequest<?> request, TrustedSender sender) {
        SubscribeCriteria criteria =
                item.subscribeCriteria().orElseThrow(() -> details("subscribe_criteria is missing"));
        EventType eventType = eventType(criteria, sender);
        RecordType<?> recordType = recordType(criteria);
        JsonValue filter = criteria.filter().orElseThrow(() -> details("filter is missing"));
        try {
            filters.require(
                    recordType,
                    criteria.filterType(),
                    filter,
                    "/message/subscribe_request/" + index + "/subscribe_criteria/filter");
        } catch (RejectedException e) {
            throw details(e.reasonMessage().orElse("filter is not one that can be evaluated"));
        }
        Instant now = clock.instant();
        criteria.frequency().ifPresent(frequency -> requireFuture(frequency, now));
        SubscriptionInfo info = SubscriptionInfo.builder(
                        UUID.randomUUID().toString(), SubscriptionStatus.SUBSCRIBE, DciDateTime.of(now))
                .version(VERSION)
                .regType(criteria.regType().orElse(null))
                .regEventType(criteria.regEventType().orElse(null))
                .frequency(criteria.frequency().orElse(null))
                .filterType(criteria.filterType().orElse(null))
                .filter(filter)
                .notifyRecordType(criteria.notifyRecordType().orElse(null))
                .locale(item.locale().orElse(null))
                .build();
        return new Wanted(
                eventType,
                new PeerSubscription(
                        request.transactionId(),
                        item.referenceId().orElse(""),
                        request.callbackAddress(),
                        request.encrypted(),
                        digest(eventType, recordType, filter),
                        recordType.name(),
                        criteria.authorize()
                                .flatMap(authority -> SearchAudit.reference(authority, authority.purpose())),
                        info));
    }

    private EventType eventType(SubscribeCriteria criteria, TrustedSender sender) {
        Optional<String> regType = criteria.regType().filter(name -> !name.isBlank());
        if (regType.filter(name -> !profile.isNamed(name)).isPresent()) {
            throw types("reg_type names another kind of registry");
        }
        String name = criteria.regEventType().orElse("");
        EventType eventType =
                profile.eventType(name).orElseThrow(() -> types("this registry has no events " + LogText.safe(name)));
        if (!PeerSubscriptions.mayHave(sender, eventType)) {
            throw types("this sender may not have events of this type");
        }
        return eventType;
    }

    private RecordType<?> recordType(SubscribeCriteria criteria) {
        Optional<String> named = criteria.notifyRecordType().filter(name -> !name.isBlank());
        if (named.isEmpty()) {
            return profile.recordTypes().get(0);
        }
        return profile.recordType(named.get())
                .orElseThrow(() -> types("this registry has no records " + LogText.safe(named.get())));
    }

    private static void requireFuture(EventFrequency frequency, Instant now) {
        Optional<Instant> start = time(frequency.startTime(), "start_time");
        Optional<Instant> end = time(frequency.endTime(), "end_time");
        if (end.filter(it -> !it.isAfter(now)).isPresent()) {
            throw details("frequency.end_time is over");
        } else if (start.isPresent() && end.filter(start.get()::isBefore).isEmpty() && end.isPresent()) {
            throw details("frequency.end_time is not after start_time");
        }
    }

    private static Optional<Instant> time(Optional<DciDateTime> given, String name) {
        Optional<DciDateTime> written = given.filter(it -> !it.text().isBlank());
        if (written.isPresent() && written.get().toInstant().isEmpty()) {
            throw details("frequency." + name + " is no time with an offset (ISO 8601)");
        }
        return written.flatMap(DciDateTime::toInstant);
    }

    private static String digest(EventType eventType, RecordType<?> recordType, JsonValue filter) {
        JsonSlice all = StoredJson.version1()
                .with("event_type", eventType.name())
                .with("record_type", recordType.name())
                .with("filter", filter)
                .write();
        return Sha256.base64(CanonicalJson.write(all));
    }

    private static RejectedException types(String explanation) {
        return new RejectedException(SubscribeStatusReasonCode.RJCT_NOTIFY_TYPES_INVALID.code(), explanation);
    }

    private static RejectedException details(String explanation) {
        return new RejectedException(SubscribeStatusReasonCode.RJCT_NOTIFY_DETAILS_INVALID.code(), explanation);
    }
}
