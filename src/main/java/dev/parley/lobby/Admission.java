package dev.parley.lobby;

import dev.parley.account.Account;
import dev.parley.account.Accounts;
import dev.parley.live.Act;
import dev.parley.live.Act.Arrival;
import dev.parley.live.LiveRooms;
import dev.parley.member.Invites;
import dev.parley.member.Invites.Invite;
import dev.parley.member.Standings;
import dev.parley.problem.Problem;
import dev.parley.protocol.Allowed;
import dev.parley.protocol.Person;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.RoomView;
import dev.parley.protocol.UserId;
import dev.parley.room.Decisions;
import dev.parley.room.Room;
import dev.parley.room.RoomSettings;
import dev.parley.schedule.Schedule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides from the stored data who may enter which room. The live room decides whether it is full or locked. */
@ApplicationScoped
public class Admission {
    @Inject
    InstantSource clock;

    @Inject
    Lobby lobby;

    @Inject
    Standings standings;

    @Inject
    Invites invites;

    @Inject
    Accounts accounts;

    @Inject
    LiveRooms liveRooms;

    @Inject
    RoomSettings settings;

    @Inject
    Decisions decisions;

    /**
     * Somebody who may come in: the room, and the role they come in with. The room is stored unless it is an ad-hoc call.
     *
     * @param decisions how many decisions there had been when this was read
     */
    public record Admitted(RoomView room, Arrival arrival, @Nullable Room stored, long decisions) {
        public boolean isStored() {
            return stored != null;
        }
    }

    /**
     * Refuses, or returns the role that somebody may enter with. It reads the database, so it has to be called before a turn and never inside
     * one.
     */
    public Admitted admit(RoomId roomId, UserId userId, @Nullable String invite) {
        long before = decisions.of(roomId);
        return admit(lobby.find(roomId, userId).orElseThrow(Lobby::notFound), invite, before);
    }

    private Admitted admit(Lobby.Sight found, @Nullable String invite, long before) {
        // An account that was erased must not become a member.
        Account account = Optional.ofNullable(found.person()).orElseThrow(Accounts::unknown);
        if (found.isOfGuestElsewhere()) {
            throw Lobby.notFound();
        }
        Lobby.Sight sight = invite == null || found.room().isHost(account.id()) ? found : admitByInvite(found, invite);
        if (!sight.isVisible()) {
            throw Lobby.notFound();
        }
        if (sight.standing().banned()) {
            throw Lobby.banned();
        }
        requireOpenDoors(sight);
        return new Admitted(lobby.view(sight), new Arrival(lobby.person(account), sight.role()), sight.room(), before);
    }

    /** Until a meeting begins, hosts and moderators open the doors by coming in. Everybody else waits. */
    private void requireOpenDoors(Lobby.Sight sight) {
        Schedule schedule = sight.schedule();
        boolean opens = sight.role() != null && sight.role().moderates();
        if (schedule != null && !opens && schedule.isShut(clock.instant()) && liveRooms.look(sight.room().id()).map(seen -> seen.participants().isEmpty()).orElse(true)) {
            throw new Problem("doors_closed", 403, "This room is not open yet. It opens when the meeting begins, or when the host comes in.");
        }
    }

    /** The same for a call. An id that belongs to no room is an ad-hoc call, open to everybody who knows it. */
    public Admitted admitToCall(RoomId meetingId, UserId userId) {
        long before = decisions.of(meetingId);
        Optional<Lobby.Sight> stored = lobby.find(meetingId, userId);
        if (stored.isPresent()) {
            return admit(stored.get(), null, before);
        }
        Account account = accounts.required(userId);
        if (account.isGuest()) {
            throw Lobby.notFound();
        }
        Person person = lobby.person(account);
        RoomView call = new RoomView(meetingId.value(), meetingId.value(), meetingId.value(), null, false, "public", false, false, settings.maxParticipants(), 0, person,
                List.of(), Allowed.usual(false).word(), Allowed.usual(false).word(), clock.instant(), null, null, null, null);
        return new Admitted(call, new Arrival(person, null), null, 0);
    }

