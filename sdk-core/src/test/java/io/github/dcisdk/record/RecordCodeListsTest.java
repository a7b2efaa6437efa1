package io.github.dcisdk.record;

import io.github.dcisdk.contract.CodeListContract;

class RecordCodeListsTest extends CodeListContract {
    RecordCodeListsTest() {
        super("io.github.dcisdk.record", "/code-lists/records.txt");
    }
}
