package io.github.dcisdk.profile;

import io.github.dcisdk.message.Operation;
import io.github.dcisdk.record.IdentifierType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A kind of registry, as data: its {@code reg_type}, its types of records, events and identifiers, its operations. One constant per kind of
 * registry makes the client and the registry endpoint work for it. Immutable.
 */
public final class RegistryProfile {
    private final String regType;
    private final Set<String> regTypeAliases;
    private final List<RecordType<?>> recordTypes;
    private final List<EventType> eventTypes;
    private final Map<IdentifierType, Set<String>> identifierTypes;
    private final Set<Operation<?, ?>> operations;

    private RegistryProfile(Builder builder) {
        this.regType = builder.regType;
        this.regTypeAliases = Set.copyOf(builder.regTypeAliases);
        this.recordTypes = List.copyOf(builder.recordTypes);
        this.eventTypes = List.copyOf(builder.eventTypes);
        this.identifierTypes = Collections.unmodifiableMap(new LinkedHashMap<>(builder.identifierTypes));
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
     * The event types.
     *
     * @return those that the standard names for this registry and those that systems use beside them
     */
    public List<EventType> eventTypes() {
        return eventTypes;
    }

    /**
     * The event type that a received {@code reg_event_type} means.
     *
     * @param received the name as received
     * @return the event type, if the registry has it
     */
    public Optional<EventType> eventType(String received) {
        return eventTypes.stream().filter(type -> type.isNamed(received)).findFirst();
    }

    /**
     * The identifier types that are usual for this registry. Others are allowed.
     *
     * @return for example {@code UIN}, {@code BRN}
     */
    public List<IdentifierType> identifierTypes() {
        return List.copyOf(identifierTypes.keySet());
    }

    /**
     * The identifier type that a received name means. Only what follows the last colon counts, without case.
     *
     * @param received the name as received, for example {@code brn}
     * @return the identifier type, if it is one of {@link #identifierTypes}
     */
    public Optional<IdentifierType> identifierType(String received) {
        return identifierTypes.entrySet().stream()
                .filter(type -> StandardNames.matches(received, type.getKey().code(), type.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * The operations that the standard has for this kind of registry: what it can be asked, and the events that it sends.
     * Clients and endpoints of the SDK may offer fewer.
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
        private final List<EventType> eventTypes = new ArrayList<>();
        private final Map<IdentifierType, Set<String>> identifierTypes = new LinkedHashMap<>();
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
         * Adds event types.
         *
         * @param types the event types
         * @return this
         */
        public Builder eventTypes(EventType... types) {
            eventTypes.addAll(List.of(types));
            return this;
        }

        /**
         * Adds an identifier type.
         *
         * @param type the identifier type
         * @param aliases other names under which systems know it
         * @return this
         */
        public Builder identifierType(IdentifierType type, String... aliases) {
            identifierTypes.put(Objects.requireNonNull(type, "type"), Set.of(aliases));
            return this;
        }

        /**
         * Adds the identifier types that every kind of registry uses: {@code UIN}, national numbers, telephone numbers.
         *
         * @return this
         */
        public Builder commonIdentifierTypes() {
            return identifierType(IdentifierType.UIN)
                    .identifierType(IdentifierTypes.NATIONAL_ID, "NID", "NATIONAL_ID", "national-id", "NIN")
                    .identifierType(IdentifierTypes.MOBILE);
        }

        /**
         * Adds an operation.
         *
         * @param operation an operation that the standard has for the registry
         * @return this
         */
        public Builder operation(Operation<?, ?> operation) {
            operations.add(operation);
            return this;
        }

        /**
         * Adds the operations that every kind of registry has.
         *
         * @return this
         */
        public Builder commonOperations() {
            operations.addAll(Operation.COMMON);
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
