package io.github.dcisdk.security;

import static io.github.dcisdk.security.SignedMessages.HEADER;
import static io.github.dcisdk.security.SignedMessages.MESSAGE;
import static io.github.dcisdk.security.SignedMessages.check;
import static io.github.dcisdk.security.SignedMessages.failed;
import static io.github.dcisdk.security.SignedMessages.sign;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in {@code signature}: a typed answer, never an exception, and never by mistake a proof. */
class HostileSignatureTest {
    private static final String SIGNATURE = sign(HEADER, MESSAGE);
    private static final String BYTES = SIGNATURE.replaceAll(".* signature=\"([^\"]*)\"", "$1");

    private static Arguments of(String what, SignatureFailure reason, UnaryOperator<String> change) {
        return Arguments.of(what, reason, change.apply(SIGNATURE));
    }

    static Stream<Arguments> hostile() {
        return Stream.of(
                of("unsigned word", SignatureFailure.UNKNOWN_FORM, s -> "unsigned-stub"),
                of("compact JWS", SignatureFailure.UNKNOWN_FORM, s -> "eyJhbGciOiJub25lIn0.eyJhIjoxfQ.c2ln"),
                of("detached JWS", SignatureFailure.UNKNOWN_FORM, s -> "eyJhbGciOiJub25lIn0..c2ln"),
                of("plain Base64", SignatureFailure.UNKNOWN_FORM, s -> "c2lnbmF0dXJl"),
                of("padded Base64", SignatureFailure.UNKNOWN_FORM, s -> "c2lnbmF0dXJlcw=="),
                of("Base64 padded by one", SignatureFailure.UNKNOWN_FORM, s -> "c2lnbmF0dXJlczE="),
                of("binary", SignatureFailure.UNKNOWN_FORM, s -> "\u0000\u0001\ufffe\ud83d\ude00"),
                of("megabytes of words", SignatureFailure.UNKNOWN_FORM, s -> "x".repeat(3_000_000)),
                of("megabytes of space", SignatureFailure.UNKNOWN_FORM, s -> " ".repeat(3_000_000) + "!"),
                of("megabytes of parameters", SignatureFailure.TOO_LONG, s -> s + ", a=\"b\"".repeat(500_000)),
                of(
                        "megabytes in one value",
                        SignatureFailure.TOO_LONG,
                        s -> "a=\"" + "b".repeat(3_000_000) + "\", " + s),
                of("no closing quote", SignatureFailure.MALFORMED, s -> s.substring(0, s.length() - 1)),
                of("trailing comma", SignatureFailure.MALFORMED, s -> s + ","),
                of("trailing word", SignatureFailure.MALFORMED, s -> s + " x"),
                of("no commas", SignatureFailure.MALFORMED, s -> s.replace(",", "")),
                of("semicolons", SignatureFailure.MALFORMED, s -> s.replace(",", ";")),
                of("backslash in a value", SignatureFailure.MALFORMED, s -> s.replace("\"dci\"", "\"d\\\"ci\"")),
                of("no key id", SignatureFailure.MALFORMED, s -> s.replace("kidId", "kid")),
                of("no algorithm", SignatureFailure.MALFORMED, s -> s.replace(" algorithm=", " alg=")),
                of("no beginning", SignatureFailure.MALFORMED, s -> s.replace("created=", "begun=")),
                of("no end", SignatureFailure.MALFORMED, s -> s.replace("expires=", "ends=")),
                of("no coverage", SignatureFailure.MALFORMED, s -> s.replace("headers=", "covers=")),
                of("no signature", SignatureFailure.MALFORMED, s -> s.replace(" signature=", " sig=")),
                of("empty signature", SignatureFailure.MALFORMED, s -> s.replace(BYTES, "")),
                of("second signature", SignatureFailure.DUPLICATE_PARAMETER, s -> s + ", signature=\"" + BYTES + "\""),
                of("both spellings of the key id", SignatureFailure.DUPLICATE_PARAMETER, s -> s + ", keyId=\"a|b|c\""),
                of("unknown parameter twice", SignatureFailure.DUPLICATE_PARAMETER, s -> s + ", a=1, a=1"),
                of(
                        "nothing covered",
                        SignatureFailure.UNKNOWN_COVERAGE,
                        s -> s.replace("(created) (expires) digest", "")),
                of("digest left out", SignatureFailure.UNKNOWN_COVERAGE, s -> s.replace(" digest", "")),
                of("more covered", SignatureFailure.UNKNOWN_COVERAGE, s -> s.replace(" digest", " digest host")),
                of(
                        "other order",
                        SignatureFailure.UNKNOWN_COVERAGE,
                        s -> s.replace("(created) (expires)", "(expires) (created)")),
                of(
                        "key id of one part",
                        SignatureFailure.MALFORMED,
                        s -> s.replace("sp-mis.example.org|key-1|ed25519", "key-1")),
                of("key id of four parts", SignatureFailure.MALFORMED, s -> s.replace("key-1|", "key-1||")),
                of(
                        "another sender",
                        SignatureFailure.WRONG_SENDER,
                        s -> s.replace("sp-mis.example", "sp-mis2.example")),
                of("sender in capitals", SignatureFailure.WRONG_SENDER, s -> s.replace("\"sp-mis", "\"SP-MIS")),
                of("unknown key", SignatureFailure.UNKNOWN_KEY, s -> s.replace("key-1", "key-9")),
                of("empty key", SignatureFailure.UNKNOWN_KEY, s -> s.replace("key-1", "")),
                of("no algorithm at all", SignatureFailure.WRONG_ALGORITHM, s -> s.replace("ed25519", "none")),
                of("a shared secret", SignatureFailure.WRONG_ALGORITHM, s -> s.replace("ed25519", "hmac-sha256")),
                of("an algorithm of other keys", SignatureFailure.WRONG_ALGORITHM, s -> s.replace("ed25519", "rs256")),
                of("an empty algorithm", SignatureFailure.WRONG_ALGORITHM, s -> s.replace("ed25519", "")),
                of(
                        "algorithms that differ",
                        SignatureFailure.WRONG_ALGORITHM,
                        s -> s.replace("algorithm=\"ed25519\"", "algorithm=\"none\"")),
                of("no Base64", SignatureFailure.MALFORMED, s -> s.replace(BYTES, "!".repeat(88))),
                of("Base64 for URLs", SignatureFailure.MALFORMED, s -> s.replace(BYTES, "-_".repeat(43) + "==")),
                of("Base64 without padding", SignatureFailure.MALFORMED, s -> s.replace("==\"", "\"")),
                of("too short", SignatureFailure.MALFORMED, s -> s.replace(BYTES, base64(63))),
                of("too long", SignatureFailure.MALFORMED, s -> s.replace(BYTES, base64(65))),
                of("zero bytes", SignatureFailure.WRONG_SIGNATURE, s -> s.replace(BYTES, base64(64))),
                of("all ones", SignatureFailure.WRONG_SIGNATURE, s -> s.replace(BYTES, "/".repeat(85) + "w==")),
                of("time no number", SignatureFailure.MALFORMED, s -> s.replaceAll("created=\"\\d+", "created=\"now")),
                of("time negative", SignatureFailure.MALFORMED, s -> s.replaceAll("created=\"", "created=\"-")),
                of(
                        "time too long",
                        SignatureFailure.MALFORMED,
                        s -> s.replaceAll("expires=\"", "expires=\"9999999999")),
                of(
                        "time in other digits",
                        SignatureFailure.MALFORMED,
                        s -> s.replaceAll("created=\"1", "created=\"\u0661")),
                of("lives for ever", SignatureFailure.LIFETIME, s -> s.replaceAll("expires=\"", "expires=\"9")),
                of(
                        "lives too long",
                        SignatureFailure.LIFETIME,
                        s -> s.replaceAll(
                                "expires=\"\\d+", "expires=\"" + (SignedMessages.NOW.getEpochSecond() + 3_601))),
                of(
                        "ends before it begins",
                        SignatureFailure.LIFETIME,
                        s -> s.replaceAll("expires=\"\\d+", "expires=\"1")));
    }

