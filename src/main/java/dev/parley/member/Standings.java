package dev.parley.member;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import dev.parley.protocol.Role;
import dev.parley.room.Room;
import dev.parley.store.Indexed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Who is what to which room: members, roles, bans. One document for a room and a person, so that each change is one atomic step. */
@ApplicationScoped
public class Standings implements Indexed {
    private static final String COLLECTION = "standings";
    private static final String ROOM = "room";
    private static final String PERSON = "person";
    private static final String ROLE = "role";
    private static final String MEMBER = "member";
    private static final String BANNED = "banned";
    private static final String BANNED_BY = "bannedBy";
    private static final String BANNED_AT = "bannedAt";
    private static final String SINCE = "since";
    private static final String LISTENS_SINCE = "listensSince";

    @Inject
    MongoDatabase database;

    /** Some of a list, and where the rest begins. */
    public record Some(List<Standing> standings, @Nullable String next) {}

    @Override
    public List<Index> indexes() {
        return List.of(new Index(COLLECTION, Indexes.ascending(ROOM, PERSON)), new Index(COLLECTION, Indexes.ascending(PERSON, ROOM)),
                new Index(COLLECTION, Indexes.ascending(BANNED_BY)));
    }

    public Standing of(String roomId, String userId) {
        return Optional.ofNullable(standings().find(eq("_id", id(roomId, userId))).first()).map(Standings::read)
                .orElseGet(() -> Standing.none(roomId, userId));
    }

    public void giveRole(String roomId, String userId, Role role) {
        Bson listens = role == Role.LISTENER ? set(LISTENS_SINCE, Room.stored(Instant.now())) : unset(LISTENS_SINCE);
        upsert(roomId, userId, combine(set(ROLE, role.word()), set(MEMBER, true), listens));
    }

    public void ban(String roomId, String userId, String by, Instant at) {
        upsert(roomId, userId, combine(set(BANNED, true), set(BANNED_BY, by), set(BANNED_AT, Room.stored(at)), set(MEMBER, false)));
        takeRole(roomId, userId);
    }

    public void unban(String roomId, String userId) {
        standings().updateOne(eq("_id", id(roomId, userId)), combine(set(BANNED, false), unset(BANNED_BY), unset(BANNED_AT)));
        forgetIfNothing(roomId, userId);
    }

    /** Makes a person a member unless they are banned. */
    public boolean join(String roomId, String userId) {
        Bson notBanned = notBanned(roomId, userId);
        try {
            standings().updateOne(notBanned, combine(set(MEMBER, true), whose(roomId, userId)), new UpdateOptions().upsert(true));
        } catch (MongoException refused) {
            if (ErrorCategory.fromErrorCode(refused.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                throw refused;
            }
            // The document is there: of somebody banned, or made by the same person in this very moment.
            return standings().updateOne(notBanned, set(MEMBER, true)).getMatchedCount() == 1;
        }
        return true;
    }

    /** Gives the role of an invitation if it is above their own, and if they were not made a listener after the invitation was made. */
    public void raise(String roomId, String userId, Role role, Instant invitedAt) {
        List<String> lower = Arrays.stream(Role.values()).filter(role::isAbove).map(Role::word).toList();
        standings().updateOne(and(notBanned(roomId, userId), or(exists(ROLE, false), Filters.in(ROLE, lower)),
                or(exists(LISTENS_SINCE, false), Filters.lt(LISTENS_SINCE, Room.stored(invitedAt)))), combine(set(ROLE, role.word()), unset(LISTENS_SINCE)));
    }

    private static Bson notBanned(String roomId, String userId) {
        return and(eq("_id", id(roomId, userId)), ne(BANNED, true));
    }

    /** Takes membership and role away; a ban stays. */
    public void leave(String roomId, String userId) {
        takeRole(roomId, userId);
        standings().updateOne(eq("_id", id(roomId, userId)), set(MEMBER, false));
        forgetIfNothing(roomId, userId);
    }

    /** A listener stays a listener: otherwise they would be a speaker again after leaving and coming back. */
    private void takeRole(String roomId, String userId) {
        standings().updateOne(and(eq("_id", id(roomId, userId)), ne(ROLE, Role.LISTENER.word())), unset(ROLE));
    }

    private void forgetIfNothing(String roomId, String userId) {
        standings().deleteOne(and(eq("_id", id(roomId, userId)), ne(BANNED, true), ne(MEMBER, true), exists(ROLE, false)));
    }

    public Some members(String roomId, String after, int limit) {
        return some(and(eq(ROOM, roomId), ne(BANNED, true), eq(MEMBER, true)), after, limit);
    }

    public Some banned(String roomId, String after, int limit) {
        return some(and(eq(ROOM, roomId), eq(BANNED, true)), after, limit);
    }

    /** All that is stored about somebody. */
    public List<Standing> of(String userId) {
        return standings().find(eq(PERSON, userId)).map(Standings::read).into(new ArrayList<>());
    }

    public void forgetRoom(String roomId) {
        standings().deleteMany(eq(ROOM, roomId));
    }

    /** Whom they banned stays banned, by nobody. */
    public void forgetPerson(String userId) {
        standings().deleteMany(eq(PERSON, userId));
        standings().updateMany(eq(BANNED_BY, userId), unset(BANNED_BY));
    }

    private Some some(Bson which, String after, int limit) {
        List<Standing> found = standings().find(and(which, gt(PERSON, after))).sort(Sorts.ascending(PERSON)).limit(limit + 1)
                .map(Standings::read).into(new ArrayList<>());
        boolean more = found.size() > limit;
        return new Some(more ? found.subList(0, limit) : found, more ? found.get(limit - 1).userId() : null);
    }

    private void upsert(String roomId, String userId, Bson change) {
        Bson filter = eq("_id", id(roomId, userId));
        try {
            standings().updateOne(filter, combine(change, whose(roomId, userId)), new UpdateOptions().upsert(true));
        } catch (MongoException refused) {
            if (ErrorCategory.fromErrorCode(refused.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                throw refused;
            }
            // Made in this very moment by somebody else.
            standings().updateOne(filter, change);
        }
    }

    private static Bson whose(String roomId, String userId) {
        return combine(setOnInsert(ROOM, roomId), setOnInsert(PERSON, userId), setOnInsert(SINCE, Room.stored(Instant.now())));
    }

    private static Standing read(Document document) {
        String role = document.getString(ROLE);
        return new Standing(document.getString(ROOM), document.getString(PERSON), role == null ? null : Role.of(role).orElse(null),
                document.getBoolean(MEMBER, false), document.getBoolean(BANNED, false), document.getString(BANNED_BY), time(document.getString(BANNED_AT)),
                time(document.getString(SINCE)), time(document.getString(LISTENS_SINCE)));
    }

    private static @Nullable Instant time(@Nullable String stored) {
        return stored == null ? null : Instant.parse(stored);
    }

    private static String id(String roomId, String userId) {
        return roomId + " " + userId;
    }

    private MongoCollection<Document> standings() {
        return database.getCollection(COLLECTION);
    }
}
