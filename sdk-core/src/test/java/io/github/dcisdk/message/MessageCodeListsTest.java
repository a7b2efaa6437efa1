package io.github.dcisdk.message;

import io.github.dcisdk.contract.CodeListContract;

class MessageCodeListsTest extends CodeListContract {
    MessageCodeListsTest() {
        super("io.github.dcisdk.message", "/code-lists/messages.txt");
    }
}
