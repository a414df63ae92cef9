package dev.parley.live;

import dev.parley.live.Act.Arrival;
import dev.parley.live.Act.ChangeHost;
import dev.parley.live.Act.Close;
import dev.parley.live.Act.Cut;
import dev.parley.live.Act.DeleteChat;
import dev.parley.live.Act.Dismiss;
import dev.parley.live.Act.EndMembership;
import dev.parley.live.Act.Enter;
import dev.parley.live.Act.Gone;
import dev.parley.live.Act.Moderate;
import dev.parley.live.Act.OfMedia;
import dev.parley.live.Act.Present;
import dev.parley.live.Act.Rename;
import dev.parley.live.Act.Restate;
import dev.parley.live.Act.Says;
import dev.parley.live.Act.TellAudience;
import dev.parley.live.Act.Update;
import dev.parley.problem.Problem;
import dev.parley.protocol.CallParticipant;
import dev.parley.protocol.ClientMessage.AboutMedia;
import dev.parley.protocol.ClientMessage.Chat;
import dev.parley.protocol.ClientMessage.Hand;
import dev.parley.protocol.ClientMessage.InRoom;
import dev.parley.protocol.ClientMessage.Leave;
import dev.parley.protocol.ClientMessage.Moderation;
import dev.parley.protocol.ClientMessage.Mute;
import dev.parley.protocol.ClientMessage.MuteState;
import dev.parley.protocol.ClientMessage.React;
import dev.parley.protocol.ClientMessage.RelayIce;
import dev.parley.protocol.ClientMessage.RelaySdp;
import dev.parley.protocol.ClientMessage.SetRole;
import dev.parley.protocol.ClientMessage.Signal;
import dev.parley.protocol.ClientMessage.Speak;
import dev.parley.protocol.ClientMessage.SwitchSource;
import dev.parley.protocol.ClientMessage.Video;
import dev.parley.protocol.Participant;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.Person;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.RoomView;
import dev.parley.protocol.ServerMessage.InvitedToSpeak;
import dev.parley.protocol.ServerMessage.Joined;
import dev.parley.protocol.ServerMessage.MuteInfo;
import dev.parley.protocol.ServerMessage.PeerAway;
import dev.parley.protocol.ServerMessage.PeerBack;
import dev.parley.protocol.ServerMessage.PersonChanged;
import dev.parley.protocol.ServerMessage.Removed;
import dev.parley.protocol.ServerMessage.RoomClosed;
import dev.parley.protocol.ServerMessage.RoomState;
import dev.parley.protocol.ServerMessage.RoomUpdated;
import dev.parley.protocol.UserId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A room while people are in it. A turn either throws a {@link Problem} before it changes anything, or changes the room and returns what
 * follows. A room knows no threads, clocks or sockets. Its callers take one turn at a time.
 */
public final class LiveRoom {
    final Seats seats;
    final Roles roles;
    final Set<UserId> banned = new HashSet<>();
    RoomView room;
    private final RoomId id;
    private final boolean stored;
    private @Nullable Instant since;
    final Carriers carriers;
    final Shows shows;

    public LiveRoom(RoomView room) {
        this(room, true);
    }

    private LiveRoom(RoomView room, boolean stored) {
        this.room = room;
        this.stored = stored;
        id = new RoomId(room.id());
        seats = new Seats(id);
        carriers = new Carriers(id, seats);
        shows = new Shows(this);
        roles = new Roles(id, seats, carriers.mesh, shows);
    }

    /** How many people a mesh carries, whatever the room was made for, and when a media server takes over. */
    LiveRoom limitedTo(Carriers.Sizes sizes) {
        carriers.sizes = sizes;
        return this;
    }

    /** Whether a media server could carry the room at this moment. */
    LiveRoom withMediaServer(boolean available) {
        carriers.available = available;
        return this;
    }

    /** A call that is stored nowhere and ends when the last person leaves. */
    public static LiveRoom adHoc(RoomView call) {
        return new LiveRoom(call, false);
    }

    /** The room as it was on another server. */
    public static LiveRoom of(Snapshot saved) {
        LiveRoom live = new LiveRoom(saved.room(), saved.stored());
        live.since = saved.since();
        live.banned.addAll(saved.banned());
        saved.places().forEach(place -> live.seats.add(place.seat()));
        live.seats.silenced.addAll(saved.silenced());
        live.roles.given.putAll(saved.given());
        live.roles.left.putAll(saved.left());
        live.roles.moderated = saved.moderated();
        live.carriers.restore(saved.media());
        return live;
    }

