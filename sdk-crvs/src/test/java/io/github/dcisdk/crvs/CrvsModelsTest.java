package io.github.dcisdk.crvs;

import io.github.dcisdk.contract.ModelContract;

class CrvsModelsTest extends ModelContract {
    CrvsModelsTest() {
        super("io.github.dcisdk.crvs", "src/main/openapi/crvs.yaml");
    }
}
