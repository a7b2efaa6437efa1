package io.github.dcisdk.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A body is UTF-8 or refused, and the platform's decoder agrees in every case. */
class Utf8Test {
    private static boolean isClean(byte[] bytes) {
        byte[] within = new byte[bytes.length + 4];
        System.arraycopy(bytes, 0, within, 2, bytes.length);
        return Utf8.isClean(JsonSlice.of(within, 2, bytes.length));
    }

    private static boolean platformDecodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @Test
    void everySequenceOfThreeBytesIsJudgedAsThePlatformJudgesIt() {
        for (int first = 0x80; first < 0x100; first++) {
            for (int second = 0; second < 0x100; second++) {
                for (int third : new int[] {1, 0x7f, 0x80, 0xbf, 0xc0, 0xff}) {
                    byte[] bytes = {(byte) first, (byte) second, (byte) third};
                    boolean plain = second != 0 && !(first == 0xef && second == 0xbb && third == 0xbf);
                    assertThat(isClean(bytes))
                            .as("%x %x %x", first, second, third)
                            .isEqualTo(plain && platformDecodes(bytes));
                }
            }
        }
    }

    @Test
    void longTextsAreJudgedAsThePlatformJudgesThem() {
        Random random = new Random(20_261_124);
        int clean = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = text(random).getBytes(StandardCharsets.UTF_8);
            if (bytes.length > 0 && random.nextInt(3) == 0) {
                bytes[random.nextInt(bytes.length)] = (byte) (1 + random.nextInt(255));
            }
            assertThat(isClean(bytes)).isEqualTo(platformDecodes(bytes));
            clean += isClean(bytes) ? 1 : 0;
        }
        assertThat(clean).isBetween(12_000, 19_000);
    }

    private static String text(Random random) {
        int[] ranges = {0x7f, 0x7ff, 0xd7ff, 0x10ffff};
        return random.ints(random.nextInt(40), 0x21, 0x7f)
                .map(ascii -> random.nextInt(4) == 0 ? other(random, ranges[random.nextInt(4)]) : ascii)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static int other(Random random, int highest) {
        int codePoint = 0x21 + random.nextInt(highest - 0x21);
        boolean special = codePoint == 0xfeff || (codePoint >= 0xd800 && codePoint < 0xe000);
        return special ? 'a' : codePoint;
    }

    @Test
    void nulBytesAndByteOrderMarksAreRefusedWhereverTheyStand() {
        for (int length = 1; length < 30; length++) {
            for (int at = 0; at < length; at++) {
                byte[] bytes = "a".repeat(length).getBytes(StandardCharsets.UTF_8);
                assertThat(isClean(bytes)).isTrue();
                bytes[at] = 0;
                assertThat(isClean(bytes)).as("NUL at %d of %d", at, length).isFalse();
            }
        }
        assertThat(isClean("\uFEFF{}".getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThat(isClean("{}\uFEFF".getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(isClean(new byte[0])).isTrue();
    }

    @Test
    void escapesOfSurrogatesAreFoundWhereverTheyStand() {
        for (int length = 0; length < 20; length++) {
            String before = "\\n\\u00e9" + "x".repeat(length);
            assertThat(hasSurrogateEscapes(before)).isFalse();
            assertThat(hasSurrogateEscapes(before + "\\uD83d")).isTrue();
            assertThat(hasSurrogateEscapes(before + "\\udc00 and more of it")).isTrue();
            assertThat(hasSurrogateEscapes(before + "\\u")).isFalse();
        }
    }

    private static boolean hasSurrogateEscapes(String text) {
        return Utf8.hasSurrogateEscapes(JsonSlice.of(text.getBytes(StandardCharsets.UTF_8)));
    }
}
