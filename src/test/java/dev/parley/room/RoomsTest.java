package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.parley.embedded.EmbeddedDatabase;
import dev.parley.problem.Problem;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.entity.EntityCodecs;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomsTest {
    private static final UserId ADA = new UserId("ada");

    @TempDir
    Path folder;

    @Test
    void aChangeAndTheEndOfARoomAreCountedAsDecisions() {
        try (EmbeddedDatabase database = new EmbeddedDatabase(folder); MongoClient client = MongoClients.create(database.address())) {
            Rooms rooms = rooms(client);
            RoomId id = rooms.create(ADA, new Room.Change("Room", null, false, false, 10, null, null, null, null)).id();
            long before = rooms.decisions.of(id);
            assertTrue(rooms.change(id, new Room.Change(null, null, true, null, null, null, null, null, null)));
            assertEquals(before + 1, rooms.decisions.of(id));
            assertTrue(rooms.delete(id));
            assertEquals(before + 2, rooms.decisions.of(id));
        }
    }

    private static Rooms rooms(MongoClient client) {
        Rooms rooms = new Rooms();
        rooms.clock = InstantSource.system();
        rooms.database = client.getDatabase("parley").withCodecRegistry(EntityCodecs.REGISTRY);
        rooms.decisions = new Decisions();
        return rooms;
    }

    @Test
    void theTagsOfPublicRoomsAreSuggestedTheMostUsedFirst() {
        try (EmbeddedDatabase database = new EmbeddedDatabase(folder); MongoClient client = MongoClients.create(database.address())) {
            Rooms rooms = rooms(client);
            tagged(rooms, false, "tea", "talk");
            tagged(rooms, false, "talk", "music");
            tagged(rooms, false, "tennis");
            tagged(rooms, true, "tea", "talk", "tabled");
            assertEquals(List.of("talk", "tea", "tennis"), rooms.tags("t", 10));
            assertEquals(List.of("talk", "music", "tea", "tennis"), rooms.tags("", 10));
            assertEquals(List.of("talk"), rooms.tags("t", 1));
            assertEquals(List.of(), rooms.tags("tab", 10), "a private room's");
            assertEquals(List.of(), rooms.tags("(t|.*", 10));
        }
    }

    private static void tagged(Rooms rooms, boolean isPrivate, String... tags) {
        rooms.create(ADA, new Room.Change("Room", null, isPrivate, false, 10, List.of(tags), null, null, null));
    }

    @Test
    void aCoverThatIsReplacedOrHasNoRoomAnyMoreIsGone() {
        try (EmbeddedDatabase database = new EmbeddedDatabase(folder); MongoClient client = MongoClients.create(database.address())) {
            Rooms rooms = rooms(client);
            Covers covers = covers(rooms);
            RoomId id = rooms.create(ADA, new Room.Change("Room", null, false, false, 10, null, null, null, null)).id();
            assertTrue(covers.put(id, new byte[] {1}));
            assertTrue(covers.put(id, new byte[] {2}));
            assertEquals(1, covers.database.getCollection("covers").countDocuments());
            assertTrue(covers.put(id, null));
            assertEquals(0, covers.database.getCollection("covers").countDocuments());
            rooms.delete(id);
            assertFalse(covers.put(id, new byte[] {3}));
            assertEquals(0, covers.database.getCollection("covers").countDocuments());
        }
    }

    @Test
    void ofManyCoversAtOnceOneIsKept() throws Exception {
        try (EmbeddedDatabase database = new EmbeddedDatabase(folder); MongoClient client = MongoClients.create(database.address());
                var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            Rooms rooms = rooms(client);
            Covers covers = covers(rooms);
            RoomId id = rooms.create(ADA, new Room.Change("Room", null, false, false, 10, null, null, null, null)).id();
            List<Future<Boolean>> asked = new ArrayList<>();
            for (byte i = 0; i < 40; i++) {
                byte[] picture = {i};
                asked.add(crowd.submit(() -> covers.put(id, picture)));
            }
            for (Future<Boolean> each : asked) {
                assertTrue(each.get());
            }
            assertEquals(1, covers.database.getCollection("covers").countDocuments());
            String kept = rooms.changeCover(id, null).orElseThrow().cover();
            assertTrue(covers.read(String.valueOf(kept)).isPresent());
        }
    }

    private static Covers covers(Rooms rooms) {
        Covers covers = new Covers();
        covers.database = rooms.database;
        covers.rooms = rooms;
        return covers;
    }

    @Test
    void nobodyHasMoreThanAHundredRoomsHoweverManyAreMadeAtOnce() throws Exception {
        try (EmbeddedDatabase database = new EmbeddedDatabase(folder); MongoClient client = MongoClients.create(database.address());
                var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            Rooms rooms = rooms(client);
            List<Future<Room>> asked = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                asked.add(crowd.submit(() -> rooms.create(ADA, new Room.Change("Room", null, false, false, 10, null, null, null, null))));
            }
            int refused = 0;
            for (Future<Room> each : asked) {
                try {
                    each.get();
                } catch (ExecutionException e) {
                    assertEquals("too_many_rooms", ((Problem) e.getCause()).code());
                    refused++;
                }
            }
            long there = rooms.database.getCollection("rooms").countDocuments();
            assertEquals(120 - refused, there);
            assertTrue(there <= 100, there + " rooms");
        }
    }
}
