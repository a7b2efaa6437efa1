package io.github.dcisdk.profile;

import io.github.dcisdk.record.IdentifierType;

/**
 * Types of identifiers that the standard names in its texts and examples, and not in its list {@link IdentifierType}.
 * They are used like those of the list.
 */
public final class IdentifierTypes {
    /** A mobile telephone number. */
    public static final IdentifierType MOBILE = IdentifierType.of("MOBILE");

    /** A number of a national identity register; {@code NID} and other spellings mean the same. */
    public static final IdentifierType NATIONAL_ID = IdentifierType.of("NationalID");

    private IdentifierTypes() {}
}
