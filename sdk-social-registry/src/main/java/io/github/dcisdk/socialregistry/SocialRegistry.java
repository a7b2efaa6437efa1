package io.github.dcisdk.socialregistry;

import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.record.IdentifierType;
import java.util.List;
import java.util.Set;

/** What is particular to social registries, as data. */
public final class SocialRegistry {
    /** Groups such as households; sent as {@code spdci-extensions-dci:Group}. */
    public static final RecordType<SocialGroup> GROUP =
            new RecordType<>("spdci-extensions-dci:Group", Set.of("SRGroup"), SocialGroup.TYPE);

    /** Members of groups; sent as {@code spdci-extensions-dci:Member}. */
    public static final RecordType<SocialMember> MEMBER = new RecordType<>(
            "spdci-extensions-dci:Member",
            Set.of("SRMember"),
            SocialMember.TYPE,
            List.of("member_identifier", "demographic_info.identifier"));

    /** Persons; sent as {@code SRPerson}. */
    public static final RecordType<SocialPerson> PERSON =
            new RecordType<>("SRPerson", Set.of("Person", "SR_Person", "Individual"), SocialPerson.TYPE);

    /** Numbers of households, which systems use and the standard does not list. */
    public static final IdentifierType HOUSEHOLD_ID = IdentifierType.of("HOUSEHOLD_ID");

    /** A social registry; {@code reg_type} is {@code ns:org:RegistryType:Social}. */
    public static final RegistryProfile PROFILE = RegistryProfile.builder("ns:org:RegistryType:Social")
            .regTypeAliases("SOCIAL_REGISTRY", "Individual")
            .recordType(GROUP)
            .recordType(MEMBER)
            .recordType(PERSON)
            .eventTypes(
                    SocialEvent.REGISTER, SocialEvent.NEW_HOUSEHOLD_MEMBER, SocialEvent.UPDATE, SocialEvent.DEREGISTER)
            .commonIdentifierTypes()
            .identifierType(HOUSEHOLD_ID)
            .commonOperations()
            .build();

    private SocialRegistry() {}
}
