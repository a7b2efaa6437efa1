package io.github.dcisdk.message;

import io.github.dcisdk.contract.ModelContract;

class MessageModelsTest extends ModelContract {
    MessageModelsTest() {
        super("io.github.dcisdk.message", "src/main/openapi/messages.yaml");
    }
}
