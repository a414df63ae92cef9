package dev.parley.spread;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.bus.Bus;
import dev.parley.cluster.Owner;
import dev.parley.live.Act;
import dev.parley.live.Act.Arrival;
import dev.parley.live.LiveRoom;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.Person;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.RoomView;
import io.lettuce.core.RedisURI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the owner of a room knows of where its people are. */
class OwnTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Person ADA = new Person("ada", "ada", "Ada", null);
    private static final Bus.Receiver DEAF = new Bus.Receiver() {
        @Override
        public void told(String from, byte[] payload) {}

        @Override
        public CompletableFuture<byte[]> asked(String from, byte[] payload) {
            return CompletableFuture.failedFuture(new IllegalStateException("nobody asks"));
        }

        @Override
        public void gap(String from) {}
    };

    private final LiveRoom room = new LiveRoom(new RoomView("salon", "Salon", "Salon", null, false, "public", false, false, 10, 0, ADA, List.of(), "everyone", "everyone", NOON, null, null, null, null));
    private final Own own = new Own(new RoomId("salon"), new Owner("here", 1), new Bus(RedisURI.create("redis://127.0.0.1:1"), "here", DEAF), _ -> {});
    private final PeerId grace = new PeerId("grace");

    private void enters(String name) {
        Arrival arrival = new Arrival(new Person(name, name, name, null), null);
        room.take(new Act.Enter(new PeerId(name), null, arrival, 1), NOON);
    }

    @Test
    void whereSomebodyIsWhoIsAboutToEnterIsNotForgottenWhenOthersComeOrGo() {
        enters("ada");
        own.keep(room, null);
        own.nodes.put(grace, "there");
        enters("linus");
        own.keep(room, null);
        assertFalse(own.isAt(grace, "here"));
    }

    @Test
    void whereSomebodyWasWhoHasLeftIsForgotten() {
        own.moves(grace, "there", 3);
        enters("grace");
        own.keep(room, null);
        assertTrue(own.isAt(grace, "there"));
        room.take(new Act.Gone(grace), NOON);
        own.keep(room, null);
        assertTrue(own.nodes.isEmpty());
        assertTrue(own.isLatest(grace, 0), "nor when its line has moved");
    }

    @Test
    void whatANodeSaidOfALineBeforeItLeftIsOfThePast() {
        assertTrue(own.isLatest(grace, 0), "it has never moved");
        own.moves(grace, "there", 3);
        assertFalse(own.isAt(grace, "here"));
        assertFalse(own.isLatest(grace, 3));
        assertTrue(own.isLatest(grace, 4), "there it has a socket again");
    }
}
