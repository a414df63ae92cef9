package dev.parley.live;

import dev.parley.json.Records;
import dev.parley.live.Act.Arrival;
import dev.parley.live.Turn.Delivery;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.problem.Problem;
import dev.parley.protocol.ClientMessage.InRoom;
import dev.parley.protocol.ClientMessage.Leave;
import dev.parley.protocol.ClientMessage.Lock;
import dev.parley.protocol.ClientMessage.LowerHand;
import dev.parley.protocol.ClientMessage.Moderation;
import dev.parley.protocol.ClientMessage.RelayIce;
import dev.parley.protocol.ClientMessage.Remove;
import dev.parley.protocol.ClientMessage.SetRole;
import dev.parley.protocol.ClientMessage.Speak;
import dev.parley.protocol.ClientMessage.ToSomebody;
import dev.parley.protocol.ClientMessage.Unban;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.Participant;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.Person;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomView;
import dev.parley.protocol.UserId;
import java.time.Instant;
import dev.parley.protocol.Description;
import dev.parley.words.SignalText;
import dev.parley.protocol.ServerMessage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An evening in a room, and a simple model of it: who has a seat with which peer, what a database would know, and what every client concludes
 * from what it hears. After each step all of them must agree.
 */
final class Evening {
    private static final Records RECORDS = new Records(Map.of(Description.class, SignalText.class));
    final Map<String, String> seats = new HashMap<>();
    final Map<String, Role> stored = new HashMap<>();
    final Set<String> banned = new HashSet<>();
    private final Map<String, Ear> ears = new HashMap<>();
    private final Set<String> away = new HashSet<>();
    private RoomView view;
    private Person host = People.ADA;
    private LiveRoom live;
    private long presence;
    private List<Delivery> heard = List.of();
    private boolean moderated;
    /** Until the room is over, or as stored. */
    private boolean locked;
    Instant now = People.NOON;

    Evening(RoomView view) {
        this.view = view;
        live = new LiveRoom(view);
        stored.put(People.ADA.id(), Role.HOST);
        stored.put(People.GRACE.id(), Role.MODERATOR);
    }

    /** The peer of somebody's seat, or a peer that nobody knows. */
    String peer(Person who) {
        return seats.getOrDefault(who.id(), "nobody");
    }

    /** Whatever connections somebody had here before. */
    List<String> ended(Person who) {
        return ears.values().stream().filter(ear -> ear.over && ear.userId.equals(who.id())).map(ear -> ear.peer).toList();
    }

    void join(Person who, String peer) {
        String id = who.id();
        if (banned.contains(id) && !live.banned.contains(new UserId(id))) {
            return; // If the room was not live, the database refuses this before the room is asked.
        }
        Role role = stored.get(id);
        String refusal = banned.contains(id) ? "banned"
                : seats.containsKey(id) ? null
                : locked && (role == null || !role.moderates()) ? "room_locked"
                : seats.size() >= view.maxParticipants() ? "room_full" : null;
        ears.putIfAbsent(peer, new Ear(peer, id));
        assertEquals(refusal, take(new Act.Enter(new PeerId(peer), null, new Arrival(who, role), ++presence), () -> {
            seats.put(id, peer);
            away.remove(id);
        }));
    }

    void lost(String peer) {
        assertNull(take(new Act.Present(new PeerId(peer), false, ++presence), () -> owner(peer).ifPresent(away::add)));
    }

    void back(String peer) {
        assertNull(take(new Act.Present(new PeerId(peer), true, ++presence), () -> owner(peer).ifPresent(away::remove)));
    }

    void gone(String peer) {
        Optional<String> owner = owner(peer);
        owner.ifPresent(this::freed);
        assertNull(take(new Act.Gone(new PeerId(peer)), () -> {}));
    }

    void leaves(Person who) {
        String peer = peer(who);
        freed(who.id());
        assertEquals(peer.equals("nobody") ? "not_in_room" : null, take(new Act.Says(new PeerId(peer), new Leave(null)), () -> {}));
    }

    void dismiss(Person who) {
        assertNull(take(new Act.Dismiss(People.id(who), "signed_out"), () -> freed(who.id())));
    }

    void close() {
        assertNull(take(new Act.Close("deleted"), () -> List.copyOf(seats.keySet()).forEach(this::freed)));
    }

    /** Another server goes on with the room, from what it was sent. Everybody is told the room as it is. */
    void goesOnElsewhere() {
        if (!live.isEmpty()) {
            live = LiveRoom.of(sent(Snapshot.class, live.snapshot()));
            assertNull(take(new Act.Restate(live.snapshot().places().stream().map(Snapshot.Place::peer).collect(Collectors.toSet())), () -> {}));
        }
    }

    void update(boolean stage) {
        view = People.room(stage, view.maxParticipants()).locked(view.locked()).hostedBy(host);
        assertNull(take(new Act.Update(view), () -> locked = view.locked()));
    }

