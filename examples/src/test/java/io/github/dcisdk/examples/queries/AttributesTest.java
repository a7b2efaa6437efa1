package io.github.dcisdk.examples.queries;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dcisdk.crvs.CrvsAttributes;
import io.github.dcisdk.crvs.CrvsPerson;
import io.github.dcisdk.farmerregistry.Farmer;
import io.github.dcisdk.farmerregistry.FarmerAttributes;
import io.github.dcisdk.farmerregistry.FarmerRegistry;
import io.github.dcisdk.json.Code;
import io.github.dcisdk.json.CodeType;
import io.github.dcisdk.json.ModelType;
import io.github.dcisdk.json.ValueType;
import io.github.dcisdk.json.ValueTypes;
import io.github.dcisdk.message.Attribute;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.record.Identifier;
import io.github.dcisdk.socialregistry.SocialAttributes;
import io.github.dcisdk.socialregistry.SocialGroup;
import io.github.dcisdk.socialregistry.SocialRegistry;
import java.lang.reflect.Field;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every attribute that a registry module names stands in its records, and is what its type says. */
class AttributesTest {
    private static final Map<Class<?>, Set<ValueType<?>>> TYPES = Map.of(
            String.class, Set.of(ValueTypes.TEXT),
            Number.class, Set.of(ValueTypes.INTEGER, ValueTypes.LONG, ValueTypes.DECIMAL),
            Boolean.class, Set.of(ValueTypes.BOOLEAN),
            LocalDate.class, Set.of(ValueTypes.DATE_TIME),
            OffsetDateTime.class, Set.of(ValueTypes.DATE_TIME));

    static Stream<Arguments> registries() {
        return Stream.of(
                Arguments.of(CrvsAttributes.class, CrvsPerson.TYPE),
                Arguments.of(SocialAttributes.class, SocialGroup.TYPE),
                Arguments.of(FarmerAttributes.class, Farmer.TYPE));
    }

    private static ValueType<?> at(ModelType<?> record, String path) {
        ValueType<?> type = record;
        for (String part : path.split("\\.")) {
            assertThat(type).as(path).isInstanceOf(ModelType.class);
            type = ((ModelType<?>) type).valueType(part).orElseThrow(() -> new AssertionError(path + ": no " + part));
        }
        return type;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("registries")
    void standsInTheRecordsWithItsType(Class<?> attributes, ModelType<?> record) throws IllegalAccessException {
        Set<String> names = new HashSet<>();
        for (Field field : attributes.getFields()) {
            Attribute<?> attribute = (Attribute<?>) field.get(null);
            ValueType<?> type = at(record, attribute.name());

            assertThat(names.add(attribute.name()))
                    .as("%s stands once", field.getName())
                    .isTrue();
            if (Code.class.isAssignableFrom(attribute.valueType())) {
                assertThat(type).as(field.getName()).isInstanceOf(CodeType.class);
                assertThat(((CodeType<?>) type).name())
                        .isEqualTo(attribute.valueType().getSimpleName());
            } else {
                assertThat(TYPES.get(attribute.valueType())).as(field.getName()).contains(type);
            }
        }
        assertThat(names).hasSizeGreaterThan(10);
    }

    @Test
    void theNumbersOfARecordAreIdentifiers() {
        for (RecordType<?> recordType :
                Set.of(SocialRegistry.GROUP, SocialRegistry.MEMBER, SocialRegistry.PERSON, FarmerRegistry.FARMER)) {
            assertThat(recordType.identifierAttributes())
                    .isNotEmpty()
                    .allSatisfy(path -> assertThat(at(recordType.type(), path)).isEqualTo(Identifier.TYPE));
        }
    }
}
