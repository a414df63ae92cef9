package dev.parley.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes records as JSON between nodes, and reads them again. Fields go by their names: one that is missing is null, zero or false, and one that is
 * unknown is skipped, so that nodes of two versions understand each other. Only the records that the expected type leads to can be read.
 */
public final class Records {
    /** Says which record of a sealed interface follows. */
    private static final String KIND = "_";
    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type);
        }
    };
    private static final ClassValue<Map<String, Class<?>>> KINDS = new ClassValue<>() {
        @Override
        protected Map<String, Class<?>> computeValue(Class<?> type) {
            Map<String, Class<?>> kinds = new HashMap<>();
            collect(type, kinds);
            return kinds;
        }
    };

    /** Interfaces that are open, with the one record that is read for each. */
    private final Map<Class<?>, Class<?>> known;

    public Records(Map<Class<?>, Class<?>> known) {
        this.known = known;
    }

    /** A record. If its only field is a text, it is written as that text. */
    private record Shape(List<Part> parts, Constructor<?> constructor, boolean bare) {
        static Shape of(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            try {
                Constructor<?> constructor = type.getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
                constructor.setAccessible(true);
                List<Part> parts = Arrays.stream(components).map(component -> {
                    component.getAccessor().setAccessible(true);
                    return new Part(component.getName(), component.getGenericType(), component.getAccessor());
                }).toList();
                return new Shape(parts, constructor, parts.size() == 1 && parts.getFirst().type() == String.class);
            } catch (NoSuchMethodException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    private record Part(String name, Type type, Method accessor) {
        @Nullable Object of(Object value) {
            try {
                return accessor.invoke(value);
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    private static void collect(Class<?> type, Map<String, Class<?>> kinds) {
        if (type.isRecord()) {
            Class<?> other = kinds.put(type.getSimpleName(), type);
            if (other != null) {
                throw new IllegalArgumentException("two records have this name: " + type + ", " + other);
            }
        } else {
            for (Class<?> each : Objects.requireNonNull(type.getPermittedSubclasses(), type::getName)) {
                collect(each, kinds);
            }
        }
    }

    /** Writes it as it will be read: as this type. */
    public String write(Class<?> as, Object value) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator json = JsonText.generator(text)) {
            write(json, as, value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private void write(JsonGenerator json, Type as, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(text);
            case Boolean flag -> json.writeBoolean(flag);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Instant at -> json.writeString(at.toString());
            case Enum<?> one -> json.writeString(one.name());
            case Map<?, ?> map -> {
                json.writeStartArray();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    write(json, argument(as, 0), entry.getKey());
                    write(json, argument(as, 1), entry.getValue());
                }
                json.writeEndArray();
            }
            case Iterable<?> some -> {
                json.writeStartArray();
                for (Object each : some) {
                    write(json, argument(as, 0), each);
                }
                json.writeEndArray();
            }
            default -> writeRecord(json, (Class<?>) as, value);
        }
    }

    private void writeRecord(JsonGenerator json, Class<?> as, Object value) throws IOException {
        Shape shape = SHAPES.get(value.getClass());
        boolean oneOfMany = as.isInterface() && !known.containsKey(as);
        if (shape.bare() && !oneOfMany) {
            json.writeString((String) shape.parts().getFirst().of(value));
            return;
        }
        json.writeStartObject();
        if (oneOfMany) {
            json.writeStringField(KIND, value.getClass().getSimpleName());
        }
        for (Part part : shape.parts()) {
            Object content = part.of(value);
            if (content != null) {
                json.writeFieldName(part.name());
                write(json, part.type(), content);
            }
        }
        json.writeEndObject();
    }

    /** Throws {@link IllegalArgumentException} if this is not such a record. */
    public <T> T read(Class<T> as, String text) {
        try (JsonParser json = JsonText.parser(text)) {
            json.nextToken();
            return as.cast(Objects.requireNonNull(read(json, as)));
        } catch (IOException | ClassCastException | NullPointerException bad) {
            throw new IllegalArgumentException("not a " + as.getSimpleName(), bad);
        }
    }

    private @Nullable Object read(JsonParser json, Type as) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (as instanceof ParameterizedType generic) {
            return readMany(json, generic);
        }
        Class<?> type = (Class<?>) as;
        if (type == String.class) {
            return json.getText();
        } else if (type == boolean.class || type == Boolean.class) {
            return json.getBooleanValue();
        } else if (type == int.class || type == Integer.class) {
            return json.getIntValue();
        } else if (type == long.class || type == Long.class) {
            return json.getLongValue();
        } else if (type == Instant.class) {
            return Instant.parse(json.getText());
        } else if (type.isEnum()) {
            String name = json.getText();
            return Arrays.stream(type.getEnumConstants()).filter(one -> ((Enum<?>) one).name().equals(name)).findFirst().orElseThrow(IllegalArgumentException::new);
        }
        return readRecord(json, type);
    }

    private Object readMany(JsonParser json, ParameterizedType as) throws IOException {
        if (as.getRawType() == Map.class) {
            Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                Object key = read(json, argument(as, 0));
                json.nextToken();
                map.put(key, read(json, argument(as, 1)));
            }
            return map;
        }
        List<@Nullable Object> some = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            some.add(read(json, argument(as, 0)));
        }
        return as.getRawType() == Set.class ? new HashSet<>(some) : some;
    }

    private Object readRecord(JsonParser json, Class<?> as) throws IOException {
        Class<?> type = known.getOrDefault(as, as);
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return make(type, json.getText());
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("not a " + type.getSimpleName());
        }
        json.nextToken();
        if (type.isInterface()) {
            if (!KIND.equals(json.currentName()) || json.nextToken() != JsonToken.VALUE_STRING) {
                throw new IllegalArgumentException("which " + type.getSimpleName() + " is not said");
            }
            Class<?> kind = KINDS.get(type).get(json.getText());
            if (kind == null) {
                throw new IllegalArgumentException("not a " + type.getSimpleName() + ": " + json.getText());
            }
            type = kind;
            json.nextToken();
        }
        List<Part> parts = SHAPES.get(type).parts();
        @Nullable Object[] values = new Object[parts.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = nothing(parts.get(i).type());
        }
        while (json.currentToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            int index = 0;
            while (index < values.length && !parts.get(index).name().equals(name)) {
                index++;
            }
            if (index < values.length) {
                values[index] = read(json, parts.get(index).type());
            } else {
                json.skipChildren();
            }
            json.nextToken();
        }
        return make(type, values);
    }

    private static @Nullable Object nothing(Type type) {
        return type == boolean.class ? (Object) false : type == int.class ? (Object) 0 : type == long.class ? (Object) 0L : null;
    }

    private static Object make(Class<?> type, @Nullable Object... values) {
        try {
            return SHAPES.get(type).constructor().newInstance(values);
        } catch (InvocationTargetException refused) {
            throw new IllegalArgumentException("not a " + type.getSimpleName(), refused.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Type argument(Type as, int index) {
        return ((ParameterizedType) as).getActualTypeArguments()[index];
    }
}
