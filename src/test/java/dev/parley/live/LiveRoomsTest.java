package dev.parley.live;

import dev.parley.live.LiveRooms.Postbox;
import dev.parley.live.Turn.Delivery;
import static dev.parley.live.People.arrival;
import static dev.parley.live.People.open;
import static dev.parley.live.People.peer;
import static dev.parley.live.People.person;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.problem.Problem;
import dev.parley.protocol.ClientMessage.Leave;
import dev.parley.protocol.ClientMessage.RelayIce;
import dev.parley.protocol.Opaque;
import dev.parley.protocol.Person;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.RoomView;
import dev.parley.protocol.ServerMessage.Arrived;
import dev.parley.protocol.ServerMessage.IceCandidate;
import dev.parley.protocol.ServerMessage.RemovePeer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads use the same rooms: turns are taken one at a time, and what follows is heard in the same order. */
@Timeout(60)
class LiveRoomsTest {
    private final Map<String, ConcurrentLinkedQueue<Delivery>> heard = new ConcurrentHashMap<>();
    private final LiveRooms rooms = rooms(deliveries -> deliveries.forEach(one -> heardBy(one.peer().value()).add(one)));

    private static LiveRooms rooms(Postbox postbox) {
        LiveRooms rooms = new LiveRooms();
        rooms.clock = InstantSource.fixed(People.NOON);
        rooms.deliverTo(postbox);
        return rooms;
    }

    private ConcurrentLinkedQueue<Delivery> heardBy(String peer) {
        return heard.computeIfAbsent(peer, _ -> new ConcurrentLinkedQueue<>());
    }

    private static RoomView room(int number) {
        RoomView open = open();
        return new RoomView("room-" + number, open.name(), open.topic(), null, false, "public", false, false, 10, 0, open.creator(), List.of(), open.video(), open.screen(), open.createdAt(), null, null, null, null);
    }

    private void enters(RoomView room, Person who) {
        rooms.take(room, new Act.Enter(peer(who.username()), null, arrival(who), 0));
    }

    private void leaves(RoomView room, Person who) {
        assertTrue(rooms.takeIfLive(new RoomId(room.id()), new Act.Says(peer(who.username()), new Leave(null))).isPresent());
    }

