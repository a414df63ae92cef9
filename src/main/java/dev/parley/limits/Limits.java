package dev.parley.limits;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import dev.parley.problem.Problem;
import dev.parley.session.SigningKeys;
import dev.parley.store.Duplicate;
import dev.parley.store.Indexed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.nosql.Column;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Limits how often something may be done within some time. The counts are in the database, so that a restart does not reset them. */
@ApplicationScoped
public class Limits implements Indexed {
    private static final String COLLECTION = "limits";

    @Inject
    InstantSource clock;

    @Inject
    MongoDatabase database;

    @Inject
    SigningKeys keys;

    /** At most so many within this time, counted from the first. */
    public record Limit(String name, int most, Duration within) {}

    /** How often somebody did something, and when that is forgotten. */
    @Entity(COLLECTION)
    public record Tally(@Id String id, @Column Integer count, @Column Instant until) {}

    @Override
    public List<Index> indexes() {
        return List.of(new Index(COLLECTION, Indexes.ascending("until"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS)));
    }

    /** Counts one more, and refuses if it is one too many. The person or address is stored as a keyed hash only. */
    public void count(Limit limit, String who) {
        waitAfterOneMore(limit, who).ifPresent(wait -> {
            throw Problem.tooMany("You have tried this too often. Please try again in " + words(wait) + ".", wait);
        });
    }

    /** Counts one more. If it is one too many, returns how long to wait. */
    public Optional<Duration> waitAfterOneMore(Limit limit, String who) {
        Instant now = clock.instant();
        Tally counted = counted(limit, id(limit, who), now);
        return counted.count() <= limit.most() ? Optional.empty() : Optional.of(Duration.between(now, counted.until()).plusSeconds(1));
    }

    /** Starts again from zero, because what was counted turned out to be fine. */
    public void forget(Limit limit, String who) {
        limits().deleteOne(eq("_id", id(limit, who)));
    }

    /** For the embedded database, which deletes nothing by itself when it expires. */
    public void sweep() {
        limits().deleteMany(lte("until", clock.instant()));
    }

    /** Found by the id alone where possible, because with another condition the embedded database would read all counts. */
    private Tally counted(Limit limit, String id, Instant now) {
        FindOneAndUpdateOptions after = new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);
        Instant until = now.plus(limit.within());
        while (true) {
            try {
                Tally counted = limits().findOneAndUpdate(eq("_id", id), Updates.combine(Updates.inc("count", 1), Updates.setOnInsert("until", until)),
                        after.upsert(true));
                if (counted != null && counted.until().isAfter(now)) {
                    return counted;
                }
                Tally anew = counted == null ? null : limits().findOneAndUpdate(and(eq("_id", id), eq("until", counted.until())),
                        Updates.combine(Updates.set("count", 1), Updates.set("until", until)), after.upsert(false));
                if (anew != null) {
                    return anew;
                }
            } catch (MongoException raced) {
                // Another request was first at this very moment, so count after it.
                Duplicate.require(raced);
            }
        }
    }

    private String id(Limit limit, String who) {
        return limit.name() + ":" + keys.hash("limit", who);
    }

    private static String words(Duration wait) {
        return wait.toMinutes() < 1 ? wait.toSeconds() + " seconds" : wait.toMinutes() < 2 ? "a minute" : wait.toHours() < 2 ? wait.toMinutes() + " minutes" : wait.toHours() + " hours";
    }

    private MongoCollection<Tally> limits() {
        return database.getCollection(COLLECTION, Tally.class);
    }
}
