package dev.parley.entity;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import org.bson.BsonReader;
import org.bson.BsonWriter;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.eclipse.jnosql.communication.ValueReader;
import org.eclipse.jnosql.communication.ValueWriter;

/**
 * Stores a record with a single text, such as an id, as that text. {@link EntityCodecs} passes this on to the driver, and JNoSQL loads this
 * class as a service, so that both store and query in the same way.
 */
public final class TextRecords implements ValueReader, ValueWriter<Record, String> {
    private static final ClassValue<Optional<Around>> KNOWN = new ClassValue<>() {
        @Override
        protected Optional<Around> computeValue(Class<?> type) {
            return around(type);
        }
    };

    /** How to make such a record from its text, and how to read the text from it. */
    private record Around(Constructor<?> maker, Method text) {}

    static boolean isOne(Class<?> type) {
        return KNOWN.get(type).isPresent();
    }

    static <T> Codec<T> codec(Class<T> type) {
        return new Codec<>() {
            @Override
            public void encode(BsonWriter writer, T one, EncoderContext context) {
                writer.writeString(text(one));
            }

            @Override
            public T decode(BsonReader reader, DecoderContext context) {
                return of(type, reader.readString());
            }

            @Override
            public Class<T> getEncoderClass() {
                return type;
            }
        };
    }

    @Override
    public boolean test(Class<?> type) {
        return isOne(type);
    }

    @Override
    public <T> T read(Class<T> type, Object stored) {
        return of(type, stored.toString());
    }

    @Override
    public String write(Record one) {
        return text(one);
    }

    private static String text(Object one) {
        try {
            return (String) KNOWN.get(one.getClass()).orElseThrow().text().invoke(one);
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static <T> T of(Class<T> type, String text) {
        try {
            return type.cast(KNOWN.get(type).orElseThrow().maker().newInstance(text));
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException("The stored value is not a valid " + type.getSimpleName(), broken);
        }
    }

    private static Optional<Around> around(Class<?> type) {
        RecordComponent[] parts = type.getRecordComponents();
        if (parts == null || parts.length != 1 || parts[0].getType() != String.class) {
            return Optional.empty();
        }
        try {
            Constructor<?> maker = type.getDeclaredConstructor(String.class);
            Method text = parts[0].getAccessor();
            maker.setAccessible(true);
            text.setAccessible(true);
            return Optional.of(new Around(maker, text));
        } catch (NoSuchMethodException none) {
            throw new IllegalStateException(none);
        }
    }
}
