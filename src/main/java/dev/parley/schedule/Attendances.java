package dev.parley.schedule;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.BsonField;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.FindOneAndReplaceOptions;
import com.mongodb.client.model.Sorts;
import dev.parley.protocol.AttendanceView;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.store.Indexed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.nosql.Column;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/** Who comes to the meetings of a room, as stored. Somebody's answer is for all meetings of the room. */
@ApplicationScoped
public class Attendances implements Indexed {
    private static final String COLLECTION = "attendances";
    private static final String ROOM = "room";
    private static final String PERSON = "person";
    private static final String ANSWER = "answer";
    /** The most people of one meeting who are told when something changes. */
    private static final int AUDIENCE = 5_000;

    @Inject
    InstantSource clock;

    @Inject
    MongoDatabase database;

    /** What somebody answered: yes, maybe or no. */
    @Entity(COLLECTION)
    public record Attendance(@Id String id, @Column(ROOM) RoomId roomId, @Column(PERSON) UserId userId, @Column(ANSWER) String answer, @Column Instant at) {}

    /** How often each answer was given for a room. */
    @Entity("tallies")
    public record Tally(@Id RoomId roomId, @Column Integer yes, @Column Integer maybe, @Column Integer no) {}

    @Override
    public List<Index> indexes() {
        return List.of(new Index(COLLECTION, Indexes.ascending(ROOM, ANSWER, "at")), new Index(COLLECTION, Indexes.ascending(PERSON)));
    }

    /** Returns what they answered before. */
    public @Nullable String answer(RoomId roomId, UserId userId, String answer) {
        Attendance now = new Attendance(id(roomId, userId), roomId, userId, answer, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        Attendance before = attendances().findOneAndReplace(eq("_id", now.id()), now, new FindOneAndReplaceOptions().upsert(true));
        return before == null ? null : before.answer();
    }

    public AttendanceView of(RoomId roomId, UserId userId) {
        return of(List.of(roomId), userId).getOrDefault(roomId, AttendanceView.NONE);
    }

    /** In two queries, however many rooms there are. Rooms that nobody has answered for are left out. */
    public Map<RoomId, AttendanceView> of(Collection<RoomId> rooms, UserId userId) {
        if (rooms.isEmpty()) {
            return Map.of();
        }
        Map<RoomId, String> mine = attendances().find(in("_id", rooms.stream().map(room -> id(room, userId)).toList())).into(new ArrayList<>()).stream()
                .collect(Collectors.toMap(Attendance::roomId, Attendance::answer));
        return database.getCollection(COLLECTION).aggregate(List.of(Aggregates.match(in(ROOM, rooms)), Aggregates.group("$" + ROOM, number("yes"), number("maybe"), number("no"))),
                Tally.class).into(new ArrayList<>()).stream().collect(Collectors.toMap(Tally::roomId, tally -> new AttendanceView(tally.yes, tally.maybe, tally.no, mine.get(tally.roomId))));
    }

    private static BsonField number(String answer) {
        BsonDocument isIt = new BsonDocument("$eq", new BsonArray(List.of(new BsonString("$" + ANSWER), new BsonString(answer))));
        return Accumulators.sum(answer, new BsonDocument("$cond", new BsonArray(List.of(isIt, new BsonInt32(1), new BsonInt32(0)))));
    }

    /** The first few who gave this answer. */
    public List<UserId> people(RoomId roomId, String answer, int limit) {
        return attendances().find(and(eq(ROOM, roomId), eq(ANSWER, answer))).sort(Sorts.ascending("at", "_id")).limit(limit).map(Attendance::userId).into(new ArrayList<>());
    }

    /** Those who come, and after them those who may. */
    public List<UserId> coming(RoomId roomId) {
        return Stream.of("yes", "maybe").flatMap(answer -> people(roomId, answer, AUDIENCE).stream()).limit(AUDIENCE).toList();
    }

    public List<Attendance> by(UserId userId) {
        return attendances().find(eq(PERSON, userId)).into(new ArrayList<>());
    }

    public void forgetRoom(RoomId roomId) {
        attendances().deleteMany(eq(ROOM, roomId));
    }

    public void forgetPerson(UserId userId) {
        attendances().deleteMany(eq(PERSON, userId));
    }

    public void forget(RoomId roomId, UserId userId) {
        attendances().deleteOne(eq("_id", id(roomId, userId)));
    }

    private static String id(RoomId roomId, UserId userId) {
        return roomId.value() + " " + userId.value();
    }

    private MongoCollection<Attendance> attendances() {
        return database.getCollection(COLLECTION, Attendance.class);
    }
}