    public Snapshot snapshot() {
        return new Snapshot(room, stored, since, Set.copyOf(banned), Set.copyOf(seats.silenced), Map.copyOf(roles.given), Map.copyOf(roles.left), roles.moderated,
                carriers.saved(), seats.all().stream().map(Snapshot.Place::of).toList());
    }

    /** Carries out this act in one turn, and returns what follows. */
    public Turn take(Act act, Instant now) {
        Turn turn = turn(act, now);
        carriers.adjust(turn, now);
        return turn;
    }

    private Turn turn(Act act, Instant now) {
        return switch (act) {
            case Enter enter -> enter(enter, now);
            case Says(PeerId peer, InRoom message) -> says(peer, message, now);
            case Present present -> present(present, now);
            case Gone(PeerId peer) -> gone(peer);
            case Cut(Set<PeerId> peers) -> cut(peers, now);
            case Restate(Set<PeerId> peers) -> restate(peers);
            case Moderate moderate -> moderate(moderate, now);
            case DeleteChat delete -> delete(delete, now);
            case Dismiss(UserId userId, String reason) -> dismiss(userId, reason);
            case EndMembership(UserId userId, String reason) -> dismiss(userId, reason).remember(new Fact.Left(id(), userId));
            case ChangeHost change -> Moderating.changeHost(this, change, now);
            case Update(RoomView changed) -> update(changed);
            case Close(String reason) -> close(reason);
            case TellAudience _ -> tellAudience();
            case Rename(Person person) -> rename(person);
            case OfMedia media -> carriers.on(new Turn(this), media, now);
        };
    }

    private Turn enter(Enter enter, Instant now) {
        Turn turn = new Turn(this);
        Arrival arrival = enter.arrival();
        PeerId peer = enter.peer();
        UserId userId = new UserId(arrival.person().id());
        if (banned.contains(userId)) {
            throw Moderating.banned();
        }
        if (enter.callId() != null) {
            carriers.requireMesh();
        }
        Seat seat = seats.ofPerson(userId);
        if (seat == null) {
            seat = newcomer(turn, enter, now);
        } else if (!seat.peer.equals(peer) || !Objects.equals(seat.callId, enter.callId())) {
            seats.sayGoodbye(turn, seat);
            if (!seat.peer.equals(peer)) {
                turn.to(seat.peer, new Removed("joined_elsewhere", false));
            }
            seats.move(seat, peer);
            carriers.arrives(seat);
            seat.callId = enter.callId();
            seat.person = arrival.person();
            seat.muted = seats.beginsMuted(seat, enter.muted());
            seat.shown.clear();
            seat.awaySince = null;
            seat.presence = enter.presence();
        } else {
            Turn again = present(new Present(peer, true, enter.presence()), now).answer(seat, joined(seat));
            remindOfInvitation(again, seat);
            return again;
        }
        turn.answer(seat, joined(seat));
        seats.introduce(turn, seat);
        if (!seat.muted) {
            seats.tellOthers(turn, seat, new MuteInfo(seat.userId(), false, false));
        }
        carriers.mesh.introduce(turn, seat);
        for (Seat other : seats.all()) {
            if (!other.muted) {
                turn.to(peer, new MuteInfo(other.userId(), false, false));
            }
        }
        remindOfInvitation(turn, seat);
        roles.handOver(turn);
        return turn;
    }

    private Seat newcomer(Turn turn, Enter enter, Instant now) {
        Arrival arrival = enter.arrival();
        Role own = fit(arrival.person(), roles.of(new UserId(arrival.person().id()), arrival.role()));
        Role role = own != null ? own : room.stage() ? Role.LISTENER : Role.SPEAKER;
        admit(role, enter.callId() != null);
        since = since == null ? now : since;
        Seat seat = new Seat(enter.peer(), arrival.person(), role, own != null, now);
        seat.callId = enter.callId();
        seat.presence = enter.presence();
        carriers.arrives(seat);
        if (role.moderates()) {
            seats.silence(seat, false);
            roles.arrive(turn);
        }
        seat.muted = seats.beginsMuted(seat, enter.muted());
        seats.add(seat);
        return seat;
    }

