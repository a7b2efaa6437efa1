package io.github.dcisdk.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text from outside in logs and messages: one line, printable, short. */
class LogTextTest {
    @Test
    void printableAsciiIsShownAsItIs() {
        String text = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCXYZ[\\]^_`abcxyz{|}~";
        assertThat(LogText.safe(text)).isEqualTo(text);
        assertThat(LogText.safe("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r", "\n", "\t", "\u0000", "\u001b", "\u007f", "\u0085", "\u00a0", "\u00e9", "\u2028", "\u2029",
                "\u200b", "\u202a", "\u202e", "\u2066", "\u2069", "\u061c", "\ufeff", "\ud800", "አ"
            })
    void everythingElseIsReplaced(String character) {
        assertThat(LogText.safe("a" + character + "b")).isEqualTo("a?b");
    }

    @Test
    void longTextIsCut() {
        assertThat(LogText.safe("x".repeat(120))).isEqualTo("x".repeat(120));
        assertThat(LogText.safe("x".repeat(121))).isEqualTo("x".repeat(120) + "…");
        assertThat(LogText.safe("\n".repeat(10_000_000))).isEqualTo("?".repeat(120) + "…");
    }

    @ParameterizedTest
    @ValueSource(strings = {"err.request.bad", "rjct.search_criteria.invalid", "400", "E-1001", "ns:x", "a1234b"})
    void whatLooksLikeACodeIsShown(String code) {
        assertThat(LogText.code(code)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Almaz Tesfaye", "id-12345", "a@example.org", "x\r\ny", "x/y", "አ"})
    void whatDoesNotLookLikeACodeIsNotShown(String text) {
        assertThat(LogText.code(text)).isEqualTo("a code that is not shown");
        assertThat(LogText.code("x".repeat(65))).isEqualTo("a code that is not shown");
    }

    @Test
    void aContextIsOneLineOfKnownIdentifiers() {
        assertThat(CallContext.none()).hasToString("");
        assertThat(CallContext.of("p").withTransactionId("t")).hasToString("peer=p transaction_id=t");
        assertThat(CallContext.of("p").withMessageId("m").withMessageId(null).messageId())
                .isEmpty();
        assertThat(CallContext.none().withCorrelationId("c")).hasToString("correlation_id=c");
        assertThat(CallContext.of("p").withRecordsReceived(7).withMessageId("m"))
                .hasToString("peer=p message_id=m records_received=7");
    }

    @Test
    void identifiersForgeNeitherLinesNorOtherIdentifiers() {
        CallContext context =
                CallContext.of("p\n2026 ERROR all is lost").withMessageId("m transaction_id=t-of-another");
        assertThat(context.toString())
                .isEqualTo("peer=p?2026?ERROR?all?is?lost message_id=m?transaction_id=t-of-another");
        assertThat(context.messageId()).contains("m transaction_id=t-of-another");
        assertThat(new EncryptionException("x", CallContext.of("p".repeat(1_000_000))).getMessage())
                .hasSizeLessThan(200);
    }
}
