package io.github.dcisdk.examples.messages;

import io.github.dcisdk.crvs.Crvs;
import io.github.dcisdk.farmerregistry.FarmerRegistry;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.json.ModelType;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.socialregistry.SocialRegistry;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The class of a record, told by the registry that was asked, the record type that the answer names, and the members that
 * the record has. The members count most, because {@code reg_record_type} is often absent or wrong.
 *
 * @param asked the registry that was asked; null when only the answer's {@code reg_type} can tell
 */
record RecordClasses(RegistryProfile asked) {
    private static final List<RegistryProfile> REGISTRIES =
            List.of(Crvs.PROFILE, SocialRegistry.PROFILE, FarmerRegistry.PROFILE);

    Optional<ModelType<? extends DciObject>> classOf(String regType, String regRecordType, JsonObject json) {
        Optional<RegistryProfile> registry = Optional.ofNullable(asked).or(() -> REGISTRIES.stream()
                .filter(profile -> profile.isNamed(regType))
                .findFirst());
        return registry.stream()
                .flatMap(profile -> profile.recordTypes().stream())
                .filter(type -> ownMembers(type, json) > 0)
                .max(Comparator.<RecordType<?>>comparingLong(type -> ownMembers(type, json))
                        .thenComparing(type -> type.isNamed(regRecordType)))
                .map(RecordType::type);
    }

    /** How many members of a record its class has, apart from those that frame any object. */
    private static long ownMembers(RecordType<?> type, JsonObject json) {
        return type.type().memberNames().stream()
                .filter(member -> !member.startsWith("@"))
                .filter(member -> type.type().keysOf(member).stream().anyMatch(json.members()::containsKey))
                .count();
    }
}
