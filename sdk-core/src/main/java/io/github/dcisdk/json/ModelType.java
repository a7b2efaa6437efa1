package io.github.dcisdk.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The description of one generated class: its members, how each is read and written, which are required, which may be
 * logged. Reading, writing, comparing and printing all follow this one table. Immutable, thread-safe.
 *
 * @param <T> the generated class
 */
public final class ModelType<T extends DciObject> extends ValueType<T> {
    private final String name;
    private final Supplier<? extends ModelBuilder<T, ?>> builders;
    private final Map<String, Member<T, ?, ?>> members;

    private ModelType(
            String name, Supplier<? extends ModelBuilder<T, ?>> builders, Map<String, Member<T, ?, ?>> members) {
        this.name = name;
        this.builders = builders;
        this.members = members;
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
     * Makes an object from plain values, as other JSON libraries hand them over.
     *
     * @param plain a map as {@link JsonValue#ofPlain} takes it
     * @return the object; deviations from the standard are kept, and not reported
     */
    public T fromMap(Map<String, ? extends @Nullable Object> plain) {
        Bound<T> bound = read(JsonValue.ofPlain(plain), new Reading("", finding -> {}), "");
        return Objects.requireNonNull(bound.value(), "an object always binds");
    }

    @Override
    boolean isDeclaredForm(JsonToken token) {
        return token == JsonToken.START_OBJECT;
    }

    @Override
    Bound<T> readDeclaredForm(JsonParser in, Reading reading) throws IOException {
        String pointer = reading.base() + in.getParsingContext().getParent().pathAsPointer();
        ModelBuilder<T, ?> builder = builders.get();
        boolean empty = true;
        while (in.nextToken() != JsonToken.END_OBJECT) {
            empty = false;
            String memberName = in.currentName();
            in.nextToken();
            Member<T, ?, ?> member = members.get(memberName);
            if (member == null) {
                builder.keepAdditional(memberName, JsonValue.read(in));
            } else {
                member.read(builder, in, reading);
            }
        }
        if (empty && !in.getParsingContext().inRoot()) {
            // Senders write {} for "nothing" as they write "".
            return absent(new JsonValue.JsonObject(Map.of()), reading, pointer, Rule.EMPTY_FOR_ABSENT);
        }
        T object = builder.build();
        for (Member<T, ?, ?> member : members.values()) {
            if (member.isRequired() && member.isMissing(object)) {
                reading.report(pointer + "/" + member.name(), Rule.REQUIRED_MEMBER);
            }
        }
        return Bound.exact(object);
    }

    @Override
    Bound<T> convert(JsonValue received, Reading reading, String pointer) {
        if (isEmpty(received)) {
            return absent(received, reading, pointer, Rule.EMPTY_FOR_ABSENT);
        } else if (received instanceof JsonValue.JsonArray array) {
            return convertList(array, reading, pointer);
        }
        return absent(received, reading, pointer, Rule.WRONG_TYPE);
    }

    @Override
    void write(JsonGenerator out, T object) throws IOException {
        out.writeStartObject();
        for (Member<T, ?, ?> member : members.values()) {
            member.write(out, object);
        }
        for (Map.Entry<String, JsonValue> additional :
                object.additionalProperties().entrySet()) {
            out.writeFieldName(additional.getKey());
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

    /** Every object names the one ModelType of its own class, so the cast holds for all callers above. */
    @SuppressWarnings("unchecked")
    private T cast(DciObject object) {
        return (T) object;
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
         */
        public <V> Declaration<T, B> member(
                String member,
                ValueType<V> type,
                MemberTraits traits,
                Function<T, @Nullable V> getter,
                BiConsumer<B, V> setter) {
            members.put(member, new Member<>(member, type, traits, getter, setter));
            return this;
        }

        /**
         * Ends the declaration.
         *
         * @return the description
         */
        public ModelType<T> build() {
            return new ModelType<>(name, builders, members);
        }
    }

    private record Member<T extends DciObject, B extends ModelBuilder<T, B>, V>(
            String name,
            ValueType<V> type,
            MemberTraits traits,
            Function<T, @Nullable V> getter,
            BiConsumer<B, V> setter) {

        boolean isRequired() {
            return traits.isRequired();
        }

        @Nullable
        V get(T object) {
            return getter.apply(object);
        }

        boolean isMissing(T object) {
            return get(object) == null && object.asReceived(name).isEmpty();
        }

        // Declaration ties the builder's type to the member's, and only builders of the same ModelType come here.
        @SuppressWarnings("unchecked")
        void read(ModelBuilder<T, ?> builder, JsonParser in, Reading reading) throws IOException {
            Bound<V> bound = type.read(in, reading);
            builder.replace(name);
            if (bound.value() != null) {
                setter.accept((B) builder, bound.value());
            }
            if (bound.asReceived() != null) {
                builder.keepReceived(name, bound.asReceived());
            }
        }

        void write(JsonGenerator out, T object) throws IOException {
            JsonValue received = object.received().get(name);
            V value = received == null ? get(object) : null;
            if (received != null) {
                out.writeFieldName(name);
                received.write(out);
            } else if (value != null) {
                out.writeFieldName(name);
                type.write(out, value);
            }
        }

        void describe(T object, List<String> parts) {
            V value = get(object);
            if (value != null && traits.isLoggable()) {
                parts.add(name + "=" + type.describe(value));
            } else if (value instanceof List<?> list) {
                parts.add(name + "(" + list.size() + ")");
            } else if (value != null) {
                parts.add(name);
            }
        }
    }
}
