package io.github.dcisdk.profile;

import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.ModelType;
import java.util.List;
import java.util.Set;

/**
 * A kind of record that a registry holds.
 *
 * @param <T> the class of the records
 * @param name the {@code reg_record_type} that is sent, for example {@code spdci-extensions-dci:Person}
 * @param aliases other names under which systems know it
 * @param type the description of the class
 * @param identifierAttributes where the numbers of the record itself stand, as paths with dots; not those of parents,
 *     relatives or members
 */
public record RecordType<T extends DciObject>(
        String name, Set<String> aliases, ModelType<T> type, List<String> identifierAttributes) {
    /** What the standard calls the numbers of a person, of a member, of a group. */
    private static final List<String> IDENTIFIERS = List.of("identifier", "member_identifier", "group_identifier");

    /**
     * Creates a record type.
     *
     * @param name the {@code reg_record_type} that is sent
     * @param aliases other names under which systems know it
     * @param type the description of the class
     * @param identifierAttributes where the numbers of the record itself stand
     */
    public RecordType {
        aliases = Set.copyOf(aliases);
        identifierAttributes = List.copyOf(identifierAttributes);
    }

    /**
     * Creates a record type whose numbers stand where the standard puts those of a person, a member or a group.
     *
     * @param name the {@code reg_record_type} that is sent
     * @param aliases other names under which systems know it
     * @param type the description of the class
     */
    public RecordType(String name, Set<String> aliases, ModelType<T> type) {
        this(name, aliases, type, IDENTIFIERS.stream().filter(type::hasMember).toList());
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
