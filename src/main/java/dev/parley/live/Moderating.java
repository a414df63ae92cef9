package dev.parley.live;

import dev.parley.live.Act.ChangeHost;
import dev.parley.problem.Problem;
import dev.parley.protocol.ClientMessage.Lock;
import dev.parley.protocol.ClientMessage.LowerHand;
import dev.parley.protocol.ClientMessage.Moderation;
import dev.parley.protocol.ClientMessage.MuteAll;
import dev.parley.protocol.ClientMessage.MutePeer;
import dev.parley.protocol.ClientMessage.Remove;
import dev.parley.protocol.ClientMessage.SetRole;
import dev.parley.protocol.ClientMessage.SwitchSource;
import dev.parley.protocol.ClientMessage.ToSomebody;
import dev.parley.protocol.ClientMessage.Unban;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.Role;
import dev.parley.protocol.ServerMessage.ChatDeleted;
import dev.parley.protocol.ServerMessage.InvitedToSpeak;
import dev.parley.protocol.ServerMessage.Removed;
import dev.parley.protocol.ServerMessage.RoleChanged;
import dev.parley.protocol.ServerMessage.RoomUpdated;
import dev.parley.protocol.Source;
import dev.parley.protocol.UserId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One act of a moderator, within a turn of a {@link LiveRoom}. Nobody may act on a person of their own rank or above. */
final class Moderating {
    private final LiveRoom live;
    private final LiveRoom.Actor actor;
    private final @Nullable Role stored;
    private final Instant now;
    private final Turn turn;
    /** The decisions of an acting moderator are forgotten when the room is empty. */
    private final boolean forGood;

    Moderating(LiveRoom live, LiveRoom.Actor actor, @Nullable Role stored, Instant now) {
        this.live = live;
        this.turn = new Turn(live);
        this.actor = actor;
        this.stored = stored;
        this.now = now;
        Seat seat = live.seats.ofPerson(actor.userId());
        this.forGood = seat == null || seat.beforeActing == null;
    }

    Turn on(Moderation moderation) {
        if (!actor.role().moderates()) {
            throw forbidden("Only hosts and moderators can do this.");
        }
        boolean aboutBans = moderation instanceof Unban || (moderation instanceof Remove remove && remove.ban());
        if (aboutBans && !forGood) {
            throw forbidden("You are standing in for the moderators until one comes back. Only they can ban.");
        }
        if (moderation instanceof ToSomebody act && !(act instanceof LowerHand || act instanceof Unban)) {
            requireAbove(act.userId());
        }
        switch (moderation) {
            case SetRole set -> setRole(set.userId(), set.role());
            case MutePeer mute -> silence(seated(mute.userId()), mute.muted());
            case MuteAll all -> silenceAll(all.muted());
            case Remove remove -> remove(remove.userId(), remove.ban());
            case Unban unban -> unban(unban.userId());
            case LowerHand lower -> lowerHand(seated(lower.userId()));
            case Lock lock -> lock(lock.locked());
        }
        return turn;
    }

    /** Moderators switch off what others show. To switch it on again is for its owner alone. */
    Turn stop(SwitchSource change) {
        UserId whom = Objects.requireNonNull(change.userId());
        if (change.on() || !actor.role().moderates()) {
            throw forbidden("You can only do this for yourself.");
        }
        requireAbove(whom);
        Seat seat = seated(whom);
        if (change.source() == Source.MICROPHONE) {
            silence(seat, true);
        } else {
            live.shows.stop(turn, seat, change.source(), actor.userId());
        }
        return turn;
    }

    /** Everybody may delete what they wrote. A moderator may delete the messages of everybody else too, whatever their rank. */
    Turn delete(MessageId message, UserId author) {
        if (!author.equals(actor.userId())) {
            if (!actor.role().moderates()) {
                throw forbidden("You can only delete your own messages.");
            }
            if (!forGood) {
                throw forbidden("You are standing in for the moderators until one comes back. Only they can delete other people's messages.");
            }
        }
        live.seats.tell(turn, new ChatDeleted(message, actor.userId()));
        return turn.remember(new Fact.ChatDeleted(live.id(), message));
    }

