/**
 * A {@link io.github.dcisdk.store.DciStore} in PostgreSQL or H2, over plain JDBC. {@link
 * io.github.dcisdk.jdbc.JdbcStore#builder} works on the application's own {@code DataSource}, {@link
 * io.github.dcisdk.jdbc.JdbcStore#embedded} brings an H2 database in a folder. {@link io.github.dcisdk.jdbc.ContentKeys} are
 * what contents are encrypted with. {@code docs/storage.md} says how to choose and set up.
 */
@NullMarked
package io.github.dcisdk.jdbc;

import org.jspecify.annotations.NullMarked;