    /** All of them begin at once. What one of them throws is thrown here. */
    private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
        CyclicBarrier start = new CyclicBarrier(tasks.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = tasks.stream().map(task -> threads.submit(() -> {
                start.await();
                return task.call();
            })).toList();
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        }
    }

    @Test
    void inManyRoomsAtOnceNothingIsLostOrOutOfOrder() throws Exception {
        int size = 8;
        int each = 40;
        List<Callable<Void>> people = new ArrayList<>();
        for (int r = 0; r < 200; r++) {
            RoomView room = room(r);
            List<Person> members = IntStream.range(0, size).mapToObj(number -> person("p" + number + "-" + room.id())).toList();
            members.forEach(who -> enters(room, who));
            // The last two come and go while the others talk.
            for (Person who : members.subList(0, size - 2)) {
                people.add(() -> {
                    for (int n = 0; n < each; n++) {
                        Opaque numbered = new Opaque("{\"n\":" + n + "}");
                        for (Person other : members.subList(0, size - 2)) {
                            if (!other.equals(who)) {
                                rooms.take(room, new Act.Says(peer(who.username()), new RelayIce(peer(other.username()), numbered)));
                            }
                        }
                    }
                    return null;
                });
            }
            for (Person who : members.subList(size - 2, size)) {
                people.add(() -> {
                    for (int n = 0; n < each; n++) {
                        leaves(room, who);
                        enters(room, who);
                    }
                    return null;
                });
            }
        }
        together(people);
        for (int r = 0; r < 200; r++) {
            RoomView room = room(r);
            for (int number = 0; number < size - 2; number++) {
                assertHeardInOrder(person("p" + number + "-" + room.id()), size - 2, each);
            }
            assertEquals(size, rooms.count(new RoomId(room.id())).people());
        }
    }

    private void assertHeardInOrder(Person who, int talking, int each) {
        Map<String, List<String>> bySender = heardBy(who.username()).stream().map(Delivery::message).filter(IceCandidate.class::isInstance).map(IceCandidate.class::cast)
                .collect(Collectors.groupingBy(ice -> ice.peerId().value(), Collectors.mapping(ice -> ice.icecandidate().json(), Collectors.toList())));
        assertEquals(talking - 1, bySender.size());
        List<String> all = IntStream.range(0, each).mapToObj(n -> "{\"n\":" + n + "}").toList();
        bySender.values().forEach(one -> assertEquals(all, one));
        Set<String> here = new HashSet<>();
        for (Delivery delivery : heardBy(who.username())) {
            if (delivery.message() instanceof Arrived arrived) {
                assertTrue(here.add(arrived.participant().peerId()), "nobody arrives twice");
            } else if (delivery.message() instanceof RemovePeer gone) {
                assertTrue(here.remove(gone.peerId().value()), "nobody leaves who has not arrived");
            }
        }
    }

    @Test
    void exactlyAsManyEnterAsThereAreSeats() throws Exception {
        RoomView room = room(1);
        List<Boolean> entered = together(IntStream.range(0, 200).mapToObj(number -> (Callable<Boolean>) () -> {
            try {
                enters(room, person("P" + number));
                return true;
            } catch (Problem full) {
                assertEquals("room_full", full.code());
                return false;
            }
        }).toList());
        assertEquals(10, entered.stream().filter(in -> in).count());
        assertEquals(10, rooms.look(new RoomId(room.id())).orElseThrow().participants().size());
    }

    @Test
    void emptyRoomsAreGone() throws Exception {
        together(IntStream.range(0, 200).mapToObj(number -> (Callable<Void>) () -> {
            for (int n = 0; n < 20; n++) {
                Person who = person("P" + number);
                enters(room(number % 20), who);
                leaves(room(number % 20), who);
            }
            return null;
        }).toList());
        assertEquals(List.of(), rooms.counts());
        assertEquals(Optional.empty(), rooms.look(new RoomId("room-1")));
        assertEquals(Optional.empty(), rooms.takeIfLive(new RoomId("room-1"), new Act.Close("deleted")));
        assertEquals(new LiveRooms.Count(new RoomId("room-1"), 0, null), rooms.count(new RoomId("room-1")));
    }

    @Test
    void aCallerWhoLooksAfterwardsMissesNoChange() throws Exception {
        Map<RoomId, Integer> known = new ConcurrentHashMap<>();
        AtomicBoolean over = new AtomicBoolean();
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int number = 0; number < 40; number++) {
            RoomView room = room(number % 5);
            Person who = person("P" + number);
            tasks.add(() -> {
                for (int n = 0; n < 200; n++) {
                    enters(room, who);
                    leaves(room, who);
                }
                enters(room, who);
                return null;
            });
        }
        try (ExecutorService looking = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> looker = looking.submit(() -> {
                do {
                    rooms.changed().forEach(id -> known.put(id, rooms.count(id).people()));
                    Thread.yield();
                } while (!over.get());
            });
            together(tasks);
            over.set(true);
            looker.get();
        }
        rooms.changed().forEach(id -> known.put(id, rooms.count(id).people()));
        assertEquals(rooms.counts().stream().collect(Collectors.toMap(LiveRooms.Count::roomId, LiveRooms.Count::people)), known);
        assertEquals(Set.of(), rooms.changed());
    }

    @Test
    void aTurnThatThrowsLeavesNoRoomBehindAndSaysNothing() {
        assertThrows(Problem.class, () -> rooms.take(room(1), new Act.Says(peer("nobody"), new Leave(null))));
        assertEquals(List.of(), rooms.counts());
        assertEquals(Set.of(), rooms.changed());
        assertTrue(heard.isEmpty());
    }

    @Test
    void aTurnThatThrowsInALiveRoomChangesNothing() {
        enters(room(1), People.GRACE);
        LiveRooms.Seen before = rooms.look(new RoomId("room-1")).orElseThrow();
        int said = heardBy("grace").size();
        assertThrows(Problem.class, () -> rooms.take(room(1), new Act.Says(peer("grace"), new RelayIce(peer("nobody"), Opaque.NULL))));
        assertEquals(before, rooms.look(new RoomId("room-1")).orElseThrow());
        assertEquals(said, heardBy("grace").size());
    }

    @Test
    void aRoomThatNobodyEnteredIsNotLive() {
        rooms.take(room(1), new Act.Present(peer("nobody"), false, 1));
        assertEquals(List.of(), rooms.counts());
        assertFalse(rooms.look(new RoomId("room-1")).isPresent());
    }

    @Test
    void aTurnInEveryRoomReachesAllOfThem() {
        enters(room(1), People.GRACE);
        enters(room(2), People.LINUS);
        rooms.takeInEvery(new Act.Close("shutting_down"));
        assertEquals(List.of(), rooms.counts());
        assertEquals(Set.of(new RoomId("room-1"), new RoomId("room-2")), rooms.changed());
    }
}
