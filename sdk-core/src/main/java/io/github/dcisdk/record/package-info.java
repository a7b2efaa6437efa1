/**
 * The records that all registries share: {@code Person}, {@code Name}, {@code Identifier}, {@code Address}, {@code Place},
 * {@code Group}, {@code Member} and their code lists, generated at build time from {@code src/main/openapi/records.yaml}.
 * Every part of a record is optional, because the standard requires none. Start with {@code Person}.
 */
@NullMarked
package io.github.dcisdk.record;

import org.jspecify.annotations.NullMarked;
