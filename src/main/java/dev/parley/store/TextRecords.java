package dev.parley.store;

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
 * A record around one text, such as an id, is stored as that text. {@link EntityCodecs} tells the driver so, and JNoSQL loads this class as a
 * service: what is stored and what is asked for agree, whoever does it.
 */
public final class TextRecords implements ValueReader, ValueWriter<Record, String> {
    private static final ClassValue<Optional<Around>> KNOWN = new ClassValue<>() {
        @Override
        protected Optional<Around> computeValue(Class<?> type) {
            return around(type);
        }
    };

    /** How such a record is made of its text, and asked for it. */
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
            throw new IllegalStateException("What is stored makes no " + type.getSimpleName(), broken);
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
