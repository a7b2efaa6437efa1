package io.github.dcisdk.socialregistry;

import io.github.dcisdk.message.Attribute;
import io.github.dcisdk.record.AssistanceUnit;
import io.github.dcisdk.record.EmploymentStatus;
import io.github.dcisdk.record.MaritalStatus;
import io.github.dcisdk.record.SexCategory;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/**
 * Attributes by which social registries are searched and sorted, of the records {@link SocialRegistry#GROUP}. Those of
 * members hold for a group when they hold for one of its members. Any other attribute of the record is named by its path,
 * as text or as an {@link Attribute} of the application's own.
 */
public final class SocialAttributes {
    /** A number of the group, of whatever type; {@code Query.identifier(..)} asks for one of a type. */
    public static final Attribute<String> GROUP_IDENTIFIER =
            new Attribute<>("group_identifier.identifier_value", String.class);

    /** What kind of unit the group is. */
    public static final Attribute<AssistanceUnit> GROUP_TYPE = new Attribute<>("group_type", AssistanceUnit.class);

    /** How many members the group has. */
    public static final Attribute<Number> GROUP_SIZE = new Attribute<>("group_size", Number.class);

    /** The result of a poverty assessment; its scale depends on the type of score. */
    public static final Attribute<Number> POVERTY_SCORE = new Attribute<>("poverty_score", Number.class);

    /** The method by which the poverty score was found. */
    public static final Attribute<String> POVERTY_SCORE_TYPE = new Attribute<>("poverty_score_type", String.class);

    /** The name of the place where the group lives. */
    public static final Attribute<String> PLACE = new Attribute<>("geographical_location.name", String.class);

    /** When the group was entered in the registry. */
    public static final Attribute<LocalDate> REGISTRATION_DATE = new Attribute<>("registration_date", LocalDate.class);

    /** When the entry of the group was last changed. */
    public static final Attribute<OffsetDateTime> LAST_UPDATED = new Attribute<>("last_updated", OffsetDateTime.class);

    /** The sex of the head of the group. */
    public static final Attribute<SexCategory> HEAD_SEX =
            new Attribute<>("group_head_info.demographic_info.sex", SexCategory.class);

    /** When the head of the group was born. */
    public static final Attribute<LocalDate> HEAD_BIRTH_DATE =
            new Attribute<>("group_head_info.demographic_info.birth_date", LocalDate.class);

    /** A number of a member as a person, of whatever type. */
    public static final Attribute<String> MEMBER_IDENTIFIER =
            new Attribute<>("member_list.demographic_info.identifier.identifier_value", String.class);

    /** The sex of a member. */
    public static final Attribute<SexCategory> MEMBER_SEX =
            new Attribute<>("member_list.demographic_info.sex", SexCategory.class);

    /** When a member was born. */
    public static final Attribute<LocalDate> MEMBER_BIRTH_DATE =
            new Attribute<>("member_list.demographic_info.birth_date", LocalDate.class);

    /** Whether a member is or was married. */
    public static final Attribute<MaritalStatus> MEMBER_MARITAL_STATUS =
            new Attribute<>("member_list.marital_status", MaritalStatus.class);

    /** Whether and how a member is employed. */
    public static final Attribute<EmploymentStatus> MEMBER_EMPLOYMENT_STATUS =
            new Attribute<>("member_list.employment_status", EmploymentStatus.class);

    /** Whether a member has a disability. */
    public static final Attribute<Boolean> MEMBER_IS_DISABLED =
            new Attribute<>("member_list.is_disabled", Boolean.class);

    private SocialAttributes() {}
}
