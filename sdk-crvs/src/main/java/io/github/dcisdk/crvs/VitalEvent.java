package io.github.dcisdk.crvs;

import io.github.dcisdk.profile.EventType;

/**
 * The events that a civil registry reports, as {@code reg_event_type}. The names that are sent are the standard's; those
 * of {@link VitalEventType} and the words that systems use are understood too.
 */
public final class VitalEvent {
    /** A live birth; sent as {@code spdci-common:RegistryEventType:LiveBirth}. */
    public static final EventType BIRTH =
            EventType.of("spdci-common:RegistryEventType:LiveBirth", VitalEventType.LIVE_BIRTH.code(), "birth");

    /** A death; sent as {@code spdci-common:RegistryEventType:Death}. */
    public static final EventType DEATH = EventType.of("spdci-common:RegistryEventType:Death");

    /** A marriage; sent as {@code spdci-common:RegistryEventType:Marriage}. */
    public static final EventType MARRIAGE = EventType.of("spdci-common:RegistryEventType:Marriage");

    /** A divorce; sent as {@code spdci-common:RegistryEventType:Divorce}. */
    public static final EventType DIVORCE = EventType.of("spdci-common:RegistryEventType:Divorce");

    /** A fetal death; sent with its code, because the standard has no {@code reg_event_type} for it. */
    public static final EventType FETAL_DEATH = EventType.of(VitalEventType.FETAL_DEATH.code());

    /** An adoption; sent with its code, because the standard has no {@code reg_event_type} for it. */
    public static final EventType ADOPTION = EventType.of(VitalEventType.ADOPTION.code());

    private VitalEvent() {}
}
