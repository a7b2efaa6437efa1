package io.github.dcisdk.jdbc;

import io.github.dcisdk.store.Fingerprint;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Texts from outside as a database keeps them. PostgreSQL has no NUL and no halves of surrogate pairs; these are written as
 * in JSON, {@code \}{@code u} and four hexadecimal digits, and a backslash as two. All other texts stand as they are.
 */
final class Texts {
    private Texts() {}

    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isPair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (isPair) {
                encoded.append(c).append(text.charAt(++i));
            } else if (c == '\\') {
                encoded.append("\\\\");
            } else if (c == 0 || Character.isSurrogate(c)) {
                encoded.append(String.format("\\u%04x", (int) c));
            } else {
                encoded.append(c);
            }
        }
        return encoded.toString();
    }

    static String decode(String encoded) {
        if (encoded.indexOf('\\') < 0) {
            return encoded;
        }
        StringBuilder text = new StringBuilder(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '\\' && encoded.startsWith("u", i + 1)) {
                text.append((char) Integer.parseInt(encoded, i + 2, i + 6, 16));
                i += 5;
            } else if (c == '\\') {
                text.append('\\');
                i++;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    static String read(ResultSet row, String column) throws SQLException {
        return decode(row.getString(column));
    }

    static @Nullable String readNullable(ResultSet row, String column) throws SQLException {
        String encoded = row.getString(column);
        return encoded == null ? null : decode(encoded);
    }

    /** What stands for a text where it is compared. */
    static String digest(String... parts) {
        Fingerprint digest = new Fingerprint();
        for (String part : parts) {
            digest.add(part);
        }
        return digest.text();
    }
}
