package io.github.dcisdk.profile;

import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.ModelType;
import java.util.Set;

/**
 * A kind of record that a registry holds.
 *
 * @param <T> the class of the records
 * @param name the {@code reg_record_type} that is sent, for example {@code spdci-extensions-dci:Person}
 * @param aliases other names under which systems know it
 * @param type the description of the class
 */
public record RecordType<T extends DciObject>(String name, Set<String> aliases, ModelType<T> type) {
    /**
     * Creates a record type.
     *
     * @param name the {@code reg_record_type} that is sent
     * @param aliases other names under which systems know it
     * @param type the description of the class
     */
    public RecordType {
        aliases = Set.copyOf(aliases);
    }

    /**
     * Whether a received {@code reg_record_type} means this record type. Only what follows the last colon counts,
     * without case.
     *
     * @param received the name as received
     * @return true if it does
     */
    public boolean isNamed(String received) {
        return StandardNames.matches(received, name, aliases);
    }

    @Override
    public String toString() {
        return "RecordType[" + name + "]";
    }
}