    void says(Person who, InRoom message) {
        String peer = peer(who);
        String refusal = take(new Act.Says(new PeerId(peer), message), () -> {
            if (message instanceof Speak) {
                ears.get(peer).invited = false; // Whoever answers an invitation knows that it is over.
            }
        });
        assertEquals(peer.equals("nobody"), "not_in_room".equals(refusal), "only who has no seat has no say");
    }

    void relays(Person who, String other, InRoom message) {
        String peer = peer(who);
        boolean connected = !peer.equals("nobody") && ears.get(peer).connections.containsKey(other);
        boolean maySend = connected && (message instanceof RelayIce || roleOf(who.id()).speaks());
        heard = List.of();
        String refusal = take(new Act.Says(new PeerId(peer), message), () -> {});
        assertEquals(maySend, refusal == null, () -> "relayed between connected peers only: " + refusal);
        assertEquals(maySend ? List.of(other) : List.of(), heard.stream().map(one -> one.peer().value()).toList());
    }

    void moderates(Person actor, Moderation act, boolean rest) {
        String peer = peer(actor);
        String target = act instanceof ToSomebody one ? one.userId().value() : null;
        Role role = roleOf(actor.id());
        boolean standsIn = role != rankOf(actor.id());
        Map<String, Role> rolesBefore = Map.copyOf(stored);
        RoomView viewBefore = view;
        Role rank = target == null ? Role.LISTENER : rankOf(target);
        boolean stepsDown = !rest && act instanceof SetRole set && actor.id().equals(target) && set.role() == Role.LISTENER && rank == Role.SPEAKER;
        String refusal = take(rest
                ? new Act.Moderate(People.id(actor), stored.get(actor.id()), act, target == null ? null : stored.get(target))
                : new Act.Says(new PeerId(peer), act), () -> {
                    if (act instanceof Remove remove) {
                        freed(remove.userId().value());
                    } else if (act instanceof Lock lock) {
                        locked = lock.locked();
                    }
                });
        if (refusal != null) {
            return;
        }
        assertTrue(role.moderates() || stepsDown, "only moderators moderate");
        if (target != null && !stepsDown && !(act instanceof LowerHand || act instanceof Unban)) {
            assertTrue(role.isAbove(rank) && !target.equals(host.id()) && !target.equals(actor.id()), "nobody acts on their equal or superior");
        }
        assertTrue(!(act instanceof SetRole set) || set.role() != Role.MODERATOR || role == Role.HOST, "only the host appoints");
        assertTrue(!standsIn || stepsDown || (stored.equals(rolesBefore) && view.equals(viewBefore)), "nothing lasts that a stand-in decides");
        assertTrue(!(act instanceof Remove remove) || banned.contains(remove.userId().value()) == remove.ban(), "a ban is remembered");
    }

    void deletes(Person who, Person author, boolean rest) {
        if (banned.contains(who.id()) && !live.banned.contains(People.id(who))) {
            return; // As above: the database refuses this.
        }
        String peer = peer(who);
        Role role = roleOf(who.id());
        boolean standsIn = role != rankOf(who.id());
        String refusal = !rest && peer.equals("nobody") ? "not_in_room"
                : banned.contains(who.id()) ? "banned"
                : who.equals(author) || (role.moderates() && !standsIn) ? null : "forbidden";
        heard = List.of();
        assertEquals(refusal, take(new Act.DeleteChat(rest ? null : new PeerId(peer), People.id(who), stored.get(who.id()), new MessageId("m1"), People.id(author)),
                () -> {}));
        assertEquals(refusal == null ? seats.size() : 0, heard.size(), "everybody in the room hears it, or nobody");
    }

    void handsOver(Person who, Person to, boolean belongs) {
        String refusal = !who.equals(host) || to.equals(host) ? "forbidden"
                : live.banned.contains(new UserId(to.id())) ? "person_banned"
                : seats.containsKey(to.id()) || belongs ? null : "not_a_member";
        if (refusal == null && banned.contains(to.id())) {
            return; // If the room was not live, the database refuses this before the room is asked.
        }
        assertEquals(refusal, take(new Act.ChangeHost(People.id(who), to, belongs), () -> {}));
        if (refusal == null) {
            assertEquals(to, host);
            assertEquals(Role.MODERATOR, roleOf(who.id()));
        }
    }

    Role roleOf(String id) {
        return live.participants().stream().filter(who -> who.id().equals(id)).findFirst().flatMap(who -> Role.of(who.role()))
                .orElse(stored.getOrDefault(id, Role.LISTENER));
    }

    /** A moderator whom the database does not know as one is acting. */
    private Role rankOf(String id) {
        Role role = roleOf(id);
        return role == Role.MODERATOR && stored.get(id) != Role.MODERATOR ? Role.SPEAKER : role;
    }

    private Optional<String> owner(String peer) {
        return seats.entrySet().stream().filter(seat -> seat.getValue().equals(peer)).map(Map.Entry::getKey).findFirst();
    }

    private void freed(String id) {
        String peer = seats.remove(id);
        away.remove(id);
        if (peer != null) {
            ears.get(peer).over = true;
        }
    }

