package dev.parley.store;

import com.mongodb.MongoClientSettings;
import jakarta.nosql.AttributeConverter;
import jakarta.nosql.Entity;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bson.BsonReader;
import org.bson.BsonWriter;
import org.bson.Document;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.configuration.CodecProvider;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;
import org.eclipse.jnosql.communication.Value;
import org.eclipse.jnosql.mapping.metadata.ClassConverter;
import org.eclipse.jnosql.mapping.metadata.FieldMetadata;
import org.eclipse.jnosql.mapping.metadata.FieldParameterMetadata;
import org.eclipse.jnosql.mapping.metadata.ParameterMetaData;
import org.jspecify.annotations.Nullable;

/**
 * Lets the driver read and write entities as JNoSQL describes them, so that each has one mapping, whoever asks for it. What is null is left
 * out, because a unique index would count it; a time is a date, because the database lets no text expire; an id is a text ({@link TextRecords}).
 */
public final class EntityCodecs implements CodecProvider {
    public static final CodecRegistry REGISTRY = CodecRegistries.fromRegistries(CodecRegistries.fromProviders(new EntityCodecs()),
            MongoClientSettings.getDefaultCodecRegistry());

    private EntityCodecs() {}

    @Override
    public <T> @Nullable Codec<T> get(Class<T> type, CodecRegistry registry) {
        if (type.isAnnotationPresent(Entity.class)) {
            return codec(type, registry.get(Document.class));
        }
        return TextRecords.isOne(type) ? TextRecords.codec(type) : null;
    }

    private static <T> Codec<T> codec(Class<T> type, Codec<Document> documents) {
        var mapping = ClassConverter.load().apply(type);
        List<Converted<FieldMetadata>> fields = mapping.fields().stream().map(Converted::of).toList();
        List<Converted<ParameterMetaData>> parameters = mapping.constructor().parameters().stream().map(Converted::of).toList();
        Constructor<T> constructor = constructor(type);
        return new Codec<>() {
            @Override
            public void encode(BsonWriter writer, T entity, EncoderContext context) {
                Document document = new Document();
                for (Converted<FieldMetadata> field : fields) {
                    Object value = field.of().read(entity);
                    if (value != null) {
                        document.append(field.of().name(), field.stored(value));
                    }
                }
                documents.encode(writer, document, context);
            }

            @Override
            public T decode(BsonReader reader, DecoderContext context) {
                Document document = documents.decode(reader, context);
                Object[] values = parameters.stream().map(parameter -> parameter.read(document.get(parameter.of().name()), parameter.of().type())).toArray();
                try {
                    return constructor.newInstance(values);
                } catch (ReflectiveOperationException broken) {
                    throw new IllegalStateException("What is stored makes no " + type.getSimpleName(), broken);
                }
            }

            @Override
            public Class<T> getEncoderClass() {
                return type;
            }
        };
    }

    /** Entities are records. JNoSQL's own way of making them needs CDI. */
    private static <T> Constructor<T> constructor(Class<T> type) {
        try {
            Constructor<T> constructor = type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException none) {
            throw new IllegalStateException(none);
        }
    }

    /** A part of an entity, with the converter that it names if it does. */
    private record Converted<M extends FieldParameterMetadata>(M of, Optional<AttributeConverter<Object, Object>> converter) {
        static <M extends FieldParameterMetadata> Converted<M> of(M part) {
            return new Converted<>(part, part.newConverter());
        }

        Object stored(Object value) {
            return converter.map(by -> by.convertToDatabaseColumn(value)).orElse(value);
        }

        @Nullable Object read(@Nullable Object stored, Class<?> as) {
            if (stored == null) {
                return null;
            }
            return converter.map(by -> by.convertToEntityAttribute(stored)).orElseGet(() -> as.isInstance(stored) ? stored : Value.of(stored).get(as));
        }
    }
}
