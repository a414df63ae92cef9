package dev.parley.schedule;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.parley.problem.Enduring;
import dev.parley.problem.Problem;
import dev.parley.protocol.RoomId;
import dev.parley.store.Duplicate;
import dev.parley.store.Indexed;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Schedules as stored: at most one for each room. */
@ApplicationScoped
public class Schedules implements Indexed {
    private static final String COLLECTION = "schedules";
    private static final String NEXT_AT = "nextAt";
    private static final String NEXT_END = "nextEnd";
    private static final String SEQUENCE = "sequence";
    /** Beside the fields of a schedule, so that it goes with every change. */
    private static final String TOLD = "told";
    private static final int AT_ONCE = 200;

    @Inject
    InstantSource clock;

    @Inject
    MongoDatabase database;

    @Resource(lookup = "java:app/concurrent/background")
    ManagedScheduledExecutorService background;

    @Override
    public List<Index> indexes() {
        return List.of(new Index(COLLECTION, Indexes.ascending(NEXT_AT, "_id")), new Index(COLLECTION, Indexes.ascending(NEXT_END)));
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        var _ = background.scheduleWithFixedDelay(new Enduring("looking for the next meetings", this::sweep), 1, 1, TimeUnit.MINUTES);
    }

    /** Stores a first or changed schedule. Of two changes of the same one at once, the second is refused. */
    public void put(Schedule schedule, @Nullable Schedule before) {
        try {
            boolean stored = before == null ? schedules().insertOne(schedule).wasAcknowledged()
                    : schedules().replaceOne(and(eq("_id", schedule.roomId()), eq(SEQUENCE, before.sequence())), schedule).getMatchedCount() == 1;
            if (!stored) {
                throw changedMeanwhile();
            }
        } catch (MongoWriteException taken) {
            Duplicate.require(taken);
            throw changedMeanwhile();
        }
    }

    private static Problem changedMeanwhile() {
        return new Problem("schedule_changed", 409, "Somebody else has just changed when this room meets. Please look again.");
    }

    public Optional<Schedule> of(RoomId roomId) {
        return Optional.ofNullable(schedules().find(eq("_id", roomId)).first());
    }

    public Map<RoomId, Schedule> of(Collection<RoomId> rooms) {
        return rooms.isEmpty() ? Map.of()
                : schedules().find(in("_id", rooms)).into(new ArrayList<>()).stream().collect(Collectors.toMap(Schedule::roomId, Function.identity()));
    }

    /**
     * Those that are on or to come, the earliest first.
     *
     * @param after the time and the room that the list goes on after
     */
    public List<Schedule> upcoming(@Nullable Instant after, @Nullable RoomId room, int limit) {
        Instant now = clock.instant();
        // No meeting lasts longer than a day: the index leads past all that are over.
        Bson ahead = and(gt(NEXT_AT, now.minus(1, ChronoUnit.DAYS)), gt(NEXT_END, now));
        Bson which = after == null || room == null ? ahead : and(ahead, or(gt(NEXT_AT, after), and(eq(NEXT_AT, after), gt("_id", room))));
        return schedules().find(which).sort(Sorts.ascending(NEXT_AT, "_id")).limit(limit).into(new ArrayList<>());
    }

    /** Those whose meeting begins by then, and nobody has claimed to tell of yet. */
    public List<Schedule> startingBy(Instant then) {
        return schedules().find(and(gt(NEXT_AT, clock.instant()), lte(NEXT_AT, then), ne(TOLD, true))).limit(AT_ONCE).into(new ArrayList<>());
    }

    /** Of several nodes that find a meeting, one may tell of it. A schedule that changes, or whose meeting is over, can be told of again. */
    public boolean claim(Schedule soon) {
        return schedules().updateOne(and(eq("_id", soon.roomId()), eq(NEXT_AT, soon.nextAt()), ne(TOLD, true)), Updates.set(TOLD, true)).getModifiedCount() == 1;
    }

    public void forgetRoom(RoomId roomId) {
        schedules().deleteOne(eq("_id", roomId));
    }

    /** Every node does this, and each finds the same. */
    void sweep() {
        Instant now = clock.instant();
        while (true) {
            List<Schedule> over = schedules().find(lte(NEXT_END, now)).limit(AT_ONCE).into(new ArrayList<>());
            if (over.isEmpty()) {
                return;
            }
            schedules().bulkWrite(over.stream().map(one -> new ReplaceOneModel<>(and(eq("_id", one.roomId()), eq(SEQUENCE, one.sequence())), one.at(now),
                    new ReplaceOptions())).toList());
        }
    }

    private MongoCollection<Schedule> schedules() {
        return database.getCollection(COLLECTION, Schedule.class);
    }
}
