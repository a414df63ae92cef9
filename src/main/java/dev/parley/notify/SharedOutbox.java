package dev.parley.notify;

import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import dev.parley.protocol.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.nosql.Column;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The development outbox of several nodes together. */
@ApplicationScoped
class SharedOutbox {
    private static final String COLLECTION = "outbox";
    private static final String AT = "at";

    @Inject
    MongoDatabase database;

    /** As stored. */
    @Entity(COLLECTION)
    public record Stored(@Id String id, @Column String channel, @Column String to, @Column @Nullable String subject, @Column String text,
            @Column @Nullable String code, @Column @Nullable String link, @Column @Nullable String calendar, @Column Instant at) {
        Outbox.Kept kept() {
            return new Outbox.Kept(channel, to, subject, text, code, link, calendar, at);
        }
    }

    void keep(Outbox.Kept message) {
        outbox().insertOne(new Stored(Ids.fresh(), message.channel(), message.to(), message.subject(), message.text(), message.code(), message.link(), message.calendar(), message.at()));
        Stored oldest = outbox().find().sort(Sorts.descending(AT)).skip(Outbox.KEPT - 1).first();
        if (oldest != null) {
            outbox().deleteMany(lt(AT, oldest.at()));
        }
    }

    List<Outbox.Kept> newestFirst() {
        return outbox().find().sort(Sorts.descending(AT)).limit(Outbox.KEPT).map(Stored::kept).into(new ArrayList<>());
    }

    private MongoCollection<Stored> outbox() {
        return database.getCollection(COLLECTION, Stored.class);
    }
}
