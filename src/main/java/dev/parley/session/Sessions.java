package dev.parley.session;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import dev.parley.cluster.News;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import dev.parley.store.Indexed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Sessions as stored, and the rule for how one refresh token follows another. */
@ApplicationScoped
public class Sessions implements Indexed {
    private static final String COLLECTION = "sessions";
    private static final String ENDED = "session-ended";
    /** Two tabs that refresh at the same moment are not a theft. */
    private static final Duration PARALLEL = Duration.ofSeconds(10);
    private static final Duration LATELY = Duration.ofMinutes(1);
    private static final Duration CONFIRMED_FOR = Duration.ofMinutes(5);

    @Inject
    InstantSource clock;

    @Inject
    MongoDatabase database;

    @Inject
    SigningKeys keys;

    @Inject
    SessionSettings settings;

    @Inject
    Event<Session.Ended> ended;

    @Inject
    News news;

    private final Map<SessionId, Instant> lately = new ConcurrentHashMap<>();

    /** A session and its currently valid refresh token. */
    public record Opened(Session session, String refreshToken) {}

    @Override
    public List<Index> indexes() {
        return List.of(new Index(COLLECTION, Indexes.ascending("account", "lastUsedAt")), new Index(COLLECTION, Indexes.ascending("room")),
                new Index(COLLECTION, Indexes.ascending("expires"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS)));
    }

    public Opened open(UserId account, String device, String address) {
        return open(account, device, address, null);
    }

    /** The visit of a guest to this room. */
    public Session visit(UserId guest, String device, String address, RoomId room) {
        return open(guest, device, address, room).session();
    }

    private Opened open(UserId account, String device, String address, @Nullable RoomId room) {
        Instant now = clock.instant();
        SessionId id = new SessionId(UUID.randomUUID().toString());
        String token = token(id, UUID.randomUUID().toString());
        Session session = new Session(id, account, device, Asker.address(address), Asker.network(address), now, now, keys.hash("stored", token),
                null, null, now.plus(room == null ? settings.refreshLife() : settings.guestLife()), null, room);
        sessions().insertOne(session);
        return new Opened(session, token);
    }

