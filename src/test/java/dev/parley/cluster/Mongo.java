package dev.parley.cluster;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.parley.embedded.EmbeddedDatabase;
import dev.parley.entity.EntityCodecs;
import java.nio.file.Path;

/** The embedded database, over TCP and with the driver, as several nodes would share a real one. */
public final class Mongo implements AutoCloseable {
    private final EmbeddedDatabase embedded;
    private final MongoClient client;

    public Mongo(Path folder) {
        embedded = new EmbeddedDatabase(folder);
        client = MongoClients.create(embedded.address());
    }

    public MongoDatabase database() {
        return client.getDatabase("parley").withCodecRegistry(EntityCodecs.REGISTRY);
    }

    void clear() {
        database().getCollection("nodes").deleteMany(new org.bson.BsonDocument());
        database().getCollection("liveRooms").deleteMany(new org.bson.BsonDocument());
    }

    @Override
    public void close() {
        client.close();
        embedded.close();
    }
}