    /** Whatever role a guest was given while they were away: guests do not moderate. */
    private static @Nullable Role fit(Person person, @Nullable Role role) {
        return role != null && role.moderates() && person.hasNoAccount() ? Role.SPEAKER : role;
    }

    /** Somebody who takes over their own seat has not heard what their earlier connection was told. */
    private static void remindOfInvitation(Turn turn, Seat seat) {
        if (seat.invitedBy != null) {
            turn.to(seat.peer, new InvitedToSpeak(seat.invitedBy));
        }
    }

    private void admit(Role role, boolean calls) {
        if (room.locked() && !role.moderates()) {
            throw new Problem("room_locked", 403, "This room is locked. Ask a moderator to let you in.");
        }
        carriers.requirePlaceFor(calls);
        if (seats.count() >= room.maxParticipants()) {
            throw new Problem("room_full", 409, "This room is full. Try again when somebody has left.");
        }
    }

    private Joined joined(Seat seat) {
        return new Joined(view(), seat.role, seats.seen(seat), participants(), carriers.seen());
    }

    private Turn says(PeerId peer, InRoom message, Instant now) {
        Seat me = seats.ofPeer(peer);
        if (me == null) {
            throw notInRoom();
        }
        return switch (message) {
            case RelaySdp sdp -> new Talking(this, me).relay(sdp);
            case RelayIce ice -> new Talking(this, me).relay(ice);
            case Mute mute -> new Talking(this, me).mute(mute);
            case MuteState(Mute mute) -> new Talking(this, me).muteIfChanged(mute);
            case Hand hand -> new Talking(this, me).hand(hand.raised(), now);
            case Speak speak -> new Talking(this, me).answer(speak.accept(), now);
            case Chat chat -> new Talking(this, me).chat(chat, now);
            case React react -> new Talking(this, me).react(react, now);
            case Leave leave -> new Talking(this, me).leave(leave);
            case Signal signal -> new Talking(this, me).signal(signal);
            case SwitchSource change -> switchSource(me, change, now);
            case Video video -> new Talking(this, me).video(video);
            case AboutMedia media -> carriers.on(new Turn(this), me, media);
            case SetRole(UserId userId, Role role) when role == Role.LISTENER && userId.equals(me.userId()) && me.rank() == Role.SPEAKER ->
                    new Talking(this, me).stepDown(now);
            case Moderation moderation -> new Moderating(this, new Actor(me.userId(), me.role), null, now).on(moderation);
        };
    }

    private Turn switchSource(Seat me, SwitchSource change, Instant now) {
        boolean own = change.userId() == null || change.userId().equals(me.userId());
        return own ? new Talking(this, me).show(change.source(), change.on()) : new Moderating(this, new Actor(me.userId(), me.role), null, now).stop(change);
    }

    /** Whether a media server has something to do for this room. */
    public boolean isCarried() {
        return carriers.isServed();
    }

    /** What it has to do. */
    public Forwarding.Wish wish() {
        return carriers.wish();
    }

    /** Whether somebody is a moderator, by their seat or as stored. */
    record Actor(UserId userId, Role role) {}

    private Turn moderate(Moderate act, Instant now) {
        Actor actor = actor(act.userId(), act.role());
        return new Moderating(this, actor, act.target() == null ? Role.LISTENER : act.target(), now).on(act.moderation());
    }

    private Turn delete(DeleteChat act, Instant now) {
        if (act.peer() != null && seats.ofPeer(act.peer()) == null) {
            throw notInRoom();
        }
        return new Moderating(this, actor(act.userId(), act.role()), null, now).delete(act.message(), act.author());
    }

    /** Somebody who may have no seat. */
    private Actor actor(UserId userId, @Nullable Role stored) {
        if (banned.contains(userId)) {
            throw Moderating.banned();
        }
        Seat seat = seats.ofPerson(userId);
        Role role = seat != null ? seat.role : roles.of(userId, stored);
        return new Actor(userId, role == null ? Role.LISTENER : role);
    }

    /** Ends a seat for good. */
    void free(Turn turn, Seat seat) {
        seats.sayGoodbye(turn, seat);
        seats.remove(seat);
        roles.left(seat);
        roles.handOver(turn);
    }

