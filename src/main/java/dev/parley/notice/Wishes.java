package dev.parley.notice;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.parley.account.AccountErased;
import dev.parley.notice.Notices.Kind;
import dev.parley.protocol.UserId;
import dev.parley.store.Indexed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.nosql.Column;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What people want to hear of, and how, as stored. Nothing is stored of people who have chosen nothing. */
@ApplicationScoped
public class Wishes implements Indexed {
    private static final String COLLECTION = "noticeWishes";
    private static final String NEXT_MAIL = "nextMail";
    private static final int AT_ONCE = 100;

    @Inject
    MongoDatabase database;

    /**
     * What one person wants.
     *
     * @param silent the kinds that they are not told of at all
     * @param unpushed the kinds that wake no device
     * @param mailed the kinds that the daily mail lists
     * @param appointments whether invitations to meetings come by mail
     * @param quietFrom from when until when no device is woken, on the clocks of their own zone
     * @param nextMail when the next daily mail is due. Without a kind that is mailed there is none
     */
    @Entity(COLLECTION)
    public record Wish(@Id UserId userId, @Column List<String> silent, @Column List<String> unpushed, @Column List<String> mailed, @Column Boolean appointments,
            @Column @Nullable String quietFrom, @Column @Nullable String quietTo, @Column String timeZone, @Column(NEXT_MAIL) @Nullable Instant nextMail) {
        /** In the morning, when there is time to read. */
        private static final LocalTime MAIL_TIME = LocalTime.of(8, 0);

        static Wish usual(UserId userId) {
            return new Wish(userId, List.of(), List.of(), List.of(), true, null, null, "UTC", null);
        }

        boolean tells(Kind kind) {
            return !silent.contains(kind.word());
        }

        boolean pushes(Kind kind) {
            return tells(kind) && !unpushed.contains(kind.word());
        }

        boolean mails(Kind kind) {
            return tells(kind) && mailed.contains(kind.word());
        }

        boolean isQuiet(Instant now) {
            if (quietFrom == null || quietTo == null) {
                return false;
            }
            LocalTime time = now.atZone(ZoneId.of(timeZone)).toLocalTime();
            LocalTime from = LocalTime.parse(quietFrom);
            LocalTime to = LocalTime.parse(quietTo);
            boolean begun = !time.isBefore(from);
            boolean over = !time.isBefore(to);
            return from.isBefore(to) ? begun && !over : begun || !over;
        }

        /** The same with the time of the next mail after this moment. */
        Wish scheduled(Instant now) {
            ZonedDateTime today = now.atZone(ZoneId.of(timeZone)).with(MAIL_TIME);
            Instant next = mailed.isEmpty() ? null : (today.toInstant().isAfter(now) ? today : today.plusDays(1)).toInstant();
            return new Wish(userId, silent, unpushed, mailed, appointments, quietFrom, quietTo, timeZone, next);
        }
    }

    @Override
    public List<Index> indexes() {
        return List.of(new Index(COLLECTION, Indexes.ascending(NEXT_MAIL)));
    }

    public Wish of(UserId userId) {
        return of(List.of(userId)).getOrDefault(userId, Wish.usual(userId));
    }

    /** Without people who have chosen nothing. */
    Map<UserId, Wish> of(Collection<UserId> people) {
        return wishes().find(in("_id", people)).into(new ArrayList<>()).stream().collect(Collectors.toMap(Wish::userId, Function.identity()));
    }

    void put(Wish wish) {
        wishes().replaceOne(eq("_id", wish.userId()), wish, new ReplaceOptions().upsert(true));
    }

    List<Wish> due(Instant now) {
        return wishes().find(lte(NEXT_MAIL, now)).sort(Sorts.ascending(NEXT_MAIL)).limit(AT_ONCE).into(new ArrayList<>());
    }

    /** Of several nodes that find a mail due, one writes it. */
    boolean claim(Wish due, Instant now) {
        Instant next = due.scheduled(now.truncatedTo(ChronoUnit.MILLIS)).nextMail();
        return wishes().updateOne(and(eq("_id", due.userId()), eq(NEXT_MAIL, due.nextMail())), next == null ? Updates.unset(NEXT_MAIL) : Updates.set(NEXT_MAIL, next)).getModifiedCount() == 1;
    }

    void postpone(UserId userId, Instant until) {
        wishes().updateOne(eq("_id", userId), Updates.set(NEXT_MAIL, until));
    }

    void erase(@Observes AccountErased erased) {
        wishes().deleteOne(eq("_id", erased.id()));
    }

    private MongoCollection<Wish> wishes() {
        return database.getCollection(COLLECTION, Wish.class);
    }
}
