package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
            RoomId id = rooms.create(ADA, new Room.Change("Room", null, false, false, 10, null, null, null)).id();
            long before = rooms.decisions.of(id);
            assertTrue(rooms.change(id, new Room.Change(null, null, true, null, null, null, null, null)));
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
    void nobodyHasMoreThanAHundredRoomsHoweverManyAreMadeAtOnce() throws Exception {
        try (EmbeddedDatabase database = new EmbeddedDatabase(folder); MongoClient client = MongoClients.create(database.address());
                var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            Rooms rooms = rooms(client);
            List<Future<Room>> asked = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                asked.add(crowd.submit(() -> rooms.create(ADA, new Room.Change("Room", null, false, false, 10, null, null, null))));
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