    private static String base64(int zeros) {
        return Base64.getEncoder().encodeToString(new byte[zeros]);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("hostile")
    void eachHasItsOwnReason(String what, SignatureFailure reason, String signature) {
        assertThat(check(signature, HEADER, MESSAGE)).as(what).isEqualTo(failed(reason));
    }

    @Test
    void everyBeginningOfASignatureIsRefused() {
        for (int length = 1; length < SIGNATURE.length(); length++) {
            assertThat(check(SIGNATURE.substring(0, length), HEADER, MESSAGE))
                    .isInstanceOf(SignatureCheck.Failed.class);
        }
    }

    @Test
    void noRandomChangeVerifiesUnlessItOnlyChangesSpelling() {
        SplitMix64 random = new SplitMix64(7);
        String base = SIGNATURE.replace("namespace=\"dci\", ", "");
        int verified = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder changed = new StringBuilder(base);
            for (int edits = 1 + random.below(3); edits > 0; edits--) {
                int at = random.below(changed.length());
                switch (random.below(3)) {
                    case 0 -> changed.deleteCharAt(at);
                    case 1 ->
                        changed.insert(at, random.pick(' ', '"', ',', '=', '|', '\\', '0', 'a', '\u0000', '\u00e9'));
                    default -> changed.setCharAt(at, (char) (0x20 + random.below(0x60)));
                }
            }
            SignatureCheck check = check(changed.toString(), HEADER, MESSAGE);
            if (check instanceof SignatureCheck.Verified) {
                verified++;
                assertThat(spelling(changed.toString())).isEqualTo(spelling(base));
            }
        }
        assertThat(verified).as("spellings that verify were among them").isPositive();
    }

    private static String spelling(String signature) {
        return signature.replaceAll("[\\s\"]", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Signature: %s",
                "Signature:  %s",
                "Signature:%s",
                "Signature : %s",
                "Signature %s",
                " \t%s \n",
                "%s, extension=\"ignored\""
            })
    void whatStandsAroundTheParametersDoesNotMatter(String pattern) {
        assertThat(check(String.format(pattern, SIGNATURE), HEADER, MESSAGE))
                .isInstanceOf(SignatureCheck.Verified.class);
    }

    @Test
    void spellingOfTheParametersDoesNotMatter() {
        String unquoted = SIGNATURE.replaceAll("(created|expires)=\"(\\d+)\"", "$1=$2");
        String spaced = SIGNATURE.replaceAll("\\b(\\w+)=\"", "$1 = \"").replace(", ", "  ,");
        assertThat(unquoted).isNotEqualTo(SIGNATURE);
        assertThat(spaced).isNotEqualTo(SIGNATURE);
        for (String same : new String[] {
            unquoted,
            spaced,
            SIGNATURE.replace(", ", ","),
            SIGNATURE.replace("kidId", "keyId"),
            SIGNATURE.replace("\"dci\"", "\"spdci\""),
            SIGNATURE.replace("namespace=\"dci\", ", ""),
            SIGNATURE.replace("namespace=\"dci\"", "namespace=\"\"")
        }) {
            assertThat(check(same, HEADER, MESSAGE)).as(same).isInstanceOf(SignatureCheck.Verified.class);
        }
    }
}
