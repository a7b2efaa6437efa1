package io.github.dcisdk.farmerregistry;

import io.github.dcisdk.contract.CodeListContract;

class FarmerRegistryCodeListsTest extends CodeListContract {
    FarmerRegistryCodeListsTest() {
        super("io.github.dcisdk.farmerregistry", "/code-lists/farmer-registry.txt");
    }
}
