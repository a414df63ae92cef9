package dev.parley.member;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.parley.problem.Enduring;
import dev.parley.problem.Problem;
import dev.parley.protocol.Ids;
import dev.parley.protocol.Role;
import dev.parley.room.Cursor;
import dev.parley.room.Room;
import dev.parley.store.Indexed;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Invitations into rooms as stored. How often one may still be used is counted down by the database, whoever comes at once. */
@ApplicationScoped
@SuppressWarnings("JavaUtilDate") // what BSON takes
public class Invites implements Indexed {
    private static final Logger LOG = Logger.getLogger(Invites.class.getName());
    private static final String COLLECTION = "invites";
    private static final String ROOM = "room";
    private static final String BY = "by";
    private static final String ROLE = "role";
    private static final String LEFT = "left";
    private static final String EXPIRES = "expires";
    private static final String USED_BY = "usedBy";
    private static final int WITHOUT_LIMIT = 1_000_000_000;

    @Inject
    MongoDatabase database;

    @Resource(lookup = "java:app/concurrent/background")
    ManagedScheduledExecutorService background;

    /** An invitation; nobody has used it more often than allowed. */
    public record Invite(String code, String roomId, String by, @Nullable Role role, @Nullable Integer maxUses, int uses, @Nullable Instant expiresAt,
            Instant createdAt) {}

    /** Some of a list, and where the rest begins. */
    public record Some(List<Invite> invites, @Nullable String next) {}

    @Override
    public List<Index> indexes() {
        return List.of(new Index(COLLECTION, Indexes.compoundIndex(Indexes.ascending(ROOM), Indexes.descending("createdAt", "_id"))),
                new Index(COLLECTION, Indexes.ascending(BY)), new Index(COLLECTION, Indexes.ascending(USED_BY)),
                new Index(COLLECTION, Indexes.ascending(EXPIRES), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS)));
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        var _ = background.scheduleWithFixedDelay(new Enduring("sweeping invitations", this::sweep), 10, 10, TimeUnit.MINUTES);
    }

    public Invite create(String roomId, String by, @Nullable Role role, @Nullable Integer maxUses, @Nullable Duration life) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Instant expires = life == null ? null : now.plus(life);
        Invite invite = new Invite(Ids.fresh(), roomId, by, role, maxUses, 0, expires, now);
        Document document = new Document("_id", invite.code()).append(ROOM, roomId).append(BY, by).append("uses", 0)
                .append(LEFT, maxUses == null ? WITHOUT_LIMIT : maxUses).append("createdAt", Room.stored(now));
        if (role != null) {
            document.append(ROLE, role.word());
        }
        if (maxUses != null) {
            document.append("maxUses", maxUses);
        }
        if (expires != null) {
            document.append(EXPIRES, Date.from(expires));
        }
        invites().insertOne(document);
        return invite;
    }

    /** An invitation that has not expired; it may be used up. */
    public Optional<Invite> find(String code) {
        return Optional.ofNullable(invites().find(and(eq("_id", code), valid())).first()).map(Invites::read);
    }

    /** One that somebody else could still accept. */
    public Optional<Invite> open(String code) {
        return Optional.ofNullable(invites().find(and(eq("_id", code), valid(), gt(LEFT, 0))).first()).map(Invites::read);
    }

    /** Counts one use, one for each person however often they ask. Whether this person may come in by it. */
    public boolean use(Invite invite, String userId) {
        Bson open = and(eq("_id", invite.code()), valid(), gt(LEFT, 0));
        if (invite.maxUses() == null) {
            return invites().updateOne(open, Updates.inc("uses", 1)).getMatchedCount() == 1;
        }
        boolean first = invites().updateOne(and(open, ne(USED_BY, userId)),
                Updates.combine(Updates.inc(LEFT, -1), Updates.inc("uses", 1), Updates.addToSet(USED_BY, userId))).getMatchedCount() == 1;
        return first || isUsedBy(invite, userId);
    }

    /** Whether it admits a person who has used it already. */
    public boolean isUsedBy(Invite invite, String userId) {
        return invite.maxUses() == null || invites().countDocuments(and(eq("_id", invite.code()), valid(), eq(USED_BY, userId))) == 1;
    }

    /** The newest first. Invitations that appoint moderators are shown to the host only: anybody who accepts one is a moderator. */
    public Some of(String roomId, boolean toHost, @Nullable Cursor after, int limit) {
        Bson all = and(known(roomId, toHost), valid());
        Bson which = after == null ? all : and(all, after.olderThan("createdAt"));
        List<Invite> found = invites().find(which).sort(Sorts.descending("createdAt", "_id")).limit(limit + 1).map(Invites::read).into(new ArrayList<>());
        if (found.size() <= limit) {
            return new Some(found, null);
        }
        Invite last = found.get(limit - 1);
        return new Some(found.subList(0, limit), new Cursor(0, Room.stored(last.createdAt()), last.code()).text());
    }

    public List<Invite> by(String userId) {
        return invites().find(eq(BY, userId)).map(Invites::read).into(new ArrayList<>());
    }

    public boolean revoke(String roomId, boolean byHost, String code) {
        return invites().deleteOne(and(eq("_id", code), known(roomId, byHost))).getDeletedCount() == 1;
    }

    private static Bson known(String roomId, boolean toHost) {
        return toHost ? eq(ROOM, roomId) : and(eq(ROOM, roomId), ne(ROLE, Role.MODERATOR.word()));
    }

    /** Who may no longer invite has not invited. */
    public void revokeAllBy(String roomId, String userId) {
        invites().deleteMany(and(eq(BY, userId), eq(ROOM, roomId)));
    }

    /** For a person who is no longer a member: deletes the invitations that they made, and those that they used admit them no more. */
    public void partWith(String roomId, String userId) {
        revokeAllBy(roomId, userId);
        invites().updateMany(and(eq(ROOM, roomId), eq(USED_BY, userId)), Updates.pull(USED_BY, userId));
    }

    public void forgetRoom(String roomId) {
        invites().deleteMany(eq(ROOM, roomId));
    }

    public void forgetPerson(String userId) {
        invites().deleteMany(eq(BY, userId));
        invites().updateMany(eq(USED_BY, userId), Updates.pull(USED_BY, userId));
    }

    public static Problem notFound() {
        return new Problem("invite_not_found", 404, "This invitation is not valid, or no longer. Ask whoever sent it for a new one.");
    }

    /** For the embedded database, which expires nothing by itself. */
    private void sweep() {
        try {
            invites().deleteMany(lt(EXPIRES, Date.from(Instant.now())));
        } catch (MongoException away) {
            LOG.log(Level.FINE, away, () -> "Nothing swept this time");
        }
    }

    private static Bson valid() {
        return or(gt(EXPIRES, Date.from(Instant.now())), new Document(EXPIRES, new Document("$exists", false)));
    }

    private static Invite read(Document document) {
        String role = document.getString(ROLE);
        Date expires = document.getDate(EXPIRES);
        return new Invite(document.getString("_id"), document.getString(ROOM), document.getString(BY), role == null ? null : Role.of(role).orElse(null),
                document.getInteger("maxUses"), document.getInteger("uses"), expires == null ? null : expires.toInstant(),
                Instant.parse(document.getString("createdAt")));
    }

    private MongoCollection<Document> invites() {
        return database.getCollection(COLLECTION);
    }
}
