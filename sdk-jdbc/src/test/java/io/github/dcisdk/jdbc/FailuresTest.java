package io.github.dcisdk.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.store.StoreException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors of the database are told without what its rows hold. */
class FailuresTest {
    @Test
    void whatADriverQuotesIsNotTold() {
        SQLException quoting = new SQLException("Key (person)=(Almaz) already exists", "23505");
        BatchUpdateException batch = new BatchUpdateException("INSERT ... VALUES ('Almaz')", "23505", new int[0]);
        batch.setNextException(quoting);

        for (SQLException e :
                new SQLException[] {quoting, batch, new SQLException("Almaz"), new SQLException("Almaz", "22001")}) {
            StoreException failure = Failures.of("writing", e);
            assertThat(failure).hasMessageStartingWith("the database failed at writing, SQLSTATE ");
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain("Almaz");
            }
        }
        assertThat(Failures.state(batch)).isEqualTo("23505");
    }

    @Test
    void whatHelpsAnOperatorIsTold() {
        assertThat(Failures.of("writing", new SQLException("Connection to db:5432 refused", "08001")))
                .hasMessage("the database failed at writing, SQLSTATE 08001: Connection to db:5432 refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "\\",
                "\\u0000",
                "\0",
                "a\0b",
                "\ud800",
                "\udc00\ud800",
                "\ud83d\ude00",
                "\ud83d",
                "ü\\\\"
            })
    void textsComeBackAndHoldNothingThatADatabaseRefuses(String text) {
        String encoded = Texts.encode(text);

        assertThat(Texts.decode(encoded)).isEqualTo(text);
        assertThat(encoded).doesNotContain("\0");
        assertThat(encoded.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff))
                .isTrue();
    }
}