    /** One turn; null if it was taken, otherwise the code of the refusal. */
    private @Nullable String take(Act act, Runnable then) {
        now = now.plusMillis(10);
        List<Participant> before = live.participants();
        RoomView seen = live.view();
        Turn turn;
        try {
            turn = live.take(sent(Act.class, act), now);
        } catch (Problem refused) {
            assertEquals(before, live.participants(), "what is refused changes nothing");
            assertEquals(seen, live.view(), "what is refused changes nothing");
            return refused.code();
        }
        if (turn.answer() != null && act instanceof Act.Enter enter) {
            ears.get(enter.peer().value()).hear(turn.answer());
        }
        heard = turn.deliveries();
        for (Delivery delivery : heard) {
            Objects.requireNonNull(ears.get(delivery.peer().value()), () -> "nobody by " + delivery.peer()).hear(sent(ServerMessage.class, delivery.message()));
        }
        turn.facts().forEach(this::remember);
        then.run();
        agree();
        if (live.isEmpty()) {
            live = new LiveRoom(view);
            locked = view.locked();
            moderated = false;
        }
        return null;
    }

    /** As it arrives on another node. */
    private static <T> T sent(Class<T> as, T what) {
        T arrived = RECORDS.read(as, RECORDS.write(as, what));
        assertEquals(what, arrived);
        return arrived;
    }

    private void remember(Fact fact) {
        switch (fact) {
            case Fact.OfChat _ -> {}
            case Fact.RoleGiven(_, UserId(String id), Role role, _) -> stored.put(id, role);
            case Fact.Banned(_, UserId(String id), _, _) -> {
                stored.computeIfPresent(id, (_, role) -> role == Role.LISTENER ? role : null);
                banned.add(id);
            }
            case Fact.Unbanned(_, UserId(String id)) -> banned.remove(id);
            case Fact.Left _ -> throw new AssertionError("Nobody gives up a membership here");
            case Fact.HostChanged(_, UserId(String from), UserId(String to), _, _) -> {
                stored.put(from, Role.MODERATOR);
                stored.put(to, Role.HOST);
                host = live.view().creator();
                view = view.hostedBy(host);
            }
            case Fact.Locked(_, boolean locked) -> view = view.locked(locked);
        }
    }

    private void agree() {
        Map<String, Participant> really = live.participants().stream().collect(Collectors.toMap(Participant::id, who -> who));
        assertEquals(seats, really.values().stream().collect(Collectors.toMap(Participant::id, Participant::peerId)), "one seat per person, by their last peer");
        assertEquals(seats.size(), live.count());
        assertEquals(seats.size(), live.view().currentParticipants());
        assertEquals(away, really.values().stream().filter(Participant::away).map(Participant::id).collect(Collectors.toSet()));
        assertFalse(really.keySet().stream().anyMatch(banned::contains), "a banned person stays out");
        for (Participant one : really.values()) {
            assertTrue(one.isMuted() || !one.mutedByModerator() && !one.role().equals("listener"), "a voice that was taken is not heard");
            Ear ear = ears.get(one.peerId());
            assertTrue(ear.inRoom && !ear.over);
            // Nobody is told of their own absence.
            Map<String, Participant> told = new HashMap<>(really);
            told.put(one.id(), Ear.here(one));
            assertEquals(told, ear.participants, () -> "the room as " + one.peerId() + " knows it");
            assertEquals(live.view().locked(), Objects.requireNonNull(ear.room).locked());
            assertEquals(live.view().stage(), ear.room.stage());
            assertEquals(host, ear.room.creator());
            assertEquals(one.id().equals(host.id()), one.role().equals("host"), "one host");
            assertEquals(Objects.requireNonNull(live.seats.ofPeer(new PeerId(one.peerId()))).invitedBy != null, ear.invited, "invitations");
            Set<String> connected = really.values().stream().filter(other -> !other.id().equals(one.id()))
                    .filter(other -> !(one.role().equals("listener") && other.role().equals("listener"))).map(Participant::peerId).collect(Collectors.toSet());
            assertEquals(connected, ear.connections.keySet(), () -> "to whom " + one.peerId() + " is connected");
            ear.connections.forEach((other, offers) -> assertEquals(!offers, ears.get(other).connections.get(one.peerId()), "exactly one of two offers"));
        }
        long moderating = really.values().stream().filter(who -> who.role().equals("host") || who.role().equals("moderator")).count();
        long acting = really.values().stream().filter(who -> who.role().equals("moderator") && stored.get(who.id()) != Role.MODERATOR).count();
        moderated |= moderating > acting;
        assertTrue(moderated || acting == 0, "nobody takes over what nobody left");
        assertTrue(!moderated || moderating > 0 || really.values().stream().allMatch(who -> who.role().equals("listener")), "somebody keeps order among speakers");
        assertTrue(acting == 0 || moderating == 1, "an office held for a while ends when it is held by right");
    }
}
