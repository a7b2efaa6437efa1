package io.github.dcisdk.crvs;

import io.github.dcisdk.contract.CodeListContract;

class CrvsCodeListsTest extends CodeListContract {
    CrvsCodeListsTest() {
        super("io.github.dcisdk.crvs", "/code-lists/crvs.txt");
    }
}
