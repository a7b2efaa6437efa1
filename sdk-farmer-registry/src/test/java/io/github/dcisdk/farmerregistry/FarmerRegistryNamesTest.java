package io.github.dcisdk.farmerregistry;

import io.github.dcisdk.contract.RegistryNamesContract;

class FarmerRegistryNamesTest extends RegistryNamesContract {
    FarmerRegistryNamesTest() {
        super(FarmerRegistry.PROFILE, 3);
    }
}
