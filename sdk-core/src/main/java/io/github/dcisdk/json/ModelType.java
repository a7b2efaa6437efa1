package io.github.dcisdk.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The description of one generated class: its members, how each is read and written, which are required, which may be
 * logged. Reading, writing, comparing and printing all follow this one table. Immutable, thread-safe.
 *
 * @param <T> the generated class
 */
public final class ModelType<T extends DciObject> extends ValueType<T> {
    private static final Pattern PREFIX = Pattern.compile("spdci[a-z-]{0,40}");

    private final String name;
    private final Supplier<? extends ModelBuilder<T, ?>> builders;
    private final Map<String, Member<T, ?, ?>> members;
    private final Map<String, Member<T, ?, ?>> byAlias;

    private ModelType(Declaration<T, ?> declaration) {
        this.name = declaration.name;
        this.builders = declaration.builders;
        this.members = new LinkedHashMap<>(declaration.members);
        this.byAlias = new HashMap<>(declaration.byAlias);
        // Behind a prefix, a member's own name is another name of it.
        this.byAlias.putAll(members);
    }

    /**
     * Begins the description of a class.
     *
     * @param <T> the class
     * @param <B> its builder
     * @param name the name of its schema
     * @param builders makes empty builders
     * @return a declaration to add members to
     */
    public static <T extends DciObject, B extends ModelBuilder<T, B>> Declaration<T, B> declare(
            String name, Supplier<B> builders) {
        return new Declaration<>(name, builders);
    }

    /**
     * The name of the schema.
     *
     * @return for example {@code Person}
     */
    public String name() {
        return name;
    }

    /**
     * The members that the schema defines.
     *
     * @return their names on the wire, in the order of the schema
     */
    public List<String> memberNames() {
        return List.copyOf(members.keySet());
    }

    /**
     * Whether the schema defines a member.
     *
     * @param member a name on the wire
     * @return true if it does
     */
    public boolean hasMember(String member) {
        return members.containsKey(member);
    }

    /**
     * The keys from which a member is read: the standard's own, and those under which senders write it. Each is also read
     * behind a prefix such as {@code spdci:}.
     *
     * @param member a name on the wire
     * @return the keys, the standard's first; empty if the schema does not define the member
     */
    public List<String> keysOf(String member) {
        Member<T, ?, ?> declared = members.get(member);
        if (declared == null) {
            return List.of();
        }
        List<String> keys = new ArrayList<>();
        keys.add(member);
        keys.addAll(declared.traits().aliases());
        return List.copyOf(keys);
    }

    /**
     * The member that is read from a key: its own, one of its other names, or either of them behind a prefix.
     *
     * @param key a key as senders write it
     * @return the member's name on the wire, if the key stands for a member
     */
    public Optional<String> memberFor(String key) {
        Member<T, ?, ?> own = members.get(key);
        return Optional.ofNullable(own == null ? byAlias.get(bare(key)) : own).map(Member::name);
    }

    /**
     * How one value of a member is read and written: of a list, one of its items.
     *
     * @param member a name on the wire
     * @return a {@link ModelType}, a {@link CodeType} or one of {@link ValueTypes}, if the schema defines the member
     */
    public Optional<ValueType<?>> valueType(String member) {
        return Optional.ofNullable(members.get(member))
                .map(declared -> declared.type().single());
    }

    /**
     * Looks a member up in an object.
     *
     * @param object an object of this class
     * @param member a name on the wire
     * @return the typed value, a list for a member that is one; empty when it is absent or the schema does not define it
     * @throws IllegalStateException if the object is of another class
     */
    public Optional<Object> value(DciObject object, String member) {
        Member<T, ?, ?> declared = members.get(member);
        return declared == null ? Optional.empty() : Optional.ofNullable(declared.get(cast(object)));
    }

    /** A key without the prefixes under which senders write the standard's names: {@code spdci:x}, {@code :x}. */
    static String bare(String key) {
        int colon = key.indexOf(':');
        boolean prefixed = colon == 0
                || (colon > 0 && PREFIX.matcher(key.substring(0, colon)).matches());
        return prefixed ? key.substring(colon + 1) : key;
    }

    /**
     * The members that the schema requires.
     *
     * @return their names on the wire
     */
    public List<String> requiredMembers() {
        return members.values().stream()
                .filter(Member::isRequired)
                .map(Member::name)
                .toList();
    }

    /**
     * Takes an object as one of this class.
     *
     * @param object the object
     * @return the same object
     * @throws IllegalStateException if it is of another class
     */
    @SuppressWarnings("unchecked") // An object's class names the one ModelType of that class.
    public T cast(DciObject object) {
        if (object.modelType() != this) {
            throw new IllegalStateException(object.modelType() + " is not " + this);
        }
        return (T) object;
    }

    /**
     * Makes an object from plain values, as other JSON libraries hand them over.
     *
     * @param plain a map as {@link JsonValue#ofPlain} takes it
     * @return the object; deviations from the standard are kept, and not reported
     */
    public T fromMap(Map<String, ? extends @Nullable Object> plain) {
        Bound<T> bound = read(JsonValue.ofPlain(plain), Reading.top("", finding -> {}));
        return Objects.requireNonNull(bound.value(), "an object always binds");
    }