    /** The host gives the room to somebody else and is a moderator from then on. */
    static Turn changeHost(LiveRoom live, ChangeHost act, Instant now) {
        UserId from = act.by();
        UserId to = new UserId(act.to().id());
        if (!live.host().equals(from)) {
            throw forbidden("Only the host can hand the room over.");
        }
        if (to.equals(from)) {
            throw forbidden("You are the host already.");
        }
        boolean here = live.seats.ofPerson(to) != null;
        ChangeHost.requireFit(live.banned.contains(to), here || act.belongs());
        Turn turn = new Turn(live);
        live.room = live.room.hostedBy(act.to());
        live.roles.changeHost(turn, from, to);
        live.roles.keepAsModerator(from);
        live.seats.tell(turn, new RoomUpdated(live.view()));
        return turn.remember(new Fact.HostChanged(live.id(), from, to, here, now));
    }

    private void requireAbove(UserId userId) {
        if (userId.equals(actor.userId())) {
            throw forbidden("You cannot do this to yourself.");
        }
        Role rank = userId.equals(live.host()) ? Role.HOST : live.roles.rank(userId, stored);
        if (rank == null) {
            throw noSuchPerson(); // Neither the room nor the caller knows this person's rank, so it could be anything.
        }
        if (!actor.role().isAbove(rank)) {
            throw forbidden("You cannot do this to a " + rank.word() + ".");
        }
    }

    private void setRole(UserId userId, Role role) {
        if (role == Role.MODERATOR && actor.role() != Role.HOST) {
            throw forbidden("Only the host can appoint moderators.");
        }
        Seat seat = live.seats.ofPerson(userId);
        if (role == Role.MODERATOR && seat != null && seat.person.hasNoAccount()) {
            throw forbidden("A guest cannot be a moderator.");
        }
        if (seat == null) {
            live.roles.give(turn, userId, role, forGood, now);
        } else if (role == Role.SPEAKER && !seat.role.speaks()) {
            seat.invitedBy = actor.userId();
            seat.invitedForGood = forGood;
            turn.to(seat.peer, new InvitedToSpeak(actor.userId()));
        } else {
            if (seat.invitedBy != null && role == seat.role) {
                // Telling them their role again shows them that the invitation is withdrawn.
                turn.to(seat.peer, new RoleChanged(userId, role));
            }
            seat.invitedBy = null;
            live.roles.give(turn, seat, role, forGood, now);
        }
    }

    private void silence(Seat seat, boolean silent) {
        if (!silent) {
            live.seats.allow(turn, seat);
        } else if (!live.seats.isSilenced(seat)) {
            live.seats.silence(seat, true);
            live.seats.setMuted(turn, seat, true);
        }
    }

    /** A listener cannot be muted, and only a moderator can give them the floor. */
    private void silenceAll(boolean silent) {
        live.seats.all().stream().filter(seat -> silent ? seat.role == Role.SPEAKER : !seat.role.moderates())
                .forEach(seat -> silence(seat, silent));
        if (!silent) {
            live.seats.allowWhoLeft();
        }
    }

    private void remove(UserId userId, boolean ban) {
        Seat seat = live.seats.ofPerson(userId);
        if (seat == null && !ban) {
            throw noSuchPerson();
        }
        if (ban) {
            live.banned.add(userId);
            turn.remember(new Fact.Banned(live.id(), userId, actor.userId(), now));
        }
        if (seat != null) {
            turn.to(seat.peer, new Removed(ban ? "banned" : "removed", ban));
            live.free(turn, seat);
            if (live.room.stage()) {
                live.roles.removed(seat);
            }
        }
        if (ban) {
            live.roles.forget(userId);
        }
    }

    private void unban(UserId userId) {
        live.banned.remove(userId);
        turn.remember(new Fact.Unbanned(live.id(), userId));
    }

    private void lowerHand(Seat seat) {
        if (seat.handSince != null) {
            live.seats.setHand(turn, seat, null);
        }
    }

    private void lock(boolean locked) {
        live.room = live.room.locked(locked);
        if (forGood) {
            turn.remember(new Fact.Locked(live.id(), locked));
        }
        live.seats.tell(turn, new RoomUpdated(live.view()));
    }

    private Seat seated(UserId userId) {
        Seat seat = live.seats.ofPerson(userId);
        if (seat == null) {
            throw noSuchPerson();
        }
        return seat;
    }

    static Problem banned() {
        return new Problem("banned", 403, "You cannot enter this room.");
    }

    private static Problem noSuchPerson() {
        return new Problem("no_such_peer", 404, "This person is not in the room.");
    }

    private static Problem forbidden(String why) {
        return new Problem("forbidden", 403, why);
    }
}
