package io.github.dcisdk.record;

import io.github.dcisdk.contract.ModelContract;

class RecordModelsTest extends ModelContract {
    RecordModelsTest() {
        super("io.github.dcisdk.record", "src/main/openapi/records.yaml");
    }
}