    /** The guest has an account now. Their visit becomes an ordinary session, so that the sockets which are open stay open. */
    public Optional<Opened> settle(SessionId visit, UserId account) {
        Instant now = clock.instant();
        String token = token(visit, UUID.randomUUID().toString());
        return Optional.ofNullable(sessions().findOneAndUpdate(and(eq("_id", visit), eq("account", account), exists("room"), gt("expires", now)), combine(
                set("current", keys.hash("stored", token)), set("lastUsedAt", now), set("expires", now.plus(settings.refreshLife())), unset("room")),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER))).map(session -> new Opened(session, token));
    }

    /**
     * Replaces a refresh token with its successor. The successor is computed from the token, so that two requests at once get the same one. If
     * the token was replaced longer ago, somebody has copied it, and its whole family ends. A token that was never given out ends nothing.
     */
    public Optional<Opened> refresh(String token, String address) {
        Instant now = clock.instant();
        SessionId id = new SessionId(token.split("\\.", 2)[0]);
        if (!isOurs(id, token)) {
            return Optional.empty();
        }
        String presented = keys.hash("stored", token);
        String successor = token(id, token);
        Bson alive = and(eq("_id", id), gt("expires", now));
        Session rotated = sessions().findOneAndUpdate(and(alive, eq("current", presented)), combine(
                set("current", keys.hash("stored", successor)), set("previous", presented), set("rotatedAt", now),
                set("lastUsedAt", now), set("address", Asker.address(address)), set("network", Asker.network(address)),
                set("expires", now.plus(settings.refreshLife()))));
        if (rotated != null) {
            return Optional.of(new Opened(rotated, successor));
        }
        Session session = sessions().find(alive).first();
        if (session == null) {
            return Optional.empty();
        }
        boolean parallel = presented.equals(session.previous()) && session.rotatedAt() != null && session.rotatedAt().plus(PARALLEL).isAfter(now);
        if (parallel) {
            return Optional.of(new Opened(session, successor));
        }
        end(id);
        return Optional.empty();
    }

    private String token(SessionId session, String before) {
        String token = session + "." + keys.hash("refresh", before);
        return token + "." + keys.hash("given out", token);
    }

    private boolean isOurs(SessionId session, String token) {
        int proof = token.lastIndexOf('.');
        return proof > session.value().length() && MessageDigest.isEqual(token.substring(proof + 1).getBytes(StandardCharsets.UTF_8),
                keys.hash("given out", token.substring(0, proof)).getBytes(StandardCharsets.UTF_8));
    }

    Optional<Session> alive(SessionId id) {
        // This runs for every request. It searches by the id alone, because with another condition the embedded database would read all sessions.
        return Optional.ofNullable(sessions().find(eq("_id", id)).first()).filter(session -> session.expires().isAfter(clock.instant()));
    }

    /** Until when the newest access token of this session is valid; empty when the session has ended. */
    public Optional<Instant> accessUntil(SessionId id) {
        return alive(id).map(session -> session.isVisit() ? session.expires() : session.lastUsedAt().plus(settings.accessLife()));
    }

    /** In this session, somebody has just proven that they are the owner. */
    public void confirm(SessionId id) {
        sessions().updateOne(eq("_id", id), set("confirmedUntil", clock.instant().plus(CONFIRMED_FOR)));
    }

    public boolean isConfirmed(SessionId id) {
        Session session = sessions().find(eq("_id", id)).first();
        return session != null && session.confirmedUntil() != null && session.confirmedUntil().isAfter(clock.instant());
    }

    /** Whether this account has been used from this network. Strangers' tries must not lock the owner out. */
    public boolean knows(UserId account, String network) {
        return sessions().countDocuments(and(eq("account", account), eq("network", network))) > 0;
    }

    public List<Session> of(UserId account) {
        return sessions().find(and(eq("account", account), gt("expires", clock.instant()))).sort(Sorts.descending("lastUsedAt")).into(new ArrayList<>());
    }

    /** Ends one session of this account. Returns whether there was one. */
    public boolean end(UserId account, SessionId id) {
        boolean was = sessions().deleteOne(and(eq("_id", id), eq("account", account))).getDeletedCount() == 1;
        if (was) {
            tell(List.of(id));
        }
        return was;
    }

    public void end(SessionId id) {
        if (sessions().deleteOne(eq("_id", id)).getDeletedCount() == 1) {
            tell(List.of(id));
        }
    }

    /** The visits of all guests of this room. */
    public void endVisits(RoomId room) {
        end(eq("room", room));
    }

    public void endAll(UserId account) {
        end(eq("account", account));
    }

    public void endOthers(UserId account, SessionId but) {
        end(and(eq("account", account), ne("_id", but)));
    }

    /** The embedded database keeps what has expired, and a real one does so for up to a minute. */
    public void sweep() {
        end(lt("expires", clock.instant()));
    }

    private void end(Bson which) {
        List<SessionId> ids = sessions().find(which).map(Session::id).into(new ArrayList<>());
        sessions().deleteMany(Filters.in("_id", ids));
        tell(ids);
    }

    private void tell(List<SessionId> ids) {
        news.tell(ENDED, ids.stream().map(SessionId::value).toList());
        ids.forEach(this::tellHere);
    }

    /** A session has ended on another node. */
    void heard(@Observes News.Heard heard) {
        if (heard.kind().equals(ENDED)) {
            tellHere(new SessionId(heard.subject()));
        }
    }

    private void tellHere(SessionId id) {
        Instant now = clock.instant();
        lately.values().removeIf(at -> at.plus(LATELY).isBefore(now));
        lately.put(id, now);
        ended.fire(new Session.Ended(id));
    }

    /** Tells listeners again, because a socket that was let in a moment ago may have missed it the first time. */
    public boolean hasJustEnded(SessionId id) {
        return lately.containsKey(id);
    }

    private MongoCollection<Session> sessions() {
        return database.getCollection(COLLECTION, Session.class);
    }
}
