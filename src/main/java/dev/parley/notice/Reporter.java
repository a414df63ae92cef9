package dev.parley.notice;

import dev.parley.account.Account;
import dev.parley.account.Accounts;
import dev.parley.chat.Messages;
import dev.parley.live.Fact;
import dev.parley.live.LiveRooms;
import dev.parley.lobby.Invited;
import dev.parley.lobby.Lobby;
import dev.parley.lobby.MeetingChanged;
import dev.parley.lobby.RoomOpened;
import dev.parley.notice.Notices.Kind;
import dev.parley.notice.Wishes.Wish;
import dev.parley.problem.Enduring;
import dev.parley.problem.Errands;
import dev.parley.profile.Followed;
import dev.parley.profile.Follows;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Hears what happens and tells the people whom it concerns, as they wish. */
@ApplicationScoped
public class Reporter {
    private static final int WAITING = 10_000;
    /** The most followers who are told that a room was opened. */
    private static final int AUDIENCE = 5_000;
    private static final int AT_ONCE = 500;
    private static final int MENTIONED = 10;
    private static final Duration AHEAD = Duration.ofMinutes(10);
    /** Somebody who opens one room after another is told of once in this time. */
    private static final Duration OPENS_AGAIN = Duration.ofHours(1);
    private static final int MOST_OPENERS = 10_000;
    /** As the web client finds them: an @ within a word is an address. */
    private static final Pattern MENTION = Pattern.compile("(?<![\\p{L}\\p{N}_.@])@([A-Za-z0-9_.]{3,30})");

    private final Errands errands = new Errands("Notices", WAITING, Logger.getLogger(Reporter.class.getName()));
    /** When each opened a room, the last one last. Only errands touch it. */
    private final Map<UserId, Instant> openers = new LinkedHashMap<>();

    @Inject
    InstantSource clock;

    @Inject
    Notices notices;

    @Inject
    Wishes wishes;

    @Inject
    Waker waker;

    @Inject
    Schedules schedules;

    @Inject
    Attendances attendances;

    @Inject
    Accounts accounts;

    @Inject
    Follows follows;

    @Inject
    Lobby lobby;

    @Inject
    LiveRooms liveRooms;

    @Resource(lookup = "java:app/concurrent/background")
    ManagedScheduledExecutorService background;

    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        var _ = background.scheduleWithFixedDelay(new Enduring("telling people", errands), 1_000, 500, TimeUnit.MILLISECONDS);
        var _ = background.scheduleWithFixedDelay(new Enduring("reminding people of meetings", this::remind), 30, 30, TimeUnit.SECONDS);
    }

    void followed(@Observes Followed event) {
        errands.add(() -> {
            if (!isErased(event.followed())) {
                tell(List.of(event.followed()), Kind.FOLLOWER, null, event.follower(), "");
            }
        });
    }

    void changed(@Observes MeetingChanged event) {
        errands.add(() -> {
            List<UserId> others = event.people().stream().filter(one -> !one.equals(event.by())).toList();
            Kind kind = event.calledOff() ? Kind.CANCELLED : Kind.MOVED;
            if (event.gone()) {
                // In the list, it would be about a room that nobody can see.
                waker.wake(List.copyOf(accounts.byIds(willing(others, wish -> wish.pushes(kind) && !wish.isQuiet(clock.instant()))).values()), kind, event.room(),
                        accounts.byIds(List.of(event.by())).get(event.by()), "", null);
            } else {
                tell(others, kind, event.room().id(), event.by(), "");
            }
        });
    }

    void opened(@Observes RoomOpened event) {
        errands.add(() -> {
            Instant now = clock.instant();
            openers.values().removeIf(at -> openers.size() > MOST_OPENERS || at.plus(OPENS_AGAIN).isBefore(now));
            if (!openers.containsKey(event.by())) {
                tell(follows.audience(event.by(), AUDIENCE), Kind.ROOM_OPENED, event.roomId(), event.by(), "");
                openers.put(event.by(), now);
            }
        });
    }

    void invited(@Observes Invited event) {
        errands.add(() -> {
            notices.tell(willing(List.of(event.userId()), wish -> wish.tells(Kind.INVITED)), Kind.INVITED, event.roomId(), event.by(), event.code());
            forgetErased(List.of(event.userId(), event.by()));
            willing(List.of(event.userId()), wish -> wish.pushes(Kind.INVITED) && !wish.isQuiet(clock.instant()))
                    .forEach(one -> waker.invite(one, event.roomId(), event.by(), event.code()));
        });
    }

    void said(@Observes Messages.Kept kept) {
        for (Fact.Chatted line : kept.lines()) {
            if (line.text().indexOf('@') >= 0) {
                errands.add(() -> tell(mentioned(line), Kind.MENTION, line.roomId(), line.userId(), line.text()));
            }
        }
    }

    /** Each meeting once, whichever node finds it first. */
    void remind() {
        for (Schedule soon : schedules.startingBy(clock.instant().plus(AHEAD))) {
            if (schedules.claim(soon)) {
                errands.add(() -> tell(attendances.coming(soon.roomId()), Kind.STARTING, soon.roomId(), null, ""));
            }
        }
    }

    private void tell(List<UserId> to, Kind kind, @Nullable RoomId room, @Nullable UserId by, String more) {
        if (by != null && isErased(by)) {
            return;
        }
        // Both by what they wish for now: whoever has seen the notice may wish for something else.
        List<UserId> woken = willing(to, wish -> wish.pushes(kind) && !wish.isQuiet(clock.instant()));
        notices.tell(willing(to, wish -> wish.tells(kind)), kind, room, by, null);
        forgetErased(by == null ? to : Stream.concat(to.stream(), Stream.of(by)).toList());
        waker.wake(woken, kind, room, by, more);
    }

    private boolean isErased(UserId userId) {
        return accounts.byIds(List.of(userId)).isEmpty();
    }

    /** This is checked after writing: an erasure that comes later finds what was written and deletes it itself. */
    private void forgetErased(List<UserId> people) {
        people.stream().gather(Gatherers.windowFixed(AT_ONCE)).forEach(some -> {
            Set<UserId> there = accounts.byIds(some).keySet();
            some.stream().filter(one -> !there.contains(one)).forEach(notices::forgetPerson);
        });
    }

    private List<UserId> willing(List<UserId> people, Predicate<Wish> wanted) {
        Map<UserId, Wish> chosen = people.isEmpty() ? Map.of() : wishes.of(people);
        return people.stream().filter(one -> wanted.test(Optional.ofNullable(chosen.get(one)).orElse(Wish.usual(one)))).toList();
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
