package io.github.dcisdk.crvs;

import io.github.dcisdk.contract.RegistryNamesContract;

class CrvsNamesTest extends RegistryNamesContract {
    CrvsNamesTest() {
        super(Crvs.PROFILE, 1);
    }
}
