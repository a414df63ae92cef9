package dev.parley.store;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Field;
import com.mongodb.client.model.Filters;
import jakarta.nosql.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonDocumentReader;
import org.bson.Document;
import org.bson.codecs.DecoderContext;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** An entity and those of other collections that belong to it, read in one question. */
public final class Related {
    private static final String NAMED = "Named";
    private static final String HELD = "Held";

    private final BsonDocument found;

    private Related(BsonDocument found) {
        this.found = found;
    }

    /**
     * Entities that are read with another.
     *
     * @param ids theirs
     * @param field where the other holds the id of one more
     */
    public record With(Class<?> type, List<?> ids, @Nullable String field) {

        /** By a list of ids within the document, because both databases look that up by the index. */
        private List<Bson> stages() {
            String collection = collection(type);
            String named = collection + NAMED;
            List<Bson> stages = new ArrayList<>(List.of(Aggregates.addFields(new Field<>(named, new Document("$literal", ids))),
                    Aggregates.lookup(collection, named, "_id", named)));
            if (field != null) {
                stages.add(Aggregates.lookup(collection, field, "_id", collection + HELD));
            }
            return stages;
        }
    }

    public static Optional<Related> find(MongoDatabase database, Class<?> type, Object id, List<With> others) {
        List<Bson> stages = new ArrayList<>(List.of(Aggregates.match(Filters.eq("_id", id))));
        others.forEach(other -> stages.addAll(other.stages()));
        return Optional.ofNullable(database.getCollection(collection(type)).aggregate(stages, BsonDocument.class).first()).map(Related::new);
    }

    /** The entity that was looked for. */
    public <T> T as(Class<T> type) {
        return read(type, found);
    }

    /** Those that were read with it; one that was asked for twice may be there twice. */
    public <T> List<T> all(Class<T> type) {
        return Stream.of(NAMED, HELD).flatMap(how -> found.getArray(collection(type) + how, new BsonArray()).stream())
                .map(each -> read(type, each.asDocument())).toList();
    }

    private static <T> T read(Class<T> type, BsonDocument document) {
        return EntityCodecs.REGISTRY.get(type).decode(new BsonDocumentReader(document), DecoderContext.builder().build());
    }

    private static String collection(Class<?> type) {
        return type.getAnnotation(Entity.class).value();
    }
}
