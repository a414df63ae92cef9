package dev.parley.notice;

import dev.parley.account.Account;
import dev.parley.account.Accounts;
import dev.parley.chat.Messages;
import dev.parley.live.Fact;
import dev.parley.live.LiveRooms;
import dev.parley.lobby.Lobby;
import dev.parley.lobby.MeetingChanged;
import dev.parley.notice.Notices.Kind;
import dev.parley.problem.Enduring;
import dev.parley.problem.Repeats;
import dev.parley.profile.Followed;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.schedule.Attendances;
import dev.parley.schedule.Schedule;
import dev.parley.schedule.Schedules;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hears what happens and tells the people whom it concerns. Whatever happens only leaves an errand in a queue, so that nobody's request and no
 * turn waits for it. When the queue is full, notices are lost, and nothing else.
 */
@ApplicationScoped
public class Reporter {
    private static final Logger LOG = Logger.getLogger(Reporter.class.getName());
    private static final int WAITING = 10_000;
    /** The most people of one meeting who are told. */
    private static final int AUDIENCE = 5_000;
    private static final int MENTIONED = 10;
    private static final Duration AHEAD = Duration.ofMinutes(10);
    /** As the web client finds them: an @ within a word is an address. */
    private static final Pattern MENTION = Pattern.compile("(?<![\\p{L}\\p{N}_.@])@([A-Za-z0-9_.]{3,30})");

    private final LinkedBlockingQueue<Runnable> errands = new LinkedBlockingQueue<>(WAITING);
    private final Repeats repeats = new Repeats(LOG);

    @Inject
    InstantSource clock;

    @Inject
    Notices notices;

    @Inject
    Schedules schedules;

    @Inject
    Attendances attendances;

    @Inject
    Accounts accounts;

    @Inject
    Lobby lobby;

    @Inject
    LiveRooms liveRooms;

    @Resource(lookup = "java:app/concurrent/background")
    ManagedScheduledExecutorService background;

    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        var _ = background.scheduleWithFixedDelay(new Enduring("telling people", this::run), 1_000, 500, TimeUnit.MILLISECONDS);
        var _ = background.scheduleWithFixedDelay(new Enduring("reminding people of meetings", this::remind), 30, 30, TimeUnit.SECONDS);
    }

    void followed(@Observes Followed event) {
        later(() -> notices.tell(List.of(event.followed()), Kind.FOLLOWER, null, event.follower()));
    }

    void changed(@Observes MeetingChanged event) {
        later(() -> notices.tell(coming(event.roomId(), event.by()), event.calledOff() ? Kind.CANCELLED : Kind.MOVED, event.roomId(), event.by()));
    }

    void said(@Observes Messages.Kept kept) {
        for (Fact.Chatted line : kept.lines()) {
            if (line.text().indexOf('@') >= 0) {
                later(() -> notices.tell(mentioned(line), Kind.MENTION, line.roomId(), line.userId()));
            }
        }
    }

    /** Each meeting once, whichever node finds it first. */
    void remind() {
        for (Schedule soon : schedules.startingBy(clock.instant().plus(AHEAD))) {
            if (schedules.claim(soon)) {
                later(() -> notices.tell(coming(soon.roomId(), null), Kind.STARTING, soon.roomId(), null));
            }
        }
    }

    private void later(Runnable errand) {
        if (!errands.offer(errand)) {
            repeats.log(Level.WARNING, "full", null, () -> "Notices are lost, because too many wait");
        }
    }

    /** One that fails does not keep the others from being told. */
    void run() {
        for (Runnable errand = errands.poll(); errand != null; errand = errands.poll()) {
            try {
                errand.run();
            } catch (RuntimeException failed) {
                repeats.log(Level.WARNING, failed.getClass().getName(), failed, () -> "A notice was lost");
            }
        }
    }

    private List<UserId> coming(RoomId roomId, @Nullable UserId except) {
        Set<UserId> people = new LinkedHashSet<>(attendances.people(roomId, "yes", AUDIENCE));
        people.addAll(attendances.people(roomId, "maybe", AUDIENCE));
        return people.stream().filter(one -> !one.equals(except)).limit(AUDIENCE).toList();
    }

    /** Those who are named, may see the room, and are not in it to read it themselves. */
    private List<UserId> mentioned(Fact.Chatted line) {
        Set<String> names = new LinkedHashSet<>();
        Matcher mention = MENTION.matcher(line.text());
        while (mention.find() && names.size() < MENTIONED) {
            names.add(mention.group(1).toLowerCase(Locale.ROOT).replaceFirst("\\.+$", ""));
        }
        Set<String> present = new LinkedHashSet<>(liveRooms.look(line.roomId()).map(seen -> seen.participants().stream().map(one -> one.id()).toList()).orElse(List.of()));
        return names.stream().map(accounts::byUsername).flatMap(Optional::stream).map(Account::id)
                .filter(one -> !one.equals(line.userId()) && !present.contains(one.value()) && lobby.showsPeople(line.roomId(), one)).toList();
    }
}
