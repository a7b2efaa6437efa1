package io.github.dcisdk.examples.deathnotification;

import io.github.dcisdk.examples.loopback.Database;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.List;

/** Who is paid what, in the database of the system that pays. Knows nothing of messages. */
final class Allowances {
    private final Database database;

    Allowances(Database database) {
        this.database = database;
        database.inTransaction(connection -> {
            Database.update(
                    connection, "CREATE TABLE allowance (number VARCHAR(20) PRIMARY KEY, amount INT, last_day DATE)");
            Database.update(connection, "CREATE TABLE case_file (number VARCHAR(20), entry VARCHAR(80))");
            return Database.update(
                    connection, "INSERT INTO allowance (number, amount) VALUES ('SYN-1001', 120), ('SYN-1004', 95)");
        });
    }

    /** Nothing here looks whether it was done before: done twice, it would stand in the case file twice. */
    // snippet: stop
    void stop(Connection connection, String number, LocalDate lastDay) {
        if (Database.update(connection, "UPDATE allowance SET last_day = ? WHERE number = ?", lastDay, number) > 0) {
            Database.update(connection, "INSERT INTO case_file VALUES (?, ?)", number, "stopped, last day " + lastDay);
        }
    }
    // end: stop

    List<String> all() {
        return database.inTransaction(connection -> Database.query(
                connection,
                row -> row.getString("number") + ": " + row.getInt("amount")
                        + (row.getObject("last_day") == null ? "" : " until " + row.getString("last_day")),
                "SELECT * FROM allowance ORDER BY number"));
    }

    List<String> caseFile() {
        return database.inTransaction(connection -> Database.query(
                connection,
                row -> row.getString("number") + " " + row.getString("entry"),
                "SELECT * FROM case_file ORDER BY number"));
    }
}
