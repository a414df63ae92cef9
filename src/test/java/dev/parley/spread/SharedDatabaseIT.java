package dev.parley.spread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.conformance.RawClient;
import dev.parley.harness.Needs;
import dev.parley.harness.OwnServer;
import dev.parley.harness.Person;
import dev.parley.harness.TestPeer;
import dev.parley.harness.Until;
import jakarta.json.JsonValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What several nodes share through their database. They start at the same time. */
@OwnServer
@Needs("redis-server")
class SharedDatabaseIT {
    @TempDir
    private static Path folder;

    private static Cluster cluster;

    @BeforeAll
    static void twoNodes() {
        cluster = new Cluster(folder, 2, Map.of());
    }

    @AfterAll
    static void stopAll() {
        cluster.close();
    }

    @Test
    void aTokenOfOneNodeIsGoodOnTheOther() {
        assertEquals(cluster.api(0).get("/api/auth/jwks").json().getJsonArray("keys"), cluster.api(1).get("/api/auth/jwks").json().getJsonArray("keys"));
        assertFalse(Files.exists(folder.resolve("node0/keys.json")));
        for (int node = 0; node < 2; node++) {
            Person ada = Person.called("ada", cluster.api(node));
            assertEquals(200, cluster.at(1 - node, ada).api().get("/api/user").status());
            try (TestPeer peer = cluster.peer(1 - node, ada)) {
                assertEquals(ada.id(), peer.userId());
            }
        }
    }

    /** The socket is on node 1, and the session ends on node 0. */
    private static void closesWithin(String what, Consumer<Person> ends) {
        Until.isQuick(what, Duration.ofSeconds(2), () -> {
            Person ada = Person.called("ada", cluster.api(0));
            try (TestPeer peer = cluster.peer(1, ada)) {
                if (what.contains("erased")) {
                    ada.confirmed();
                }
                long start = System.nanoTime();
                ends.accept(ada);
                assertEquals("signed_out", peer.hears("go-away").getString("reason"));
                return Duration.ofNanos(System.nanoTime() - start);
            }
        });
    }

    private static void signsOut(Person who) {
        String session = who.api().get("/api/sessions").json().getJsonArray("sessions").getJsonObject(0).getString("id");
        assertEquals(200, who.api().delete("/api/sessions/" + session).status());
    }

    @Test
    void aSessionThatEndsOnOneNodeClosesItsSocketOnTheOther() {
        closesWithin("ended on another node", SharedDatabaseIT::signsOut);
    }

    @Test
    void anErasedAccountHasNoSocketOnAnyNode() {
        closesWithin("erased on another node", who -> assertEquals(200, who.api().delete("/api/user").status()));
    }

    @Test
    void thisNeedsNoRedis() {
        cluster.redis.kill();
        try {
            closesWithin("ended without Redis", SharedDatabaseIT::signsOut);
        } finally {
            cluster.redis.start();
        }
    }

    @Test
    void eachNodeShowsTheOutboxOfAll() {
        String mail = Person.somebody("ada");
        assertEquals(200, cluster.api(1).from(Person.somewhere()).post("/api/send-otp", Person.json("email", mail)).status());
        Until.holds("the letter is shown by both", Duration.ofMinutes(1), () -> IntStream.range(0, 2).allMatch(node ->
                cluster.api(node).get("/api/dev/outbox").body().contains(mail)));
    }

    @Test
    void aPollThatComesToTheWrongNodeStartsAnew() {
        Person ada = Person.called("ada", cluster.api(0));
        String sid = new RawClient(cluster.api(0).base(), "/socket.io/", "Authorization", "Bearer " + ada.token()).opens();
        assertEquals("400 {\"code\":1,\"message\":\"Session ID unknown\"}",
                new RawClient(cluster.api(1).base(), "/socket.io/", "Authorization", "Bearer " + ada.token()).polls(sid).line());
    }

    @Test
    void aNodeThatStartsLeavesTheCountsOfTheOthersAlone() {
        Person ada = Person.called("ada", cluster.api(0));
        String room = ada.makesRoom();
        try (TestPeer peer = cluster.peer(0, ada)) {
            peer.joins(room);
            Until.holds("counted", Duration.ofMinutes(1), () -> isCounted(0, ada, room));
            cluster.node(1).kill();
            cluster.starts(1);
            assertTrue(isCounted(1, ada, room));
        }
    }

    private static boolean isCounted(int node, Person who, String room) {
        return cluster.at(node, who).api().get("/api/rooms").json().getJsonArray("rooms").stream().map(JsonValue::asJsonObject)
                .anyMatch(one -> one.getString("id").equals(room) && one.getInt("currentParticipants") == 1);
    }
}
