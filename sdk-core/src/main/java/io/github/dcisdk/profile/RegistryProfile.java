package io.github.dcisdk.profile;

import io.github.dcisdk.message.Operation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A kind of registry, as data: its {@code reg_type}, its record types, what it can be asked. One constant per kind of
 * registry makes the client and the registry endpoint work for it. Immutable.
 */
public final class RegistryProfile {
    private final String regType;
    private final Set<String> regTypeAliases;
    private final List<RecordType<?>> recordTypes;
    private final List<String> identifierTypes;
    private final Set<Operation<?, ?>> operations;

    private RegistryProfile(Builder builder) {
        this.regType = builder.regType;
        this.regTypeAliases = Set.copyOf(builder.regTypeAliases);
        this.recordTypes = List.copyOf(builder.recordTypes);
        this.identifierTypes = List.copyOf(builder.identifierTypes);
        this.operations = Set.copyOf(builder.operations);
    }

    /**
     * Begins a profile.
     *
     * @param regType the {@code reg_type} that is sent, for example {@code ns:org:RegistryType:Civil}
     * @return a builder
     */
    public static Builder builder(String regType) {
        return new Builder(regType);
    }

    /**
     * The {@code reg_type} that is sent.
     *
     * @return for example {@code ns:org:RegistryType:Civil}
     */
    public String regType() {
        return regType;
    }

    /**
     * Whether a received {@code reg_type} means this kind of registry. Only what follows the last colon counts, without
     * case.
     *
     * @param received the name as received
     * @return true if it does
     */
    public boolean isNamed(String received) {
        return StandardNames.matches(received, regType, regTypeAliases);
    }

    /**
     * The record types, the usual one first.
     *
     * @return at least one
     */
    public List<RecordType<?>> recordTypes() {
        return recordTypes;
    }

    /**
     * The record type that a received {@code reg_record_type} means.
     *
     * @param received the name as received
     * @return the record type, if the registry has it
     */
    public Optional<RecordType<?>> recordType(String received) {
        return recordTypes.stream().filter(type -> type.isNamed(received)).findFirst();
    }

    /**
     * The identifier types that the standard names for this registry. Others are allowed.
     *
     * @return for example {@code UIN}, {@code BRN}
     */
    public List<String> identifierTypes() {
        return identifierTypes;
    }

    /**
     * What the registry can be asked.
     *
     * @return the operations
     */
    public Set<Operation<?, ?>> operations() {
        return operations;
    }

    @Override
    public String toString() {
        return "RegistryProfile[" + regType + "]";
    }

    /** Builds a profile. Not thread-safe. */
    public static final class Builder {
        private final String regType;
        private final Set<String> regTypeAliases = new LinkedHashSet<>();
        private final List<RecordType<?>> recordTypes = new ArrayList<>();
        private final List<String> identifierTypes = new ArrayList<>();
        private final Set<Operation<?, ?>> operations = new LinkedHashSet<>();

        private Builder(String regType) {
            this.regType = Objects.requireNonNull(regType, "regType");
        }

        /**
         * Other spellings of {@code reg_type} that mean this kind of registry.
         *
         * @param aliases the part after the last colon, in any case
         * @return this
         */
        public Builder regTypeAliases(String... aliases) {
            regTypeAliases.addAll(List.of(aliases));
            return this;
        }

        /**
         * Adds a record type; the first one added is the usual one.
         *
         * @param recordType the record type
         * @return this
         */
        public Builder recordType(RecordType<?> recordType) {
            recordTypes.add(recordType);
            return this;
        }

        /**
         * Names identifier types.
         *
         * @param types for example {@code UIN}
         * @return this
         */
        public Builder identifierTypes(String... types) {
            identifierTypes.addAll(List.of(types));
            return this;
        }

        /**
         * Adds an operation.
         *
         * @param operation what the registry can be asked
         * @return this
         */
        public Builder operation(Operation<?, ?> operation) {
            operations.add(operation);
            return this;
        }

        /**
         * Ends the profile.
         *
         * @return the profile
         * @throws IllegalStateException if there is no record type
         */
        public RegistryProfile build() {
            if (recordTypes.isEmpty()) {
                throw new IllegalStateException("a registry profile needs at least one record type");
            }
            return new RegistryProfile(this);
        }
    }
}
