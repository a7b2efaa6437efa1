package io.github.dcisdk.socialregistry;

import io.github.dcisdk.contract.ModelContract;

class SocialRegistryModelsTest extends ModelContract {
    SocialRegistryModelsTest() {
        super("io.github.dcisdk.socialregistry", "src/main/openapi/social-registry.yaml");
    }
}