    /** A seat without a socket is kept for a while: its owner may come back. */
    private Turn present(Present change, Instant now) {
        Turn turn = new Turn(this);
        Seat seat = seats.ofPeer(change.peer());
        if (seat == null || change.presence() < seat.presence) {
            return turn;
        }
        seat.presence = change.presence();
        if (change.here() != (seat.awaySince == null)) {
            seat.awaySince = change.here() ? null : now;
            seats.tellOthers(turn, seat, change.here() ? new PeerBack(seat.peer) : new PeerAway(seat.peer));
        }
        return turn;
    }

    private Turn gone(PeerId peer) {
        Turn turn = new Turn(this);
        Seat seat = seats.ofPeer(peer);
        if (seat != null) {
            free(turn, seat);
        }
        return turn;
    }

    /** They are away until they show up again, whatever was last heard of them. */
    private Turn cut(Set<PeerId> peers, Instant now) {
        Turn turn = new Turn(this);
        for (Seat seat : seats.all()) {
            if (peers.contains(seat.peer) && seat.awaySince == null) {
                seat.awaySince = now;
                seats.tellOthers(turn, seat, new PeerAway(seat.peer));
            }
        }
        return turn;
    }

    private Turn restate(Set<PeerId> peers) {
        Turn turn = new Turn(this);
        RoomState state = new RoomState(view(), participants(), carriers.seen());
        seats.all().stream().filter(seat -> peers.contains(seat.peer)).forEach(seat -> turn.to(seat.peer, seat.awaySince == null ? state : asReadBy(seat.peer, state)));
        return turn;
    }

    private static RoomState asReadBy(PeerId peer, RoomState state) {
        return new RoomState(state.room(), state.participants().stream().map(one -> one.peerId().equals(peer.toString()) ? one.asThemselves() : one).toList(), state.media());
    }

    private Turn rename(Person person) {
        Turn turn = new Turn(this);
        UserId userId = new UserId(person.id());
        Seat seat = seats.ofPerson(userId);
        if (seat != null) {
            seat.person = person;
            seats.tell(turn, new PersonChanged(userId, person));
            roles.handOver(turn);
        }
        return turn;
    }

    private Turn dismiss(UserId userId, String reason) {
        Turn turn = new Turn(this);
        roles.forget(userId);
        Seat seat = seats.ofPerson(userId);
        if (seat != null) {
            turn.to(seat.peer, new Removed(reason, reason.equals("banned")));
            free(turn, seat);
        }
        return turn;
    }

    private Turn update(RoomView changed) {
        boolean stageEnds = room.stage() && !changed.stage();
        UserId before = host();
        room = changed;
        Turn turn = new Turn(this);
        seats.tell(turn, new RoomUpdated(view()));
        seats.all().forEach(seat -> shows.endForbidden(turn, seat));
        if (!host().equals(before)) {
            banned.remove(host());
            roles.changeHost(turn, before, host());
        }
        if (stageEnds) {
            seats.all().stream().filter(seat -> !seat.role.speaks() && !seat.lasting)
                    .forEach(seat -> roles.change(turn, seat, Role.SPEAKER));
            roles.handOver(turn);
        }
        return turn;
    }

    private Turn tellAudience() {
        Turn turn = new Turn(this);
        seats.tellAudience(turn);
        return turn;
    }

    private Turn close(String reason) {
        Turn turn = new Turn(this);
        seats.tell(turn, new RoomClosed(reason));
        seats.clear();
        return turn;
    }

    UserId host() {
        return new UserId(room.creator().id());
    }

    public RoomView view() {
        return room.with(seats.count(), since);
    }

    public List<Participant> participants() {
        return seats.seen();
    }

    public List<CallParticipant> callers() {
        return seats.seenByCallers();
    }

    public boolean isStored() {
        return stored;
    }

    public RoomId id() {
        return id;
    }

    /** Since when the room has not been empty. */
    public @Nullable Instant since() {
        return since;
    }

    public int count() {
        return seats.count();
    }

    public boolean isEmpty() {
        return seats.count() == 0;
    }

    static Problem notInRoom() {
        return new Problem("not_in_room", 409, "You are not in this room. Join it first.");
    }
}
