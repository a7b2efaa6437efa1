package io.github.dcisdk.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model as the generator makes them, but of any members: it keeps its values in a map. */
final class TestRecord extends DciObject {
    private final Shape shape;
    private final Map<String, Object> values;

    private TestRecord(Builder builder) {
        super(builder);
        this.shape = builder.shape;
        this.values = Map.copyOf(builder.values);
    }

    static Shape shape(String name) {
        return new Shape(name);
    }

    Optional<Object> get(String member) {
        return Optional.ofNullable(values.get(member));
    }

    Builder toBuilder() {
        return new Builder(this);
    }

    @Override
    public ModelType<TestRecord> modelType() {
        return shape.type();
    }

    /** The members of one class. */
    static final class Shape {
        private final ModelType.Declaration<TestRecord, Builder> declaration;
        private ModelType<TestRecord> type;

        private Shape(String name) {
            this.declaration = ModelType.declare(name, () -> new Builder(this));
        }

        <V> Shape with(String member, ValueType<V> valueType) {
            return with(member, valueType, MemberTraits.PLAIN);
        }

        @SuppressWarnings("unchecked")
        <V> Shape with(String member, ValueType<V> valueType, MemberTraits traits) {
            declaration.member(
                    member,
                    valueType,
                    traits,
                    record -> (V) record.values.get(member),
                    (b, value) -> b.set(member, value));
            return this;
        }

        /** This class as the type of one of its own members. */
        ValueType<TestRecord> self() {
            return ValueTypes.of(this::type);
        }

        ModelType<TestRecord> type() {
            if (type == null) {
                type = declaration.build();
            }
            return type;
        }

        Builder builder() {
            return new Builder(this);
        }
    }

    static final class Builder extends ModelBuilder<TestRecord, Builder> {
        private final Shape shape;
        private final Map<String, Object> values = new LinkedHashMap<>();

        private Builder(Shape shape) {
            this.shape = shape;
        }

        private Builder(TestRecord record) {
            super(record);
            this.shape = record.shape;
            values.putAll(record.values);
        }

        Builder set(String member, Object value) {
            replace(member);
            if (value == null) {
                values.remove(member);
            } else {
                values.put(member, value instanceof List<?> list ? List.copyOf(list) : value);
            }
            return this;
        }

        @Override
        public TestRecord build() {
            return new TestRecord(this);
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected ModelType<TestRecord> modelType() {
            return shape.type();
        }
    }
}
