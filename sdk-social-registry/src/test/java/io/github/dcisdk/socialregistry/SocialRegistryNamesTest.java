package io.github.dcisdk.socialregistry;

import io.github.dcisdk.contract.RegistryNamesContract;

class SocialRegistryNamesTest extends RegistryNamesContract {
    SocialRegistryNamesTest() {
        super(SocialRegistry.PROFILE, 2);
    }
}
