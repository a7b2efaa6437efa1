package io.github.dcisdk.crvs;

import io.github.dcisdk.message.Attribute;
import io.github.dcisdk.record.MaritalStatus;
import io.github.dcisdk.record.SexCategory;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/**
 * Attributes by which civil registries are searched and sorted, of the records {@link Crvs#PERSON}. Any other attribute of
 * the record is named by its path, as text or as an {@link Attribute} of the application's own.
 */
public final class CrvsAttributes {
    /** A number of the person, of whatever type; {@code Query.identifier(..)} asks for one of a type. */
    public static final Attribute<String> IDENTIFIER = new Attribute<>("identifier.identifier_value", String.class);

    /** The first name. */
    public static final Attribute<String> GIVEN_NAME = new Attribute<>("name.given_name", String.class);

    /** The family name. */
    public static final Attribute<String> SURNAME = new Attribute<>("name.surname", String.class);

    /** The sex. */
    public static final Attribute<SexCategory> SEX = new Attribute<>("sex", SexCategory.class);

    /** When the person was born. */
    public static final Attribute<LocalDate> BIRTH_DATE = new Attribute<>("birth_date", LocalDate.class);

    /** The name of the place where the person was born. */
    public static final Attribute<String> BIRTH_PLACE = new Attribute<>("birth_place.name", String.class);

    /** When the person died. The living lack it. */
    public static final Attribute<LocalDate> DEATH_DATE = new Attribute<>("death_date", LocalDate.class);

    /** The name of the place where the person died. */
    public static final Attribute<String> DEATH_PLACE = new Attribute<>("death_place.name", String.class);

    /** Whether the person is or was married. */
    public static final Attribute<MaritalStatus> MARITAL_STATUS =
            new Attribute<>("marital_status", MaritalStatus.class);

    /** When the person married; several dates after several marriages. */
    public static final Attribute<LocalDate> MARRIAGE_DATE = new Attribute<>("marriage_date", LocalDate.class);

    /** When the person was divorced; several dates after several divorces. */
    public static final Attribute<LocalDate> DIVORCE_DATE = new Attribute<>("divorce_date", LocalDate.class);

    /** A number of one parent. */
    public static final Attribute<String> PARENT1_IDENTIFIER =
            new Attribute<>("parent1_identifier.identifier_value", String.class);

    /** A number of the other parent. */
    public static final Attribute<String> PARENT2_IDENTIFIER =
            new Attribute<>("parent2_identifier.identifier_value", String.class);

    /** When the person was entered in the registry. */
    public static final Attribute<LocalDate> REGISTRATION_DATE = new Attribute<>("registration_date", LocalDate.class);

    /** When the entry of the person was last changed. */
    public static final Attribute<OffsetDateTime> LAST_UPDATED = new Attribute<>("last_updated", OffsetDateTime.class);

    private CrvsAttributes() {}
}
