package io.github.dcisdk.examples.farmersbycrop;

import io.github.dcisdk.farmerregistry.CropType;
import io.github.dcisdk.farmerregistry.FarmInfo;
import io.github.dcisdk.farmerregistry.Farmer;
import io.github.dcisdk.farmerregistry.MeasurementUnit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds up the farms of one district on which one crop grows. "Has a farm in the district" and "grows the crop" may hold
 * for two farms of a farmer, so each farm is looked at. Of a farm with several crops the whole land counts.
 */
final class Land {
    private static final Map<MeasurementUnit, BigDecimal> HECTARES = Map.of(
            MeasurementUnit.HECTARE, BigDecimal.ONE,
            MeasurementUnit.ACRE, new BigDecimal("0.40468564224"),
            MeasurementUnit.SQUARE_METRE, new BigDecimal("0.0001"));

    private final String district;
    private final CropType crop;
    private int found;
    private int farmers;
    private int unmeasured;
    private BigDecimal hectares = BigDecimal.ZERO;

    Land(String district, CropType crop) {
        this.district = district;
        this.crop = crop;
    }

    void add(Farmer farmer) {
        List<FarmInfo> farms = farmer.farmDetails().stream()
                .filter(this::isInDistrict)
                .filter(this::growsCrop)
                .toList();
        found++;
        farmers += farms.isEmpty() ? 0 : 1;
        for (FarmInfo farm : farms) {
            Optional<BigDecimal> size = hectares(farm);
            hectares = hectares.add(size.orElse(BigDecimal.ZERO));
            unmeasured += size.isEmpty() ? 1 : 0;
        }
    }

    private boolean isInDistrict(FarmInfo farm) {
        return farm.location().flatMap(place -> place.name()).equals(Optional.of(district));
    }

    private boolean growsCrop(FarmInfo farm) {
        return farm.farmingActivities().stream()
                .flatMap(activities -> activities.cropProduction().stream())
                .anyMatch(grown -> grown.cropTypeName().equals(Optional.of(crop)));
    }

    /** Empty when the farm has no size, or a unit that is not known here. */
    private static Optional<BigDecimal> hectares(FarmInfo farm) {
        return farm.measurement()
                .flatMap(unit -> Optional.ofNullable(HECTARES.get(unit)))
                .flatMap(factor -> farm.landSize().map(factor::multiply));
    }

    @Override
    public String toString() {
        return farmers + " of the " + found + " found, " + hectares.setScale(2, RoundingMode.HALF_UP) + " ha"
                + (unmeasured > 0 ? "; farms without a size: " + unmeasured : "");
    }
}
