package io.github.dcisdk.query;

import io.github.dcisdk.json.Code;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.query.ValueKind.Known;
import io.github.dcisdk.record.Identifier;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a record carries an identifier. Immutable. */
final class IdentifierTest {
    private final RegistryProfile profile;
    private final List<AttributePath> paths;
    private final @Nullable String type;
    private final @Nullable Known value;

    /** With a null type, the place of an identifier says what it is. */
    IdentifierTest(RegistryProfile profile, List<String> attributeNames, @Nullable String type, String value) {
        this.profile = profile;
        this.paths = attributeNames.stream().map(AttributePath::new).toList();
        this.type = type == null ? null : canonical(profile, type);
        this.value = Known.of(value).orElse(null);
    }

    /** One spelling for all that mean the same type. */
    static String canonical(RegistryProfile profile, String type) {
        return profile.identifierType(type)
                .map(Code::code)
                .orElseGet(() -> type.substring(type.lastIndexOf(':') + 1).strip())
                .toLowerCase(Locale.ROOT);
    }

    /** Of a record that shows no identifier of the type, nothing can be said. */
    Truth test(DciObject record) {
        List<Object> found =
                paths.stream().flatMap(path -> path.values(record).stream()).toList();
        return Truth.anyOf(found, this::test);
    }

    private Truth test(Object found) {
        Optional<Known> known = found instanceof Identifier identifier ? valueOf(identifier) : Known.of(found);
        return known.map(it -> it.equals(value) ? Truth.TRUE : Truth.FALSE).orElse(Truth.UNKNOWN);
    }

    /** The value of an identifier of the type that is sought. */
    private Optional<Known> valueOf(Identifier identifier) {
        boolean typed = type == null
                || identifier
                        .identifierType()
                        .filter(it -> canonical(profile, it.code()).equals(type))
                        .isPresent();
        return typed ? identifier.identifierValue().flatMap(Known::of) : Optional.empty();
    }
}
