package io.github.dcisdk.farmerregistry;

import io.github.dcisdk.profile.EventType;

/** The events that a farmer registry reports, as {@code reg_event_type}. */
public final class FarmerEvent {
    /** A farmer was entered in the registry; sent as {@code REGISTER}. */
    public static final EventType REGISTER = EventType.of("REGISTER", "REGISTRATION", "NewFarmer");

    /** An entry was changed; sent as {@code UPDATE}, which systems use and the standard does not list. */
    public static final EventType UPDATE = EventType.of("UPDATE");

    /** An entry has ended; sent as {@code DEREGISTER}, which systems use and the standard does not list. */
    public static final EventType DEREGISTER = EventType.of("DEREGISTER");

    private FarmerEvent() {}
}
