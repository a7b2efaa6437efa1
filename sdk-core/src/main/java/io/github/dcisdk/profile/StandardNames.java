package io.github.dcisdk.profile;

import java.util.Collection;
import java.util.Locale;

/**
 * Compares names such as {@code reg_type} and {@code reg_record_type}, which every system prefixes and capitalises in
 * its own way: only what follows the last colon counts, without case.
 */
final class StandardNames {
    private StandardNames() {}

    static boolean matches(String received, String name, Collection<String> aliases) {
        String local = local(received);
        return local.equals(local(name))
                || aliases.stream().anyMatch(alias -> local(alias).equals(local));
    }

    private static String local(String name) {
        return name.substring(name.lastIndexOf(':') + 1).strip().toLowerCase(Locale.ROOT);
    }
}
