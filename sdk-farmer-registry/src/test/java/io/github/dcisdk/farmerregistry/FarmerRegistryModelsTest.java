package io.github.dcisdk.farmerregistry;

import io.github.dcisdk.contract.ModelContract;

class FarmerRegistryModelsTest extends ModelContract {
    FarmerRegistryModelsTest() {
        super("io.github.dcisdk.farmerregistry", "src/main/openapi/farmer-registry.yaml");
    }
}
