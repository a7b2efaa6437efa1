package io.github.dcisdk.farmerregistry;

import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.record.IdentifierType;
import java.util.List;
import java.util.Set;

/** What is particular to farmer registries, as data. */
public final class FarmerRegistry {
    /** Farmers with family, farms and machines; sent as {@code spdci-extensions-dci:Farmer}. */
    public static final RecordType<Farmer> FARMER = new RecordType<>(
            "spdci-extensions-dci:Farmer",
            Set.of("FRPerson", "FR_Person", "Farmer_Person"),
            Farmer.TYPE,
            List.of(
                    "farmer_personal_details.member_identifier",
                    "farmer_personal_details.demographic_info.identifier"));

    /** Numbers of farmers, which systems use and the standard does not list. */
    public static final IdentifierType FARMER_ID = IdentifierType.of("FARMER_ID");

    /** Numbers of farms, which systems use and the standard does not list. */
    public static final IdentifierType FARM_ID = IdentifierType.of("FARM_ID");

    /** A farmer registry; {@code reg_type} is {@code ns:org:RegistryType:FR}. */
    public static final RegistryProfile PROFILE = RegistryProfile.builder("ns:org:RegistryType:FR")
            .regTypeAliases("Farmer", "FARMER_REGISTRY")
            .recordType(FARMER)
            .eventTypes(FarmerEvent.REGISTER, FarmerEvent.UPDATE, FarmerEvent.DEREGISTER)
            .commonIdentifierTypes()
            .identifierType(FARMER_ID)
            .identifierType(FARM_ID, "FARM_REG_NO")
            .commonOperations()
            .build();

    private FarmerRegistry() {}
}
