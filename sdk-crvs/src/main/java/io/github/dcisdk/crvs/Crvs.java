package io.github.dcisdk.crvs;

import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.record.IdentifierType;
import java.util.Set;

/** What is particular to civil registries, as data. */
public final class Crvs {
    /** Persons with their vital events; sent as {@code spdci-extensions-dci:Person}. */
    public static final RecordType<CrvsPerson> PERSON =
            new RecordType<>("spdci-extensions-dci:Person", Set.of("CRVSPerson", "CRVS_Person"), CrvsPerson.TYPE);

    /** A civil registry; {@code reg_type} is {@code ns:org:RegistryType:Civil}. */
    public static final RegistryProfile PROFILE = RegistryProfile.builder("ns:org:RegistryType:Civil")
            .regTypeAliases("CRVS", "birth", "brith", "death", "marriage")
            .recordType(PERSON)
            .eventTypes(
                    VitalEvent.BIRTH,
                    VitalEvent.DEATH,
                    VitalEvent.MARRIAGE,
                    VitalEvent.DIVORCE,
                    VitalEvent.FETAL_DEATH,
                    VitalEvent.ADOPTION)
            .commonIdentifierTypes()
            .identifierType(IdentifierType.BRN, "BIRTH_REG_NO")
            .identifierType(IdentifierType.MRN, "MARRIAGE_REG_NO")
            .identifierType(IdentifierType.DRN, "DEATH_REG_NO")
            .commonOperations()
            .build();

    private Crvs() {}
}
