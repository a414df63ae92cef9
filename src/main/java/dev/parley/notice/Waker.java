package dev.parley.notice;

import dev.parley.account.Account;
import dev.parley.account.Accounts;
import dev.parley.lobby.Lobby;
import dev.parley.notice.Notices.Kind;
import dev.parley.notify.Texts;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.push.Push;
import dev.parley.push.Push.Urgency;
import dev.parley.push.Pusher;
import dev.parley.room.Room;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;

/** Wakes the devices of people who are told something, in their own language. */
@ApplicationScoped
class Waker {
    static final Texts TEXTS = new Texts("dev.parley.notice.notices");
    private static final int AT_ONCE = 500;
    private static final int LONGEST = 200;

    @Inject
    Accounts accounts;

    @Inject
    Lobby lobby;

    @Inject
    Pusher pusher;

    /**
     * Wakes the devices of those who may know.
     *
     * @param more what is said besides, or empty
     */
    void wake(Collection<UserId> people, Kind kind, @Nullable RoomId roomId, @Nullable UserId by, String more) {
        Account who = by == null ? null : accounts.byIds(List.of(by)).get(by);
        people.stream().gather(Gatherers.windowFixed(AT_ONCE)).forEach(some -> {
            if (roomId == null) {
                wake(List.copyOf(accounts.byIds(some).values()), kind, null, who, more, null);
            } else {
                lobby.audience(roomId, some).ifPresent(audience -> wake(audience.people(), kind, audience.room(), who, more, null));
            }
        });
    }

    /** Somebody who is invited may not see the room yet. They are led to the invitation. */
    void invite(UserId whom, RoomId roomId, UserId by, String code) {
        lobby.audience(roomId, List.of(by)).filter(audience -> !audience.people().isEmpty())
                .ifPresent(audience -> wake(List.copyOf(accounts.byIds(List.of(whom)).values()), Kind.INVITED, audience.room(), audience.people().getFirst(), "", code));
    }

    void wake(List<Account> people, Kind kind, @Nullable Room room, @Nullable Account by, String more, @Nullable String code) {
        Map<String, List<Account>> byLanguage = people.stream().filter(one -> !one.isGuest()).collect(Collectors.groupingBy(Account::language));
        byLanguage.forEach((language, readers) -> {
            String about = about(kind) + " " + (room == null ? "" : room.id().value());
            String path = code != null ? "/invite/" + code : room != null ? "/rooms/" + room.id().value() : by != null ? "/people/" + by.handle() : "/notifications";
            String text = Json.createObjectBuilder().add("title", sentence(language, kind, room == null ? "" : room.name(), by)).add("body", shortened(more)).add("path", path)
                    .add("tag", about).build().toString();
            pusher.push(readers.stream().map(Account::id).toList(), new Push(text, about, lives(kind), urgency(kind)));
        });
    }

    /** What happened, as one sentence. */
    static String sentence(String language, Kind kind, String room, @Nullable Account by) {
        String name = by == null ? TEXTS.text(language, "somebody") : by.name() == null ? by.handle() : by.name();
        return TEXTS.text(language, kind.word(), name, room);
    }

    private static String shortened(String more) {
        return more.codePointCount(0, more.length()) <= LONGEST ? more : more.substring(0, more.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    /** What is about the same meeting takes one place on the screen, whatever happened to it. */
    private static String about(Kind kind) {
        return switch (kind) {
            case STARTING, MOVED, CANCELLED -> "meeting";
            case FOLLOWER, MENTION, ROOM_OPENED, INVITED -> kind.word();
        };
    }

    private static Duration lives(Kind kind) {
        return switch (kind) {
            case STARTING -> Duration.ofMinutes(10);
            case ROOM_OPENED -> Duration.ofHours(1);
            case MENTION, MOVED, CANCELLED -> Duration.ofDays(1);
            case FOLLOWER, INVITED -> Duration.ofDays(7);
        };
    }

    private static Urgency urgency(Kind kind) {
        return switch (kind) {
            case STARTING, MENTION, INVITED -> Urgency.HIGH;
            case MOVED, CANCELLED, ROOM_OPENED -> Urgency.NORMAL;
            case FOLLOWER -> Urgency.LOW;
        };
    }
}
