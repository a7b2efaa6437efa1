package io.github.dcisdk.farmerregistry;

import io.github.dcisdk.message.Attribute;
import io.github.dcisdk.record.SexCategory;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/**
 * Attributes by which farmer registries are searched and sorted, of the records {@link FarmerRegistry#FARMER}. Those of
 * farms, crops and animals hold for a farmer when they hold for one of them. Any other attribute of the record is named by
 * its path, as text or as an {@link Attribute} of the application's own.
 */
public final class FarmerAttributes {
    /** A number of the farmer as a person, of whatever type; {@code Query.identifier(..)} asks for one of a type. */
    public static final Attribute<String> IDENTIFIER =
            new Attribute<>("farmer_personal_details.demographic_info.identifier.identifier_value", String.class);

    /** The first name of the farmer. */
    public static final Attribute<String> GIVEN_NAME =
            new Attribute<>("farmer_personal_details.demographic_info.name.given_name", String.class);

    /** The family name of the farmer. */
    public static final Attribute<String> SURNAME =
            new Attribute<>("farmer_personal_details.demographic_info.name.surname", String.class);

    /** The sex of the farmer. */
    public static final Attribute<SexCategory> SEX =
            new Attribute<>("farmer_personal_details.demographic_info.sex", SexCategory.class);

    /** When the farmer was born. */
    public static final Attribute<LocalDate> BIRTH_DATE =
            new Attribute<>("farmer_personal_details.demographic_info.birth_date", LocalDate.class);

    /** How many persons the farmer's family has. */
    public static final Attribute<Number> FAMILY_SIZE = new Attribute<>("family_details.group_size", Number.class);

    /** How large the farming is and how far it serves a market. */
    public static final Attribute<FarmType> FARM_TYPE = new Attribute<>("farm_type", FarmType.class);

    /** The name of the place where a farm lies. */
    public static final Attribute<String> FARM_LOCATION = new Attribute<>("farm_details.location.name", String.class);

    /** The size of a farm in its own unit of area. */
    public static final Attribute<Number> LAND_SIZE = new Attribute<>("farm_details.land_size", Number.class);

    /** By what right the farmer holds the land. */
    public static final Attribute<LandTenure> LAND_TENURE =
            new Attribute<>("farm_details.land_tenure", LandTenure.class);

    /** The type of a crop. */
    public static final Attribute<CropType> CROP_TYPE =
            new Attribute<>("farm_details.farming_activities.crop_production.crop_type_name", CropType.class);

    /** The season in which a crop grows. */
    public static final Attribute<String> CROP_SEASON =
            new Attribute<>("farm_details.farming_activities.crop_production.season", String.class);

    /** Whether a crop is irrigated. */
    public static final Attribute<Boolean> CROP_IRRIGATION =
            new Attribute<>("farm_details.farming_activities.crop_production.irrigation", Boolean.class);

    /** The type of animals. */
    public static final Attribute<Animals> ANIMAL_TYPE =
            new Attribute<>("farm_details.farming_activities.animal_production.type", Animals.class);

    /** How many animals of a type there are. */
    public static final Attribute<Number> ANIMAL_COUNT =
            new Attribute<>("farm_details.farming_activities.animal_production.count", Number.class);

    /** The type of machines. */
    public static final Attribute<MachineryType> MACHINERY_TYPE =
            new Attribute<>("machineries_details.type", MachineryType.class);

    /** When the farmer was entered in the registry. */
    public static final Attribute<LocalDate> REGISTRATION_DATE = new Attribute<>("registration_date", LocalDate.class);

    /** When the entry of the farmer was last changed. */
    public static final Attribute<OffsetDateTime> LAST_UPDATED = new Attribute<>("last_updated", OffsetDateTime.class);

    private FarmerAttributes() {}
}
