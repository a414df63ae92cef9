package dev.parley.notice;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.parley.account.AccountErased;
import dev.parley.problem.Enduring;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.room.Cursor;
import dev.parley.store.Indexed;
import dev.parley.store.Some;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.nosql.Column;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Notices as stored. There is one for each person, kind and subject, so that the newest takes the place of those before it, and nobody can fill
 * somebody's list.
 */
@ApplicationScoped
public class Notices implements Indexed {
    private static final String COLLECTION = "notices";
    private static final String USER = "user";
    private static final String AT = "at";
    private static final String READ = "read";
    private static final Duration KEPT = Duration.ofDays(90);
    /** More are not counted. */
    private static final int MOST_UNREAD = 100;

    @Inject
    InstantSource clock;

    @Inject
    MongoDatabase database;

    @Resource(lookup = "java:app/concurrent/background")
    ManagedScheduledExecutorService background;

    /** What a notice is about. */
    public enum Kind {
        FOLLOWER, MENTION, STARTING, MOVED, CANCELLED, ROOM_OPENED, INVITED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Empty if it was stored by a later version. */
        static Optional<Kind> of(String word) {
            return Stream.of(values()).filter(kind -> kind.word().equals(word)).findAny();
        }
    }

    /** Something that somebody is told: about a room, or about a person. An invitation has its code. */
    @Entity(COLLECTION)
    public record Notice(@Id String id, @Column(USER) UserId userId, @Column String kind, @Column @Nullable RoomId room, @Column @Nullable UserId by, @Column(AT) Instant at,
            @Column(READ) Boolean read, @Column @Nullable String code) {}

    @Override
    public List<Index> indexes() {
        return List.of(new Index(COLLECTION, Indexes.compoundIndex(Indexes.ascending(USER), Indexes.descending(AT, "_id"))), new Index(COLLECTION, Indexes.ascending(USER, READ)),
                new Index(COLLECTION, Indexes.ascending("room")), new Index(COLLECTION, Indexes.ascending("by")), new Index(COLLECTION, Indexes.ascending(AT)));
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        var _ = background.scheduleWithFixedDelay(new Enduring("sweeping notices", this::sweep), 1, 60, TimeUnit.MINUTES);
    }

    void sweep() {
        notices().deleteMany(lt(AT, clock.instant().minus(KEPT)));
    }

    public void tell(Collection<UserId> to, Kind kind, @Nullable RoomId room, @Nullable UserId by, @Nullable String code) {
        if (to.isEmpty()) {
            return;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String subject = room != null ? room.value() : String.valueOf(by);
        notices().bulkWrite(to.stream().map(userId -> new Notice(userId.value() + " " + kind.word() + " " + subject, userId, kind.word(), room, by, now, false, code))
                .map(notice -> new ReplaceOneModel<>(eq("_id", notice.id()), notice, new ReplaceOptions().upsert(true))).toList(), new BulkWriteOptions().ordered(false));
    }

    /** Newest first. */
    public Some<Notice> of(UserId userId, @Nullable Cursor after, int limit) {
        Bson all = eq(USER, userId);
        return Some.of(notices().find(after == null ? all : and(all, after.olderThan(AT))).sort(Sorts.descending(AT, "_id")).limit(limit + 1).into(new ArrayList<>()), limit,
                last -> new Cursor(0, last.at(), last.id()).text());
    }

    List<Notice> all(UserId userId) {
        return notices().find(eq(USER, userId)).sort(Sorts.descending(AT)).into(new ArrayList<>());
    }

    /** The newest of those that are not read. */
    public List<Notice> unread(UserId userId) {
        return notices().find(and(eq(USER, userId), eq(READ, false))).sort(Sorts.descending(AT)).limit(MOST_UNREAD).into(new ArrayList<>());
    }

    /** Marks everything read that was there by then. */
    public void read(UserId userId, Instant until) {
        notices().updateMany(and(eq(USER, userId), eq(READ, false), lte(AT, until)), Updates.set(READ, true));
    }

    public void forget(Collection<String> ids) {
        notices().deleteMany(in("_id", ids));
    }

    void erase(@Observes AccountErased erased) {
        forgetPerson(erased.id());
    }

    void forgetPerson(UserId userId) {
        notices().deleteMany(or(eq(USER, userId), eq("by", userId)));
    }

    private MongoCollection<Notice> notices() {
        return database.getCollection(COLLECTION, Notice.class);
    }
}
