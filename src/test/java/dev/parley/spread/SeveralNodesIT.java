package dev.parley.spread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.LoadBalancer;
import dev.parley.harness.Needs;
import dev.parley.harness.NodeTests;
import dev.parley.harness.OwnServer;
import dev.parley.harness.Person;
import dev.parley.harness.TestPeer;
import dev.parley.harness.Until;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.jspecify.annotations.Nullable;

/** People of one room on different nodes are together as on one, and stay so when a node dies. All sockets go through a load balancer. */
@OwnServer
@Needs({"redis-server", "haproxy"})
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SeveralNodesIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration A_START = Duration.ofMinutes(5);

    @TempDir
    private static Path folder;

    private static Cluster cluster;
    private static LoadBalancer balancer;
    private static Person ada;
    private static Person grace;
    private static Person linus;

    private final List<TestPeer> peers = new ArrayList<>();

    @BeforeAll
    static void threeNodes() {
        cluster = new Cluster(folder, 3, Map.of());
        balancer = new LoadBalancer(folder.resolve("balancer"), cluster.ports());
        ada = Person.called("ada", cluster.api(0));
        grace = Person.called("grace", cluster.api(0));
        linus = Person.called("linus", cluster.api(0));
    }

    @AfterAll
    static void stopAll() {
        balancer.close();
        cluster.close();
    }

    @AfterEach
    void closeAll() {
        peers.forEach(TestPeer::close);
        if (!cluster.redis.isAlive()) {
            cluster.redis.start(); // A test that fails while it is off fails alone.
        }
    }

    private TestPeer peer(int node, Person who) {
        balancer.only(node);
        TestPeer peer = TestPeer.of(new Person(who.email(), who.address(), who.token(), who.user(), balancer.api()));
        peers.add(peer);
        return peer;
    }

    /** The same person comes back, to this node. */
    private TestPeer resumed(int node, TestPeer last) {
        balancer.only(node);
        return resumed(last);
    }

    private TestPeer resumed(TestPeer last) {
        TestPeer next = last.resumed();
        peers.add(next);
        return next;
    }

    private static JsonObject room(int node, Person who, String room) {
        var api = cluster.at(node, who).api();
        return Until.succeeds("node " + node + " shows the room", SOON, () -> Objects.requireNonNull(api.get("/api/rooms/" + room).json().getJsonObject("room")));
    }

    private static List<String> people(JsonObject room) {
        return room.getJsonArray("participants").stream().map(JsonValue::asJsonObject).map(one -> one.getString("username")).toList();
    }

    private static JsonObject of(JsonObject room, Person who) {
        return room.getJsonArray("participants").stream().map(JsonValue::asJsonObject).filter(one -> one.getString("id").equals(who.id())).findFirst().orElseThrow();
    }

    /** Everything of that kind that one peer heard over its sockets, in order. */
    private static List<String> candidates(List<TestPeer> lives) {
        return lives.stream().flatMap(life -> life.frames.stream()).filter(frame -> frame.getString("event").equals("ice-candidate"))
                .map(frame -> frame.getJsonObject("data").getJsonObject("icecandidate").getString("candidate")).toList();
    }

    @Test
    @Order(1)
    void peopleOnDifferentNodesTalkAsOnOne() {
        String room = ada.makesRoom();
        TestPeer one = peer(0, ada);
        TestPeer two = peer(1, grace);
        TestPeer three = peer(2, linus);
        one.joins(room);
        JsonObject seen = two.joins(room);
        assertEquals(2, seen.getJsonArray("participants").size());
        assertTrue(two.hears("add-peer").getBoolean("createOffer"), "the newcomer offers");
        assertFalse(one.hears("add-peer").getBoolean("createOffer"));
        three.joins(room);
        two.hears("arrived");

        two.does("relay-sdp", "peerId", one.peerId(), "sessionDescription", TestPeer.object("type", "offer", "sdp", "v=0"));
        assertEquals("v=0", one.hears("session-description").getJsonObject("sessionDescription").getString("sdp"));
        one.does("relay-ice", "peerId", three.peerId(), "icecandidate", null);
        assertEquals(one.peerId(), three.hears("ice-candidate").getString("peerId"));
        three.does("chat", "text", "Good morning");
        for (TestPeer each : List.of(one, two, three)) {
            assertEquals("Good morning", each.hears("chat").getString("text"));
        }
        two.does("unmute", "roomId", room);
        assertEquals(two.userId(), three.hears("unmute").getString("userId"));

        one.does("mute-peer", "userId", grace.id());
        assertTrue(two.hears("mute-info", info -> info.getBoolean("byModerator", false)).getBoolean("isMute"));
        two.isRefused("forbidden", "unmute", "roomId", room);
        two.isRefused("no_such_peer", "relay-ice", "peerId", "nobody", "icecandidate", null);
    }

    @Test
    @Order(2)
    void restOnAnyNodeShowsAndChangesTheOneTruth() {
        String room = ada.makesRoom();
        TestPeer one = peer(0, ada);
        TestPeer two = peer(1, grace);
        one.joins(room);
        two.joins(room);
        for (int node = 0; node < 3; node++) {
            assertEquals(List.of(ada.username(), grace.username()), people(room(node, linus, room)), "node " + node);
        }
        int three = 2;
        Until.holds("the list shows both", SOON, () -> cluster.at(three, linus).api().get("/api/rooms").json().getJsonArray("rooms").stream()
                .map(JsonValue::asJsonObject).anyMatch(one2 -> one2.getString("id").equals(room) && one2.getInt("currentParticipants") == 2 && one2.containsKey("liveSince")));
        assertEquals(2, cluster.at(2, linus).api().get("/api/call/room/" + room).json().getJsonObject("data").getInt("participants"));
        assertTrue(cluster.at(2, linus).api().get("/api/call/stats").json().getJsonObject("data").getInt("totalUsersInCalls") >= 2);

        assertEquals(403, cluster.at(2, grace).api().put("/api/rooms/" + room + "/lock", "{\"locked\":true}").status());
        assertEquals(200, cluster.at(2, ada).api().put("/api/rooms/" + room + "/bans/" + grace.id(), "").status());
        assertTrue(two.hears("removed").getBoolean("banned"));
        one.hears("remove-peer");
        assertEquals("banned", cluster.at(1, grace).api().get("/api/rooms/" + room).code());
        two.isRefused("banned", "join", "roomId", room);
        two.isRefused("not_in_room", "chat", "text", "still here?");
        assertEquals(200, cluster.at(1, ada).api().delete("/api/rooms/" + room).status());
        assertEquals("deleted", one.hears("room-closed").getString("reason"));
    }

    /** The tests of both framings, with people on three nodes. */
    @Test
    @Order(2)
    void bothFramingsAndTheWordsOfCallsMeetAcrossNodes() throws IOException, InterruptedException {
        Map<String, String> people = NodeTests.people(List.of(cluster.api(0), cluster.api(1), cluster.api(2)));
        NodeTests.pass("rooms.test.mjs", people);
        NodeTests.pass("calls.test.mjs", people);
    }

    @Test
    @Order(3)
    void aLostSocketIsSeenEverywhereAndLeavesNoSeatBehind() {
        String room = ada.makesRoom();
        TestPeer one = peer(0, ada);
        TestPeer two = peer(1, grace);
        one.joins(room);
        two.joins(room);
        two.isCut();
        assertEquals(two.peerId(), one.hears("peer-away").getString("peerId"));
        TestPeer back = resumed(two);
        assertEquals(two.peerId(), one.hears("peer-back").getString("peerId"));
        back.does("leave", "roomId", room);
        one.hears("remove-peer");
    }

    @Test
    @Order(4)
    void aNodeThatStandsStillForAMomentKeepsItsConnectionsToRedis() {
        String room = ada.makesRoom();
        peer(0, ada).joins(room);
        Until.isQuick("connections that were given up for no reason", Duration.ZERO, () -> {
            long before = timesDown(1);
            cluster.node(1).pause();
            LockSupport.parkNanos(Duration.ofMillis(1_600).toNanos()); // longer than it waits for Redis, and not so long that others give it up
            cluster.node(1).wake();
            Until.holds("the room is there again", SOON, () -> cluster.at(1, linus).api().get("/api/rooms/" + room).status() == 200);
            return Duration.ofSeconds(timesDown(1) - before);
        });
    }

    private static long timesDown(int node) {
        return cluster.node(node).log().lines().filter(line -> line.contains("The bus between the nodes is down")).count();
    }

    /** Ada, on one node, sends one candidate after the other while Grace goes from node to node. */
    @Test
    @Order(4)
    void aLineThatGoesFromNodeToNodeLosesDoublesAndReordersNothing() {
        String room = ada.makesRoom();
        TestPeer one = peer(0, ada);
        TestPeer two = peer(1, grace);
        one.joins(room);
        two.joins(room);
        one.hears("arrived");
        int many = 240;
        var _ = Thread.startVirtualThread(() -> {
            for (int i = 0; i < many; i++) {
                one.does("relay-ice", "peerId", two.peerId(), "icecandidate", TestPeer.object("candidate", "c" + i));
            }
        });
        List<TestPeer> lives = new ArrayList<>(List.of(two));
        for (int node : List.of(2, 0, 1, 2)) {
            TestPeer last = lives.getLast();
            last.hears("ice-candidate");
            last.isCut();
            lives.add(resumed(node, last));
        }
        TestPeer last = lives.getLast();
        last.hears("ice-candidate", one2 -> one2.getJsonObject("icecandidate").getString("candidate").equals("c" + (many - 1)));
        assertEquals(IntStream.range(0, many).mapToObj(i -> "c" + i).toList(), candidates(lives));
        List<Long> numbers = lives.stream().flatMap(life -> life.frames.stream().filter(frame -> frame.containsKey("seq") && !frame.getString("event").equals("welcome")))
                .map(frame -> frame.getJsonNumber("seq").longValue()).toList();
        assertEquals(numbers.stream().distinct().sorted().toList(), numbers);
        last.does("chat", "text", "I got around");
        one.hears("chat");
        assertEquals(2, room(1, linus, room).getInt("currentParticipants"));
    }

    @Test
    @Order(5)
    void withoutRedisRoomsOfOneNodeNoticeNothingAndOthersSaySoAndMend() {
        String near = ada.makesRoom();
        String far = ada.makesRoom();
        TestPeer alone = peer(0, linus);
        alone.joins(near);
        TestPeer one = peer(0, ada);
        TestPeer two = peer(1, grace);
        one.joins(far);
        two.joins(far);
        two.does("hand", "raised", true);
        cluster.redis.kill();
        assertFalse(two.hears("link").getBoolean("up"));
        assertFalse(one.hears("link").getBoolean("up"));
        two.isRefused("unavailable", "react", "emoji", "\uD83D\uDC4F");
        one.does("chat", "text", "said while the others could not hear");
        alone.does("chat", "text", "nobody here notices");
        alone.hears("chat");
        assertEquals(200, cluster.api(0).get("/health/ready").status());
        assertEquals(200, cluster.api(1).get("/health/live").status());
        cluster.redis.start();
        assertTrue(two.hears("link").getBoolean("up"));
        Until.holds("the room as it is", SOON, () -> two.heard("room-state"));
        two.does("hand", "raised", false);
        one.hears("hand", hand -> !hand.getBoolean("raised"));
        assertFalse(two.heard("chat"), "nothing old arrives late; what was written is in the history");
        assertFalse(alone.heard("link"));
    }

    /** Whether everybody in the room can be reached, as this peer was told last. */
    private static @Nullable Boolean link(TestPeer peer) {
        return peer.frames.stream().filter(frame -> frame.getString("event").equals("link")).map(frame -> frame.getJsonObject("data").getBoolean("up"))
                .reduce((_, last) -> last).orElse(null);
    }

    @Test
    @Order(5)
    void aBanBitesOnTheOtherNodesWhileRedisIsAway() {
        String room = ada.makesRoom();
        TestPeer one = peer(0, ada);
        TestPeer two = peer(1, grace);
        TestPeer three = peer(1, linus);
        one.joins(room);
        two.joins(room);
        three.joins(room);
        cluster.redis.kill();
        // At once: no node has noticed yet.
        one.does("remove", "userId", linus.id(), "ban", true);
        assertTrue(three.hears("removed").getBoolean("banned"));
        assertEquals(linus.id(), two.hears("remove-peer").getString("userId"));
        Until.holds("the cut is noticed", SOON, () -> Boolean.FALSE.equals(link(two)));
        three.isRefused("not_in_room", "react", "emoji", "\uD83D\uDC4F");
        assertFalse(one.hears("link").getBoolean("up"));
        cluster.redis.start();
        assertTrue(one.hears("link").getBoolean("up"));
        Until.holds("it is mended", SOON, () -> Boolean.TRUE.equals(link(two)));
        one.does("chat", "text", "without him");
        two.hears("chat");
        assertFalse(three.heard("chat"));
    }

    @Test
    @Order(6)
    void withoutTheDatabaseNobodyActsForARoomAnyMoreAndItMendsByItself() {
        String room = ada.makesRoom();
        TestPeer one = peer(0, ada);
        TestPeer two = peer(1, grace);
        one.joins(room);
        two.joins(room);
        JsonObject raised = TestPeer.object("raised", true);
        cluster.way.isSilent();
        try {
            Until.holds("the owner no longer acts", SOON, () -> two.asks("hand", raised).getString("event").equals("error"));
            two.isRefused("database_unavailable", "hand", "raised", true);
            assertEquals(200, cluster.api(0).get("/health/live").status());
            assertFalse(one.isClosed() || two.isClosed());
        } finally {
            cluster.way.speaks();
        }
        Until.holds("it acts again", SOON, () -> two.asks("hand", raised).getString("event").equals("ack"));
        // A raised hand is stored nowhere.
        Until.holds("node 0 stores again", SOON, () -> linus.api().post("/api/rooms", Person.json("name", "Again")).status() == 201);
        for (int node = 0; node < 3; node++) {
            TestPeer newcomer = peer(node, linus);
            JsonObject fresh = TestPeer.object("roomId", linus.makesRoom());
            Until.holds("node " + node + " renews its own lease", SOON, () -> newcomer.asks("join", fresh).getString("event").equals("ack"));
        }
        two.does("chat", "text", "there you are");
        one.hears("chat");
        JsonObject seen = room(2, linus, room);
        assertEquals(2, seen.getInt("currentParticipants"));
        assertTrue(of(seen, grace).getBoolean("handRaised"));
    }

    /** Ada speaks from the node of the room, and Linus through it. Both send again what could not be delivered. */
    @Test
    @Order(7)
    void whatIsAcknowledgedArrivesOnceAndInOrderWhileRedisStandsStill() throws InterruptedException {
        String room = ada.makesRoom();
        TestPeer one = peer(0, ada);
        TestPeer two = peer(1, grace);
        TestPeer three = peer(2, linus);
        one.joins(room);
        two.joins(room);
        three.joins(room);
        AtomicBoolean over = new AtomicBoolean();
        List<List<String>> sent = new ArrayList<>();
        List<Thread> speakers = new ArrayList<>();
        for (TestPeer each : List.of(one, three)) {
            List<String> acknowledged = new CopyOnWriteArrayList<>();
            sent.add(acknowledged);
            speakers.add(Thread.startVirtualThread(() -> {
                while (!over.get()) {
                    String candidate = each.peerId() + acknowledged.size();
                    JsonObject ice = TestPeer.object("peerId", two.peerId(), "icecandidate", TestPeer.object("candidate", candidate));
                    Until.holds("acknowledged", SOON, () -> each.asks("relay-ice", ice).getString("event").equals("ack"));
                    acknowledged.add(candidate);
                    LockSupport.parkNanos(5_000_000);
                }
            }));
        }
        Until.holds("some were sent", SOON, () -> sent.stream().allMatch(each -> each.size() > 50));
        cluster.redis.pause();
        two.hears("link", link -> !link.getBoolean("up"));
        one.hears("link", link -> !link.getBoolean("up"));
        cluster.redis.wake();
        two.hears("link", link -> link.getBoolean("up"));
        List<Integer> before = sent.stream().map(List::size).toList();
        Until.holds("some more were sent", SOON, () -> IntStream.range(0, 2).allMatch(i -> sent.get(i).size() > before.get(i) + 50));
        over.set(true);
        for (Thread speaker : speakers) {
            speaker.join();
        }
        for (List<String> each : sent) {
            List<String> heard = candidates(List.of(two)).stream().filter(candidate -> candidate.startsWith(each.getFirst().substring(0, each.getFirst().length() - 1))).toList();
            assertEquals(each, heard);
        }
    }

    @Test
    @Order(8)
    void theSeventeenthPersonIsToldThatAMeshCarriesNoMore() {
        var refused = ada.api().post("/api/rooms", TestPeer.object("name", "Large", "maxParticipants", 17).toString());
        assertEquals(422, refused.status());
        assertTrue(refused.body().contains("Please use at most 16. A room for more people needs a media server, and there is none."), refused.body());
        assertEquals(TestPeer.object("mesh", 16, "server", 0),
                cluster.at(1, ada).api().get("/api/call/stats").json().getJsonObject("data").getJsonObject("limits"));
        String room = ada.makesRoom("maxParticipants", 16);
        for (int number = 0; number < 16; number++) {
            peer(number % 3, Person.byCode("guest", cluster.api(0))).joins(room);
        }
        TestPeer late = peer(0, ada);
        assertEquals("This room is full: without a media server, 16 people are the most that a room holds.", late.isRefused("room_full", "join", "roomId", room).getString("message"));
        assertEquals(16, late.welcome().getJsonObject("limits").getInt("mesh"));
    }

    @Test
    @Order(8)
    void metricsShowTheRoomsAndTheBusOfANode() {
        String owner = cluster.api(0).get("/metrics").body();
        assertTrue(figure(owner, "parley_nodes") == 3 && figure(owner, "parley_bus_up") == 1, owner);
        assertTrue(figure(owner, "parley_rooms_owned") >= 1 && figure(owner, "parley_turns_total") >= 1, owner);
        assertTrue(figure(owner, "parley_bus_lag_p50_microseconds") >= 1 && figure(owner, "parley_bus_lag_p99_microseconds") >= figure(owner, "parley_bus_lag_p50_microseconds"), owner);
        assertTrue(figure(cluster.api(1).get("/metrics").body(), "parley_acts_forwarded_total") >= 1);
    }

    private static double figure(String metrics, String name) {
        return metrics.lines().filter(line -> line.startsWith(name + "{") || line.startsWith(name + " ")).mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst().orElseThrow(() -> new AssertionError("no " + name + " in " + metrics));
    }

    @Test
    @Order(9)
    void aNodeThatStoodStillOwnsNothingWhenItWakesUpAndItsPeopleAreStillThere() {
        String room = ada.makesRoom();
        TestPeer owner = peer(0, linus);
        TestPeer one = peer(1, ada);
        owner.joins(room);
        one.joins(room);
        one.does("set-role", "userId", linus.id(), "role", "moderator");
        owner.hears("role");
        cluster.node(0).pause();
        one.hears("room-state");
        one.does("lock", "locked", true);
        Until.holds("its people are away", SOON, () -> of(room(1, ada, room), linus).getBoolean("away"));
        cluster.node(0).wake();
        one.hears("peer-back");
        owner.hears("room-state", state -> state.getJsonObject("room").getBoolean("locked"));
        owner.does("chat", "text", "what did I miss?");
        one.hears("chat");
        assertEquals("moderator", of(room(0, linus, room), linus).getString("role"));
        assertEquals(2, room(0, linus, room).getInt("currentParticipants"));
    }

    @Test
    @Order(10)
    void aNodeThatStopsGivesItsRoomsAwayAndItsPeopleMoveWithoutLosingAnything() throws InterruptedException {
        String room = ada.makesRoom();
        TestPeer owner = peer(1, linus);
        TestPeer one = peer(1, ada);
        TestPeer two = peer(2, grace);
        owner.joins(room);
        one.joins(room);
        two.joins(room);
        one.does("mute-peer", "userId", grace.id());
        one.does("set-role", "userId", linus.id(), "role", "moderator");
        two.hears("role");
        AtomicBoolean over = new AtomicBoolean();
        List<String> sent = new CopyOnWriteArrayList<>();
        Thread speaker = Thread.startVirtualThread(() -> {
            while (!over.get()) {
                String candidate = "c" + sent.size();
                two.does("relay-ice", "peerId", one.peerId(), "icecandidate", TestPeer.object("candidate", candidate));
                sent.add(candidate);
                LockSupport.parkNanos(20_000_000);
            }
        });
        balancer.all();
        cluster.node(1).stop();
        List<TestPeer> moved = new ArrayList<>();
        for (TestPeer each : List.of(owner, one)) {
            assertEquals("server_stopping", each.hears("go-away").getString("reason"));
            each.closeCode();
            moved.add(resumed(each));
        }
        assertEquals(0, cluster.node(1).ended(), "it ends by itself");
        over.set(true);
        speaker.join();
        TestPeer now = moved.getLast();
        now.hears("ice-candidate", each -> each.getJsonObject("icecandidate").getString("candidate").equals(sent.getLast()));
        assertEquals(sent, candidates(List.of(one, now)));
        two.isRefused("forbidden", "unmute", "roomId", room);
        moved.getFirst().does("mute-peer", "userId", grace.id(), "muted", false);
        two.does("unmute", "roomId", room);
        JsonObject seen = room(0, ada, room);
        assertEquals(3, seen.getInt("currentParticipants"));
        assertFalse(of(seen, linus).getBoolean("away"));
    }

    @Test
    @Order(11)
    void aNodeThatStartsIsNotReadyBeforeItHasMetTheOthers() {
        String room = ada.makesRoom();
        peer(0, ada).joins(room);
        cluster.node(1).kill(); // If the test before has not stopped it.
        cluster.redis.kill();
        cluster.begins(1);
        Until.holds("node 1 serves and has not met the others", A_START, () -> health(1).contains("\"otherNodesMet\":false"));
        assertEquals(503, cluster.api(1).get("/health/ready").status());
        cluster.redis.start();
        Until.holds("node 1 is ready", SOON, () -> cluster.api(1).get("/health/ready").status() == 200);
        assertEquals(1, room(1, ada, room).getInt("currentParticipants"), "node 0 answers node 1");
    }

    private static String health(int node) {
        try {
            return cluster.api(node).get("/health/ready").body();
        } catch (UncheckedIOException notListening) {
            return "";
        }
    }

    @Test
    @Order(12)
    void whenTheOwnerDiesAnotherNodeGoesOnWithEverythingThatMatters() {
        String room = ada.makesRoom();
        TestPeer owner = peer(0, linus);
        owner.joins(room);
        TestPeer one = peer(1, ada);
        TestPeer two = peer(2, grace);
        one.joins(room);
        two.joins(room);
        one.does("mute-peer", "userId", grace.id());
        one.does("set-role", "userId", linus.id(), "role", "moderator");
        two.does("hand", "raised", true);
        one.hears("hand");
        balancer.all();
        cluster.node(0).kill();

        JsonObject state = one.hears("room-state");
        assertEquals(3, state.getJsonArray("participants").size());
        two.hears("room-state");
        Until.holds("a node says that the room goes on there", SOON, () -> !reclaimed(room).isEmpty());
        List<Integer> reclaimed = reclaimed(room);
        assertEquals(1, reclaimed.size(), "one node only");
        assertTrue(figure(cluster.api(reclaimed.getFirst()).get("/metrics").body(), "parley_rooms_reclaimed_total") >= 1);
        JsonObject seen = room(2, ada, room);
        assertTrue(of(seen, grace).getBoolean("mutedByModerator"));
        assertTrue(of(seen, grace).getBoolean("handRaised"));
        assertEquals("moderator", of(seen, linus).getString("role"));
        assertTrue(of(seen, linus).getBoolean("away"), "their socket died with the node");
        two.isRefused("forbidden", "unmute", "roomId", room);
        two.does("chat", "text", "we are still here");
        one.hears("chat");

        TestPeer again = resumed(owner);
        again.hears("resync");
        JsonObject joined = again.joins(room);
        assertEquals("moderator", joined.getString("role"), "the same seat");
        assertEquals(3, joined.getJsonArray("participants").size());
        assertEquals(owner.peerId(), one.hears("remove-peer").getString("peerId"), "no ghost stays");
    }

    private static List<Integer> reclaimed(String room) {
        return IntStream.of(1, 2).filter(node -> cluster.node(node).log().contains("Room " + room + " goes on here")).boxed().toList();
    }

    /** Whichever node kept the copies of these rooms, after the first death another one has them. */
    @Test
    @Order(13)
    void aRoomOutlivesOneDeathAfterTheOther() {
        cluster.starts(0);
        List<String> rooms = new ArrayList<>();
        TestPeer last = null;
        for (int i = 0; i < 4; i++) {
            rooms.add(cluster.at(1, grace).makesRoom());
            last = peer(1, grace);
            last.joins(rooms.getLast());
            last.does("hand", "raised", true);
        }
        TestPeer witness = peer(0, ada);
        witness.joins(rooms.getLast());
        cluster.node(0).kill();
        last.hears("peer-away");
        assertEquals(2, room(1, grace, rooms.getLast()).getInt("currentParticipants"));
        cluster.node(1).kill();
        for (String room : rooms) {
            Until.holds("node 2 goes on with the room", SOON, () -> cluster.api(2).with("Authorization", "Bearer " + grace.token()).get("/api/rooms/" + room).status() == 200);
            assertTrue(peer(2, grace).joins(room).getJsonObject("self").getBoolean("handRaised"), "the same seat");
        }
    }
}
