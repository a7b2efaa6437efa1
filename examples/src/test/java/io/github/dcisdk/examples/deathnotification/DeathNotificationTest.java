package io.github.dcisdk.examples.deathnotification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeathNotificationTest {
    @Test
    void theAllowanceStopsOnceAndNothingElseChanges() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        DeathNotification.run(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "Allowances:",
                        "  SYN-1001: 120",
                        "  SYN-1004: 95",
                        "  entries in the case file: []",
                        "Subscription to deaths of people born before 1961: ACTIVE",
                        "Death of SYN-1002 registered, subscriptions that it is reported to: 1",
                        "Death of SYN-1003 registered, subscriptions that it is reported to: 0",
                        "Death of SYN-1001 registered, subscriptions that it is reported to: 1",
                        "Afterwards:",
                        "  SYN-1001: 120 until 2026-06-30",
                        "  SYN-1004: 95",
                        "  entries in the case file: [SYN-1001 stopped, last day 2026-06-30]");
    }
}
