package io.github.dcisdk.contract;

import io.github.dcisdk.json.Code;
import io.github.dcisdk.json.CodeType;
import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.json.ModelBuilder;
import io.github.dcisdk.json.ModelType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/** The generated classes of one package of the module under test, found by looking into {@code target/classes}. */
final class Models {
    /** Deep enough for a group with a member who is a person with an address and a place. */
    private static final int DEPTH = 6;

    /** Stands in every text, so that it is recognised where it must not be. */
    static final String SECRET = "Almaz";

    private Models() {}

    static List<ModelType<?>> modelTypes(String packageName) {
        return classes(packageName)
                .filter(DciObject.class::isAssignableFrom)
                .<ModelType<?>>map(type -> (ModelType<?>) constant(type))
                .toList();
    }

    static List<CodeType<?>> codeTypes(String packageName) {
        return classes(packageName)
                .filter(Code.class::isAssignableFrom)
                .<CodeType<?>>map(type -> (CodeType<?>) constant(type))
                .toList();
    }

    private static Stream<Class<?>> classes(String packageName) {
        Path folder = Path.of("target/classes", packageName.split("\\."));
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.contains("$") && !name.contains("-"))
                    .sorted()
                    .<Class<?>>map(name -> load(packageName + "." + name.replace(".class", "")))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object constant(Class<?> type) {
        try {
            return type.getField("TYPE").get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The class of a model; its name is that of the schema. */
    static Class<?> classOf(ModelType<?> type) {
        return type.fromMap(Map.of()).getClass();
    }

    /** An object with every member set, down to a depth that ends circles; each value is another. */
    static DciObject full(ModelType<?> type) {
        int[] count = {0};
        return full(classOf(type), DEPTH, () -> count[0]++).orElseThrow();
    }

    private static Optional<DciObject> full(Class<?> type, int depth, IntSupplier numbers) {
        if (depth == 0) {
            return Optional.empty();
        }
        try {
            Class<?> builderType = Class.forName(type.getName() + "$Builder");
            ModelBuilder<?, ?> builder = newBuilder(type);
            for (Method setter : setters(builderType)) {
                Optional<?> value = value(setter.getGenericParameterTypes()[0], depth, numbers);
                if (value.isPresent()) {
                    setter.invoke(builder, value.get());
                }
            }
            return Optional.of(builder.build());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A builder with what the standard requires; the setters overwrite it. */
    private static ModelBuilder<?, ?> newBuilder(Class<?> type) throws ReflectiveOperationException {
        DciObject empty = ((ModelType<?>) constant(type)).fromMap(Map.of());
        return (ModelBuilder<?, ?>) type.getMethod("toBuilder").invoke(empty);
    }

    static List<Method> setters(Class<?> builderType) {
        return Stream.of(builderType.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers())
                        && !method.isBridge()
                        && method.getParameterCount() == 1
                        && method.getReturnType() == builderType)
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    private static Optional<?> value(Type type, int depth, IntSupplier numbers) {
        if (type instanceof ParameterizedType list) {
            return value(list.getActualTypeArguments()[0], depth, numbers).map(List::of);
        }
        Class<?> plain = (Class<?>) type;
        if (DciObject.class.isAssignableFrom(plain)) {
            return full(plain, depth - 1, numbers);
        }
        int number = numbers.getAsInt();
        if (Code.class.isAssignableFrom(plain)) {
            List<? extends Code> codes = ((CodeType<?>) constant(plain)).listed();
            return Optional.of(codes.get(number % codes.size()));
        }
        Map<Class<?>, Object> values = Map.of(
                String.class,
                text(number),
                Integer.class,
                1_000_000 + number,
                Long.class,
                1_000_000L + number,
                BigDecimal.class,
                new BigDecimal("0." + (1_000_000 + number)),
                Boolean.class,
                number % 2 == 0,
                DciDateTime.class,
                DciDateTime.of(Instant.ofEpochSecond(1_700_000_000L + number)),
                JsonValue.class,
                JsonValue.of(text(number)),
                JsonObject.class,
                new JsonObject(Map.of("key" + number, JsonValue.of(text(number)))));
        return Optional.of(values.get(plain));
    }

    private static String text(int number) {
        return SECRET + (1_000_000 + number);
    }
}
