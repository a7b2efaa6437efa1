package io.github.dcisdk.examples.asynceligibility;

import io.github.dcisdk.callback.AnswerEnd;
import io.github.dcisdk.callback.AnswerHandler;
import io.github.dcisdk.callback.HandlerContext;
import io.github.dcisdk.client.AnswerPage;
import io.github.dcisdk.examples.loopback.Database;
import io.github.dcisdk.socialregistry.SocialGroup;
import java.io.PrintStream;
import java.sql.Connection;
import java.util.concurrent.CountDownLatch;

/**
 * Grants page by page, in whatever order the pages come. The grants stand in the database of the store, written in the transaction in which the page ends: so
 * the table needs no key that would keep a household from being granted twice.
 */
final class Grants implements AnswerHandler<SocialGroup> {
    /** Under this name the work stands in the store. It outlives the program. */
    static final String NAME = "grants";

    static final int SCORE_LINE = 30;
    private static final int PER_MEMBER = 15;

    private final PrintStream out;
    private final CountDownLatch end;

    Grants(PrintStream out, CountDownLatch end) {
        this.out = out;
        this.end = end;
    }

    static void createTable(Database database) {
        database.inTransaction(connection ->
                Database.update(connection, "CREATE TABLE household_grant (household VARCHAR(20), amount INT)"));
    }

    static String summary(Database database) {
        return database.inTransaction(connection -> Database.query(
                        connection,
                        row -> row.getInt(1) + " grants to " + row.getInt(2) + " households, " + row.getInt(3),
                        "SELECT COUNT(*), COUNT(DISTINCT household), SUM(amount) FROM household_grant"))
                .get(0);
    }

    @Override
    public void page(AnswerPage<SocialGroup> page, HandlerContext context) {
        Connection connection = context.unwrap(Connection.class).orElseThrow();
        for (SocialGroup household : page.records()) {
            Database.update(
                    connection, "INSERT INTO household_grant VALUES (?, ?)", number(household), amount(household));
        }
        out.println("  a page of " + page.records().size() + " households");
    }

    @Override
    public void end(AnswerEnd answer, HandlerContext context) {
        AnswerEnd.Item search = answer.items().get(0);
        out.println("  " + (answer.isComplete() ? "complete: " : "incomplete: ") + search.received() + " of "
                + search.total().orElse(0));
        end.countDown();
    }

    private static String number(SocialGroup household) {
        return household.groupIdentifier().get(0).identifierValue().orElseThrow();
    }

    private static int amount(SocialGroup household) {
        return PER_MEMBER * household.groupSize().orElse(0);
    }
}