    @Override
    Bound<T> read(JsonValue received, Reading at) {
        if (!(received instanceof JsonValue.JsonObject object)
                || (object.members().isEmpty() && !at.isTop())) {
            return readOther(received, at);
        }
        ModelBuilder<T, ?> builder = builders.get();
        Set<String> taken = new HashSet<>();
        object.members().forEach((key, value) -> {
            Member<T, ?, ?> member = memberIn(object, key);
            if (member == null || !taken.add(member.name())) {
                builder.keepAdditional(key, value);
            } else {
                member.read(builder, key, value, at.member(key));
            }
        });
        if (taken.isEmpty() && !at.isTop() && SchemaText.isSchema(object)) {
            return absent(received, at, Rule.RECORDS_SCHEMA);
        }
        T read = builder.build();
        for (Member<T, ?, ?> member : members.values()) {
            if (member.isRequired() && member.isMissing(read)) {
                at.member(member.name()).report(Rule.REQUIRED_MEMBER);
            }
        }
        return Bound.exact(read);
    }

    /** Which member a key of an object means. The standard's own key counts before any other name of the member. */
    private @Nullable Member<T, ?, ?> memberIn(JsonValue.JsonObject object, String key) {
        Member<T, ?, ?> own = members.get(key);
        if (own != null) {
            return own;
        }
        Member<T, ?, ?> other = byAlias.get(bare(key));
        return other == null || object.members().containsKey(other.name()) ? null : other;
    }

    @Override
    void write(JsonGenerator out, T object) throws IOException {
        out.writeStartObject();
        for (Member<T, ?, ?> member : members.values()) {
            member.write(out, object);
        }
        for (Map.Entry<String, JsonValue> additional :
                object.additionalProperties().entrySet()) {
            JsonText.writeName(out, additional.getKey());
            additional.getValue().write(out);
        }
        out.writeEndObject();
    }

    /** Writes an object of which only the base type is known at the place of the call. */
    void writeObject(JsonGenerator out, DciObject object) throws IOException {
        write(out, cast(object));
    }

    boolean equal(DciObject one, DciObject other) {
        if (one.modelType() != this || other.modelType() != this) {
            return false;
        }
        for (Member<T, ?, ?> member : members.values()) {
            if (!Objects.equals(member.get(cast(one)), member.get(cast(other)))) {
                return false;
            }
        }
        return one.additionalProperties().equals(other.additionalProperties());
    }

    int hash(DciObject object) {
        int hash = object.additionalProperties().hashCode();
        for (Member<T, ?, ?> member : members.values()) {
            hash = 31 * hash + Objects.hashCode(member.get(cast(object)));
        }
        return hash;
    }

    @Override
    String describe(T object) {
        List<String> parts = new ArrayList<>();
        for (Member<T, ?, ?> member : members.values()) {
            member.describe(object, parts);
        }
        if (!object.additionalProperties().isEmpty()) {
            parts.add(object.additionalProperties().size() + " additional");
        }
        return name + "[" + String.join(", ", parts) + "]";
    }

    String describeObject(DciObject object) {
        return describe(cast(object));
    }

    @Override
    public String toString() {
        return "ModelType[" + name + "]";
    }

    /**
     * The members of a class while they are being declared.
     *
     * @param <T> the class
     * @param <B> its builder
     */
    public static final class Declaration<T extends DciObject, B extends ModelBuilder<T, B>> {
        private final String name;
        private final Supplier<B> builders;
        private final Map<String, Member<T, ?, ?>> members = new LinkedHashMap<>();
        private final Map<String, Member<T, ?, ?>> byAlias = new HashMap<>();

        private Declaration(String name, Supplier<B> builders) {
            this.name = name;
            this.builders = builders;
        }

        /**
         * Declares a member.
         *
         * @param <V> the Java type of its value
         * @param member its name on the wire
         * @param type how its value is read and written
         * @param traits what else the schema says about it
         * @param getter reads it from an object; gives null when it is absent
         * @param setter hands it to a builder
         * @return this
         * @throws IllegalArgumentException if the name or an alias was declared before
         */
        public <V> Declaration<T, B> member(
                String member, ValueType<V> type, MemberTraits traits, Getter<T, V> getter, BiConsumer<B, V> setter) {
            ValueType<V> bare = traits.unwraps().isEmpty() ? type : type.unwrapping(traits.unwraps());
            Member<T, B, V> declared = new Member<>(member, bare, traits, getter, setter);
            declareOnce(members, member, declared);
            for (String alias : traits.aliases()) {
                declareOnce(byAlias, alias, declared);
            }
            return this;
        }

        private void declareOnce(Map<String, Member<T, ?, ?>> names, String key, Member<T, ?, ?> member) {
            if (names.put(key, member) != null) {
                throw new IllegalArgumentException(key + " stands for two members of " + name);
            }
        }

        /**
         * Ends the declaration.
         *
         * @return the description
         * @throws IllegalArgumentException if an alias of one member is the name of another
         */
        public ModelType<T> build() {
            for (String member : members.keySet()) {
                if (byAlias.containsKey(member)) {
                    throw new IllegalArgumentException(member + " stands for two members of " + name);
                }
            }
            return new ModelType<>(this);
        }
    }

    /**
     * Reads a member from an object.
     *
     * @param <T> the class of the object
     * @param <V> the Java type of the member's value
     */
    @FunctionalInterface
    public interface Getter<T, V> {
        /**
         * Reads the member.
         *
         * @param object the object
         * @return the value; null when the member is absent
         */
        @Nullable
        V get(T object);
    }
}
