package io.github.dcisdk.security;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The string of parameters in {@code signature}: {@code name="value"} pairs with commas between them, with or without
 * {@code Signature:} in front. Tolerant in white space and quoting; strict in what could be read in two ways.
 */
final class SignatureParameters {
    static final int MAX_LENGTH = 4_096;

    private static final String PREFIX = "\\s*+(?:Signature(?:\\s*+:|(?=\\s))\\s*+)?+";
    /** A name, an equals sign, and something after it: plain Base64 and a compact JWS look otherwise. */
    private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z]++\\s*+=\\s*+[^\\s=]");

    private static final Pattern START = Pattern.compile(PREFIX);
    private static final Pattern PARAMETER =
            Pattern.compile("\\s*+([A-Za-z]++)\\s*+=\\s*+(?:\"([^\"\\\\]*+)\"|([^\\s,\"\\\\]++))\\s*+(,|$)");

    private final Map<String, String> values;

    private SignatureParameters(Map<String, String> values) {
        this.values = values;
    }

    /** Whether the text looks like parameters. Reads no more than its beginning. */
    static boolean isForm(String text) {
        return FORM.matcher(text).lookingAt();
    }

    /** Takes the text apart; at most {@link #MAX_LENGTH} characters. */
    static SignatureParameters parse(String text) throws Refused {
        if (text.length() > MAX_LENGTH) {
            throw new Refused(SignatureFailure.TOO_LONG);
        }
        Matcher start = START.matcher(text);
        int at = start.lookingAt() ? start.end() : 0;
        Map<String, String> values = new HashMap<>();
        Matcher parameter = PARAMETER.matcher(text);
        boolean more = true;
        while (more) {
            if (!parameter.region(at, text.length()).lookingAt()) {
                throw new Refused(SignatureFailure.MALFORMED);
            }
            // The standard's documents write both.
            String name = parameter.group(1).equals("keyId") ? "kidId" : parameter.group(1);
            String value = parameter.group(2) == null ? parameter.group(3) : parameter.group(2);
            if (values.put(name, value) != null) {
                throw new Refused(SignatureFailure.DUPLICATE_PARAMETER);
            }
            more = parameter.group(4).equals(",");
            at = parameter.end();
        }
        return new SignatureParameters(values);
    }

    /** A parameter that must be there. */
    String text(String name) throws Refused {
        return Optional.ofNullable(values.get(name)).orElseThrow(() -> new Refused(SignatureFailure.MALFORMED));
    }

    /** A parameter that must be there and be a count of seconds. */
    long seconds(String name) throws Refused {
        String text = text(name);
        if (!text.matches("[0-9]{1,12}")) {
            throw new Refused(SignatureFailure.MALFORMED);
        }
        return Long.parseLong(text);
    }
}
