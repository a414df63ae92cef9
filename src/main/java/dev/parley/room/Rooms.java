package dev.parley.room;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import dev.parley.problem.Problem;
import dev.parley.live.LiveRooms.Count;
import dev.parley.protocol.Allowed;
import dev.parley.protocol.Ids;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.store.Indexed;
import dev.parley.entity.Related;
import dev.parley.store.Some;
import jakarta.data.Limit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.nosql.Column;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Rooms as stored. */
@ApplicationScoped
public class Rooms implements Indexed {
    private static final String COLLECTION = "rooms";
    private static final String PRIVATE = "isPrivate";
    private static final String PEOPLE = "people";
    private static final String CREATED = "createdAt";
    private static final String CREATOR = "creator";
    /** The most rooms that one person can have. */
    private static final int MOST = 100;
    /** The most words of a query that are looked for. */
    private static final int WORDS = 8;
    private static final String ROOMS = "rooms";
    /** The most rooms whose tags are counted for one suggestion. */
    private static final int LOOKED_AT = 10_000;

    @Inject
    InstantSource clock;

    @Inject
    RoomRepository repository;

    @Inject
    MongoDatabase database;

    @Inject
    RoomSettings settings;

    @Inject
    Decisions decisions;

    /** Which rooms to look for. Fields that are null or false are ignored. */
    public record Search(@Nullable String query, @Nullable String tag, boolean live) {
        public static final Search ALL = new Search(null, null, false);
    }

    @Override
    public List<Index> indexes() {
        return List.of(new Index(COLLECTION, Indexes.compoundIndex(Indexes.ascending(PRIVATE), Indexes.descending(PEOPLE, CREATED, "_id"))),
                new Index(COLLECTION, Indexes.ascending("words")), new Index(COLLECTION, Indexes.ascending("tags")),
                new Index(COLLECTION, Indexes.ascending(CREATOR, PEOPLE)));
    }

    public Room create(UserId creator, Room.Change wish) {
        String name = String.valueOf(wish.name());
        List<String> tags = wish.tags() == null ? List.of() : wish.tags();
        Room room = new Room(new RoomId(Ids.fresh()), name, Room.words(name), orNone(wish.description()), Boolean.TRUE.equals(wish.isPrivate()), Boolean.TRUE.equals(wish.stage()), false,
                wish.maxParticipants() == null ? settings.maxParticipants() : wish.maxParticipants(), tags, word(wish.video()), word(wish.screen()), orNone(wish.colour()), null, creator,
                clock.instant().truncatedTo(ChronoUnit.MILLIS), 0, null, 0);
        rooms().insertOne(room);
        // Counted afterwards, so that somebody who makes several at once cannot get past the limit.
        if (rooms().countDocuments(eq(CREATOR, creator), new CountOptions().limit(MOST + 1)) > MOST) {
            delete(room.id());
            throw new Problem("too_many_rooms", 409, "You have " + MOST + " rooms already. Delete one that you no longer need.");
        }
        return room;
    }

    /** A room with what other collections hold about it and about the people in question. */
    public Optional<Related> with(RoomId id, List<Related.With> others) {
        return Related.find(database, Room.class, id, others);
    }

    /** Those of these rooms that no longer exist. */
    public Set<RoomId> gone(Collection<RoomId> ids) {
        Set<RoomId> gone = new HashSet<>(ids);
        rooms().distinct("_id", Filters.in("_id", Set.copyOf(ids)), RoomId.class).forEach(gone::remove);
        return gone;
    }

    /** Changes a room. Returns whether it exists. */
    public boolean change(RoomId id, Room.Change change) {
        List<Bson> updates = new ArrayList<>();
        if (change.name() != null) {
            updates.add(set("name", change.name()));
            updates.add(set("words", Room.words(change.name())));
        }
        setOrRemove(updates, "description", change.description());
        setOrRemove(updates, "colour", change.colour());
        setGiven(updates, PRIVATE, change.isPrivate());
        setGiven(updates, "stage", change.stage());
        setGiven(updates, "maxParticipants", change.maxParticipants());
        setGiven(updates, "tags", change.tags());
        setGiven(updates, "video", word(change.video()));
        setGiven(updates, "screen", word(change.screen()));
        updates.add(Updates.inc("changes", 1));
        try {
            return rooms().updateOne(eq("_id", id), combine(updates)).getMatchedCount() == 1;
        } finally {
            decisions.made(id); // Counted even if the change may have failed, which only costs one more look.
        }
    }

    /** Gives the room another picture, or none. Returns the room as it was before: of several changes at once, each hears of another old picture. */
    Optional<Room> changeCover(RoomId id, @Nullable String cover) {
        return Optional.ofNullable(rooms().findOneAndUpdate(eq("_id", id), combine(cover == null ? unset("cover") : set("cover", cover), Updates.inc("changes", 1))));
    }

