package io.github.dcisdk.json;

/**
 * How a member was received when that was not as the standard declares it.
 *
 * @param key the key under which it stood
 * @param value what stood there
 */
record Received(String key, JsonValue value) {}
