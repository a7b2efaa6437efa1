package io.github.dcisdk.examples.farmersbycrop;

import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.farmerregistry.CropDetails;
import io.github.dcisdk.farmerregistry.CropType;
import io.github.dcisdk.farmerregistry.FarmInfo;
import io.github.dcisdk.farmerregistry.Farmer;
import io.github.dcisdk.farmerregistry.FarmerAttributes;
import io.github.dcisdk.farmerregistry.FarmerMember;
import io.github.dcisdk.farmerregistry.FarmerPerson;
import io.github.dcisdk.farmerregistry.FarmerRegistry;
import io.github.dcisdk.farmerregistry.FarmingActivities;
import io.github.dcisdk.farmerregistry.MeasurementUnit;
import io.github.dcisdk.json.JsonValue.JsonString;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.record.Identifier;
import io.github.dcisdk.record.Name;
import io.github.dcisdk.record.Place;
import io.github.dcisdk.registry.InMemorySearch;
import io.github.dcisdk.registry.SearchHandler;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The registry's side: 360 invented farmers, made from their number. One crop of one district is not given out. */
final class Farmers {
    private static final List<String> DISTRICTS = List.of("Kirehe", "አዳማ", "បាទី", "Yauyos");
    private static final List<CropType> CROPS =
            List.of(CropType.CEREALS, CropType.LEGUMINOUS_CROPS, CropType.CEREALS, CropType.VEGETABLES_AND_MELONS);
    private static final List<String> NAMES = List.of("Uwase", "ተስፋዬ", "ចាន់", "Quispe", "الحسن", "Mugisha", "លី");

    private static final List<Farmer> ALL =
            IntStream.range(0, 360).mapToObj(Farmers::farmer).toList();

    private Farmers() {}

    static SearchHandler<Farmer> search() {
        SearchHandler<Farmer> farmers = InMemorySearch.of(FarmerRegistry.PROFILE, FarmerRegistry.FARMER, ALL);
        return (query, context) -> {
            if (compares(query, FarmerAttributes.FARM_LOCATION.name(), "Yauyos")
                    && compares(query, FarmerAttributes.CROP_TYPE.name(), CropType.LEGUMINOUS_CROPS.code())) {
                throw new RejectedException(
                        "rjct.search_criteria.invalid", "legumes of Yauyos are being counted, ask again in August");
            }
            return farmers.find(query, context);
        };
    }

    private static boolean compares(Query query, String attributeName, String value) {
        return query instanceof Query.PredicateQuery list
                && list.items().stream()
                        .flatMap(item -> item.expressions().stream())
                        .anyMatch(comparison -> comparison.attributeName().equals(attributeName)
                                && comparison.attributeValue().equals(new JsonString(value)));
    }

    /** Every ninth farmer has a second farm, in the next district and with the next crop. */
    private static Farmer farmer(int number) {
        Stream<FarmInfo> farms = number % 9 == 0 ? Stream.of(farm(number), farm(number + 5)) : Stream.of(farm(number));
        return Farmer.builder()
                .farmerPersonalDetails(FarmerMember.builder()
                        .memberIdentifier(List.of(Identifier.builder()
                                .identifierType(FarmerRegistry.FARMER_ID)
                                .identifierValue("SYN-F-%03d".formatted(number))
                                .build()))
                        .demographicInfo(FarmerPerson.builder()
                                .name(Name.builder()
                                        .surname(NAMES.get(number % NAMES.size()))
                                        .build())
                                .build())
                        .build())
                .farmDetails(farms.toList())
                .build();
    }

    /** Most farms are measured in hectares, some in acres, some not at all. */
    private static FarmInfo farm(int number) {
        return FarmInfo.builder()
                .location(Place.builder()
                        .name(DISTRICTS.get(number % DISTRICTS.size()))
                        .build())
                .landSize(number % 50 == 0 ? null : BigDecimal.valueOf(25 + number % 7 * 25L, 2))
                .measurement(number % 3 == 0 ? MeasurementUnit.ACRE : MeasurementUnit.HECTARE)
                .farmingActivities(FarmingActivities.builder()
                        .cropProduction(List.of(CropDetails.builder()
                                .cropTypeName(CROPS.get(number / 4 % CROPS.size()))
                                .build()))
                        .build())
                .build();
    }
}