    private static @Nullable String orNone(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static @Nullable String word(@Nullable Allowed allowed) {
        return allowed == null ? null : allowed.word();
    }

    private static void setOrRemove(List<Bson> updates, String field, @Nullable String text) {
        if (text != null) {
            updates.add(text.isEmpty() ? unset(field) : set(field, text));
        }
    }

    private static void setGiven(List<Bson> updates, String field, @Nullable Object value) {
        if (value != null) {
            updates.add(set(field, value));
        }
    }

    public void lock(RoomId id, boolean locked) {
        rooms().updateOne(eq("_id", id), combine(set("locked", locked), Updates.inc("changes", 1)));
    }

    /** Makes somebody the host if the host is still the one that is named: of two hand-overs at once, one counts. Returns whether this one does. */
    public boolean changeHost(RoomId id, UserId from, UserId to) {
        return rooms().updateOne(and(eq("_id", id), eq(CREATOR, from)), combine(set(CREATOR, to), Updates.inc("changes", 1))).getMatchedCount() == 1;
    }

    /** Refuses when somebody has so many rooms that they cannot be given another one. */
    public void requirePlaceFor(UserId host) {
        if (rooms().countDocuments(eq(CREATOR, host), new CountOptions().limit(MOST)) >= MOST) {
            throw new Problem("too_many_rooms", 409, "This person has " + MOST + " rooms already and cannot take another one.");
        }
    }

    public boolean delete(RoomId id) {
        try {
            return rooms().deleteOne(eq("_id", id)).getDeletedCount() == 1;
        } finally {
            decisions.made(id);
        }
    }

    /** Public rooms: those with the most people first, then the newest. */
    public Some<Room> listed(Search search, @Nullable Cursor after, int limit) {
        return some(and(eq(PRIVATE, false), matching(search)), after, limit);
    }

    /** Public rooms of these hosts with people in them. */
    public Some<Room> liveOf(Collection<UserId> hosts, Search search, @Nullable Cursor after, int limit) {
        return some(and(eq(PRIVATE, false), Filters.in(CREATOR, hosts), gt(PEOPLE, 0), matching(search)), after, limit);
    }

    /** The rooms that somebody made, and in addition the rooms with these ids. */
    public Some<Room> of(UserId creator, Collection<RoomId> memberOf, Search search, @Nullable Cursor after, int limit) {
        return some(and(or(eq(CREATOR, creator), Filters.in("_id", memberOf)), matching(search)), after, limit);
    }

    /** Those of these rooms that are public, made by this person, or among the rooms that they are a member of. */
    public List<Room> visible(Collection<RoomId> some, UserId to, Collection<RoomId> memberOf, Search search) {
        return rooms().find(and(Filters.in("_id", some), or(eq(PRIVATE, false), eq(CREATOR, to), Filters.in("_id", memberOf)), matching(search))).into(new ArrayList<>());
    }

    /** How many public rooms have a tag. */
    @Entity("tagged")
    record Tagged(@Id String tag, @Column Integer rooms) {}

    /** The tags of public rooms that begin so, the most used first. */
    public List<String> tags(String start, int limit) {
        Bson begins = start.isEmpty() ? Filters.empty() : Filters.regex("tags", Pattern.compile("^" + Pattern.quote(start)));
        return database.getCollection(COLLECTION).aggregate(List.of(Aggregates.match(and(eq(PRIVATE, false), begins)), Aggregates.limit(LOOKED_AT),
                Aggregates.unwind("$tags"), Aggregates.match(begins), Aggregates.group("$tags", Accumulators.sum(ROOMS, 1)),
                Aggregates.sort(Sorts.orderBy(Sorts.descending(ROOMS), Sorts.ascending("_id"))), Aggregates.limit(limit)), Tagged.class).map(Tagged::tag).into(new ArrayList<>());
    }

    public List<Room> madeBy(UserId creator) {
        return repository.findByCreatorOrderByCreatedAtDesc(creator);
    }

    public List<Room> liveOf(UserId host, int limit) {
        return repository.findByCreatorAndPeopleGreaterThanOrderByPeopleDesc(host, 0, Limit.of(limit));
    }

    public void count(Collection<Count> counts) {
        rooms().bulkWrite(counts.stream().map(count -> new UpdateOneModel<Room>(eq("_id", count.roomId()), combine(set(PEOPLE, count.people()), count.since() == null ? unset("liveSince") : set("liveSince", count.since())))).toList());
    }

    /** After a start, no room has anybody in it. */
    public void empty() {
        rooms().updateMany(gt(PEOPLE, 0), combine(set(PEOPLE, 0), unset("liveSince")));
    }

    private static Bson matching(Search search) {
        List<Bson> conditions = new ArrayList<>();
        if (search.query() != null) {
            for (String word : Room.folded(search.query()).strip().split("\\s+", WORDS)) {
                conditions.add(Filters.regex("words", Pattern.compile("^" + Pattern.quote(word))));
            }
        }
        if (search.tag() != null) {
            conditions.add(eq("tags", search.tag()));
        }
        if (search.live()) {
            conditions.add(gt(PEOPLE, 0));
        }
        return conditions.isEmpty() ? Filters.empty() : and(conditions);
    }

    private Some<Room> some(Bson which, @Nullable Cursor after, int limit) {
        Bson from = after == null ? which : and(which, or(lt(PEOPLE, after.number()), and(eq(PEOPLE, after.number()), after.olderThan(CREATED))));
        return Some.of(rooms().find(from).sort(Sorts.descending(PEOPLE, CREATED, "_id")).limit(limit + 1).into(new ArrayList<>()), limit,
                last -> new Cursor(last.people(), last.createdAt(), last.id().value()).text());
    }

    private MongoCollection<Room> rooms() {
        return database.getCollection(COLLECTION, Room.class);
    }
}
