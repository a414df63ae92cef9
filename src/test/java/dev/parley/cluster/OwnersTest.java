package dev.parley.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.problem.Problem;
import dev.parley.protocol.RoomId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnersTest {
    private static final RoomId ROOM = new RoomId("room");

    @TempDir
    Path folder;

    private Mongo mongo;
    private volatile long now;
    private Nodes one;
    private Nodes two;
    private Owners ofOne;
    private Owners ofTwo;

    @BeforeEach
    void open() {
        mongo = new Mongo(folder);
        one = node();
        two = node();
        ofOne = new Owners(mongo.database(), one);
        ofTwo = new Owners(mongo.database(), two);
    }

    @AfterEach
    void close() {
        mongo.close();
    }

    private Nodes node() {
        Nodes node = new Nodes(mongo.database(), NodesTest.SETTINGS, "1", () -> now, NodesTest.SOON);
        node.enter();
        return node;
    }

    private void oneStandsStill() {
        for (int seconds = 0; seconds < 6; seconds++) {
            two.round();
            now += TimeUnit.SECONDS.toNanos(1);
        }
    }

    @Test
    void twoNodesRaceForTwoHundredRoomsAndEachHasOneWinner() throws Exception {
        try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Owner>> first = new ArrayList<>();
            List<Future<Owner>> second = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                RoomId room = new RoomId("room" + i);
                first.add(both.submit(() -> ofOne.claim(room)));
                second.add(both.submit(() -> ofTwo.claim(room)));
            }
            for (int i = 0; i < 200; i++) {
                assertEquals(first.get(i).get(), second.get(i).get());
            }
        }
        assertEquals(200, ofOne.count().changes() + ofTwo.count().changes());
    }

    @Test
    void aRoomOfALivingNodeCannotBeTaken() {
        Owner owner = ofOne.claim(ROOM);
        assertEquals(owner, ofTwo.takeOver(ROOM, owner));
        assertTrue(ofOne.isCurrent(ROOM, owner));
    }

    @Test
    void aPausedOwnerIsFencedWhenItWakesUp() {
        Owner paused = ofOne.claim(ROOM);
        oneStandsStill();
        Owner taken = ofTwo.takeOver(ROOM, paused);
        assertEquals(new Owner(two.id(), paused.epoch() + 1), taken);
        assertFalse(one.mayAct());
        assertFalse(ofOne.isCurrent(ROOM, paused));
        assertThrows(Problem.class, () -> ofOne.claim(ROOM));
        one.round();
        assertThrows(Problem.class, () -> ofOne.claim(ROOM));
        assertEquals(Optional.empty(), ofTwo.handOver(ROOM, paused, "somebody"));
        assertFalse(ofOne.release(ROOM, paused));
        assertTrue(ofTwo.isCurrent(ROOM, taken));
    }

    @Test
    void aRoomIsHandedOver() {
        Owner owner = ofOne.claim(ROOM);
        Owner next = ofOne.handOver(ROOM, owner, two.id()).orElseThrow();
        assertEquals(new Owner(two.id(), owner.epoch() + 1), next);
        assertEquals(Optional.empty(), ofOne.handOver(ROOM, owner, two.id()));
        assertFalse(ofOne.isCurrent(ROOM, owner));
        assertTrue(ofTwo.isCurrent(ROOM, next));
    }

    @Test
    void anEpochNeverFalls() {
        Owner first = ofOne.claim(ROOM);
        assertTrue(ofOne.release(ROOM, first));
        Owner second = ofTwo.claim(ROOM);
        assertTrue(second.epoch() > first.epoch());
        assertFalse(ofTwo.sweep(ROOM, second.epoch()));
        ofTwo.release(ROOM, second);
        assertTrue(ofTwo.sweep(ROOM, second.epoch()));
        assertTrue(ofOne.claim(ROOM).epoch() > second.epoch());
    }

    @Test
    void whatIsKnownIsCorrectedByWhatIsNewer() {
        ofOne.learn(ROOM, new Owner("b", 3));
        ofOne.learn(ROOM, new Owner("a", 2));
        assertEquals(Optional.of(new Owner("b", 3)), ofOne.known(ROOM));
    }
}