    /** An invitation that is not valid must not keep out somebody who may come in without one. */
    private Lobby.Sight admitByInvite(Lobby.Sight sight, String code) {
        try {
            Invite invite = invites.find(code).filter(found -> found.roomId().equals(sight.room().id())).orElseThrow(Invites::notFound);
            return accept(invite, sight);
        } catch (Problem noGood) {
            if (sight.isVisible() && noGood.code().equals(Invites.notFound().code())) {
                return sight;
            }
            throw noGood;
        }
    }

    /** Makes somebody a member by an invitation. Somebody who would gain nothing by it does not use it up. */
    Lobby.Sight accept(String code, UserId userId) {
        Invite invite = invites.find(code).orElseThrow(Invites::notFound);
        return accept(invite, lobby.find(invite.roomId(), userId).orElseThrow(Invites::notFound));
    }

    /** The same for somebody who has no account, and does not need to be known yet. Returns the room. */
    public RoomView acceptAsGuest(Invite invite, UserId guest) {
        return lobby.shown(accept(invite, lobby.find(invite.roomId(), guest).orElseThrow(Invites::notFound)));
    }

    private Lobby.Sight accept(Invite invite, Lobby.Sight sight) {
        UserId userId = sight.userId();
        if (sight.standing().banned()) {
            throw Lobby.banned();
        }
        Role role = invite.role() != null && !(sight.isOfGuest() && invite.role() == Role.MODERATOR) && sight.standing().mayBecome(invite.role(), invite.createdAt()) ? invite.role() : null;
        if (sight.room().isHost(userId) || (sight.standing().belongs() && role == null)) {
            return sight;
        }
        if (!invites.use(invite, userId)) {
            throw Invites.notFound();
        }
        if (!standings.join(sight.room().id(), userId, role, invite.createdAt())) {
            throw Lobby.banned();
        }
        if (!invites.isUsedBy(invite, userId)) {
            // They were removed from the room while this request was under way.
            standings.leave(sight.room().id(), userId);
            throw Invites.notFound();
        }
        return lobby.find(sight.room().id(), userId).orElseThrow(Lobby::notFound);
    }

    /**
     * Makes up for what was decided between {@link #admit} and the join, when the room may not have been live. It has to be called after every
     * join for which {@link #isAsBefore} is false.
     */
    public void lookAgain(Admitted entry) {
        Room entered = entry.stored();
        if (entered == null) {
            return; // An ad-hoc call has no decisions made elsewhere.
        }
        RoomId roomId = entered.id();
        UserId userId = new UserId(entry.arrival().person().id());
        Optional<Lobby.Sight> now = lobby.find(roomId, userId);
        if (now.isEmpty()) {
            liveRooms.takeIfLive(roomId, new Act.Close("deleted"));
        } else if (now.get().standing().banned()) {
            liveRooms.takeIfLive(roomId, new Act.Dismiss(userId, "banned"));
        } else if (!now.get().isVisible() || isLess(now.get().role(), entry.arrival().role())) {
            liveRooms.takeIfLive(roomId, new Act.Dismiss(userId, "removed"));
        } else if (!entered.isAsIn(now.get().room())) {
            follow(roomId, userId);
        }
    }

    /** Whether nothing has been decided since this was read. For an ad-hoc call this is always so. What another node decided is not known here. */
    public boolean isAsBefore(Admitted entry) {
        return !entry.isStored() || (liveRooms.isHere(new RoomId(entry.room().id())) && decisions.of(new RoomId(entry.room().id())) == entry.decisions());
    }

    private static boolean isLess(@Nullable Role now, @Nullable Role then) {
        if (then == Role.HOST && now == Role.MODERATOR) {
            return false; // They handed the room over, which the room is told below.
        }
        return then == null ? now == Role.LISTENER : then != Role.LISTENER && (now == null || then.isAbove(now));
    }

    /** Brings the live room up to date with the stored one, and repeats this if somebody changed the stored room in the meantime. */
    void follow(RoomId roomId, UserId userId) {
        Room shown = null;
        while (liveRooms.look(roomId).isPresent()) {
            Lobby.Sight stored = lobby.find(roomId, userId).orElse(null);
            if (stored == null) {
                liveRooms.takeIfLive(roomId, new Act.Close("deleted"));
            } else if (shown == null || !shown.isAsIn(stored.room())) {
                shown = stored.room();
                RoomView view = lobby.view(stored);
                liveRooms.takeIfLive(roomId, new Act.Update(view));
            } else {
                return;
            }
        }
    }
}
