package io.github.dcisdk.socialregistry;

import io.github.dcisdk.profile.EventType;

/** The events that a social registry reports, as {@code reg_event_type}. */
public final class SocialEvent {
    /** Somebody was entered in the registry; sent as {@code REGISTER}. */
    public static final EventType REGISTER = EventType.of("REGISTER", "REGISTRATION");

    /** A household got a new member; sent as {@code NewHouseHoldMember}. */
    public static final EventType NEW_HOUSEHOLD_MEMBER = EventType.of("NewHouseHoldMember");

    /** An entry was changed; sent as {@code UPDATE}, which systems use and the standard does not list. */
    public static final EventType UPDATE = EventType.of("UPDATE");

    /** An entry has ended; sent as {@code DEREGISTER}, which systems use and the standard does not list. */
    public static final EventType DEREGISTER = EventType.of("DEREGISTER");

    private SocialEvent() {}
}
