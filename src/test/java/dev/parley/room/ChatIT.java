package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.conformance.RawSocket;
import dev.parley.harness.Person;
import dev.parley.harness.Rooms;
import dev.parley.harness.TestPeer;
import dev.parley.harness.Until;
import dev.parley.signalling.SocketIoRoomsIT;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Answering and deleting messages, by people who may and by people who may not. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ChatIT {
    private final List<TestPeer> peers = new ArrayList<>();
    private final TestPeer ada = peer("ada");
    private final TestPeer grace = peer("grace");
    private final Person stranger = Person.called("stranger");
    private final String room = ada.person.makesRoom();

    private TestPeer peer(String name) {
        TestPeer peer = TestPeer.called(name);
        peers.add(peer);
        return peer;
    }

    @AfterEach
    void closeAll() {
        peers.forEach(TestPeer::close);
    }

    /** The id of what somebody says now. */
    private static String says(TestPeer who, String text, Object... more) {
        who.does("chat", Stream.concat(Stream.of("text", text), Stream.of(more)).toArray());
        return who.hears("chat", chat -> chat.getString("text").equals(text)).getString("id");
    }

    private static String path(String room, String message) {
        return "/api/rooms/" + room + "/messages/" + message;
    }

    private JsonObject read(String more) {
        return ada.person.api().get("/api/rooms/" + room + "/messages" + more).json();
    }

    private List<String> texts() {
        return texts(read(""), "messages");
    }

    private static List<String> texts(JsonObject page, String list) {
        return page.getJsonArray(list).getValuesAs(JsonObject.class).stream().map(message -> message.getString("text")).toList();
    }

    @Test
    void anAuthorDeletesTheirMessageOnceAndEverybodyHearsIt() {
        ada.joins(room);
        grace.joins(room);
        says(grace, "stays");
        String message = says(grace, "goes");
        grace.does("chat-delete", "id", message);
        for (TestPeer peer : List.of(ada, grace)) {
            JsonObject heard = peer.hears("chat-deleted");
            assertEquals(message, heard.getString("id"));
            assertEquals(grace.userId(), heard.getString("by"));
        }
        assertEquals(List.of("stays"), texts());
        grace.isRefused("message_not_found", "chat-delete", "id", message);
        assertEquals("message_not_found", grace.person.api().delete(path(room, message)).code());
    }

    @Test
    void hostsAndModeratorsDeleteAnyMessageAndNobodyElseDoes() {
        Person moderator = Person.called("moderator");
        Rooms.moderator(ada.person, room, moderator);
        ada.joins(room);
        grace.joins(room);
        String graces = says(grace, "Grace's");
        String adas = says(ada, "Ada's");
        grace.isRefused("forbidden", "chat-delete", "id", adas);
        for (Person other : List.of(stranger, grace.person)) {
            assertEquals("forbidden", other.api().delete(path(room, adas)).code());
        }
        assertEquals(2, texts().size());
        ada.does("chat-delete", "id", graces);
        assertEquals(200, moderator.api().delete(path(room, adas)).status());
        assertEquals(moderator.id(), grace.hears("chat-deleted", heard -> heard.getString("id").equals(adas)).getString("by"));
        assertEquals(List.of(), texts());
    }

    @Test
    void aMessageOfAnotherRoomIsNotFoundByAnybody() {
        ada.joins(room);
        grace.joins(room);
        String message = says(grace, "here");
        String own = stranger.makesRoom();
        assertEquals("message_not_found", stranger.api().delete(path(own, message)).code());
        assertEquals("message_not_found", ada.person.api().delete(path(Rooms.open(ada.person, "Other"), message)).code());
        try (TestPeer elsewhere = TestPeer.of(stranger)) {
            elsewhere.joins(own);
            elsewhere.isRefused("message_not_found", "chat-delete", "id", message);
            elsewhere.does("chat", "text", "quoting", "replyTo", message);
            assertFalse(elsewhere.hears("chat").containsKey("replyTo"));
        }
        assertFalse(ada.heard("chat-deleted"));
        assertEquals(List.of("here"), texts());
    }

    @Test
    void nothingIsDeletedInAPrivateRoomThatOneMayNotSee() {
        String secret = ada.person.makesRoom("isPrivate", true);
        ada.joins(secret);
        String message = says(ada, "secret");
        assertEquals("room_not_found", stranger.api().delete(path(secret, message)).code());
    }

    @Test
    void aReplySaysWhatItAnswersForAsLongAsThatIsThere() {
        ada.joins(room);
        grace.joins(room);
        String first = says(ada, "first");
        String answer = says(grace, "answer", "replyTo", first);
        assertEquals(first, ada.hears("chat", chat -> chat.getString("id").equals(answer)).getString("replyTo"));
        JsonObject whole = read("");
        assertEquals(first, whole.getJsonArray("messages").getJsonObject(0).getString("replyTo"));
        assertFalse(whole.getJsonArray("messages").getJsonObject(1).containsKey("replyTo"));
        assertEquals(List.of(), texts(whole, "quoted"), "it is in the list");
        assertEquals(List.of("first"), texts(read("?limit=1"), "quoted"));
        ada.does("chat-delete", "id", first);
        assertEquals(List.of("answer"), texts());
        assertEquals(List.of(), texts(read(""), "quoted"));
        says(grace, "too late", "replyTo", first);
        assertFalse(ada.hears("chat", chat -> chat.getString("text").equals("too late")).containsKey("replyTo"));
        assertFalse(read("?limit=1").getJsonArray("messages").getJsonObject(0).containsKey("replyTo"));
    }

    private List<String> reactions(String message) {
        return read("").getJsonArray("messages").getValuesAs(JsonObject.class).stream().filter(one -> one.getString("id").equals(message))
                .flatMap(one -> one.getJsonArray("reactions").getValuesAs(JsonObject.class).stream()).map(one -> one.getString("userId") + " " + one.getString("emoji")).toList();
    }

    @Test
    void aReactionToAMessageIsHeardByAllAndStaysWithItUntilItIsTakenBack() {
        ada.joins(room);
        grace.joins(room);
        String message = says(ada, "Coffee?");
        grace.does("react", "emoji", "👍", "id", message);
        for (TestPeer peer : List.of(ada, grace)) {
            JsonObject heard = peer.hears("react");
            assertEquals(List.of(grace.userId(), "👍", message), List.of(heard.getString("userId"), heard.getString("emoji"), heard.getString("id")));
            assertTrue(heard.getBoolean("on"));
        }
        ada.does("react", "emoji", "🎉", "id", message);
        assertEquals(List.of(grace.userId() + " 👍", ada.userId() + " 🎉"), reactions(message));
        grace.does("react", "emoji", "👍", "id", message, "on", false);
        assertFalse(ada.hears("react", heard -> !heard.getBoolean("on", true)).getBoolean("on"));
        assertEquals(List.of(ada.userId() + " 🎉"), reactions(message));
    }

    @Test
    void eachPersonHasOneReactionToAMessageAndTheNewestCounts() {
        ada.joins(room);
        String message = says(ada, "Coffee?");
        for (String emoji : List.of("👍", "👍", "🎉")) {
            ada.does("react", "emoji", emoji, "id", message);
        }
        // Taken back too late: it has been replaced.
        ada.does("react", "emoji", "👍", "id", message, "on", false);
        assertEquals(List.of(ada.userId() + " 🎉"), reactions(message));
    }

    @Test
    void aReactionNeedsAMessageOfThisRoomThatIsThere() {
        ada.joins(room);
        grace.joins(room);
        String gone = says(ada, "gone");
        grace.does("react", "emoji", "👍", "id", gone);
        ada.does("chat-delete", "id", gone);
        grace.isRefused("message_not_found", "react", "emoji", "👍", "id", gone);
        grace.isRefused("message_not_found", "react", "emoji", "👍", "id", "nothing");
        grace.isRefused("bad_payload", "react", "emoji", "👍", "id", "");
        grace.isRefused("bad_payload", "react", "emoji", "👍", "on", false);
        grace.isRefused("bad_payload", "react", "emoji", "no", "id", gone);
        try (TestPeer elsewhere = TestPeer.of(stranger)) {
            elsewhere.isRefused("not_in_room", "react", "emoji", "👍", "id", gone);
            elsewhere.joins(stranger.makesRoom());
            elsewhere.isRefused("message_not_found", "react", "emoji", "👍", "id", says(ada, "here"));
        }
    }

    @Test
    void aMessageIsAnsweredAndDeletedBeforeItIsStored() {
        ada.joins(room);
        grace.joins(room);
        for (int round = 0; round < 30; round++) {
            String text = "at once " + round;
            grace.sends("{\"event\":\"chat\",\"data\":{\"text\":\"" + text + "\"}}");
            String message = ada.hears("chat", chat -> chat.getString("text").equals(text)).getString("id");
            ada.sends("{\"event\":\"chat\",\"data\":{\"text\":\"yes " + round + "\",\"replyTo\":\"" + message + "\"}}");
            assertEquals(message, ada.hears("chat").getString("replyTo"));
            ada.does("chat-delete", "id", message);
        }
        assertEquals(30, texts(read("?limit=100"), "messages").size());
        assertEquals(List.of(), texts(read("?limit=100"), "messages").stream().filter(text -> text.startsWith("at once")).toList());
    }

    @Test
    void aFloodOfDeletionsDeletesOneMessageAndHarmsNobody() {
        ada.joins(room);
        grace.joins(room);
        String message = says(ada, "one");
        says(ada, "two");
        IntStream.range(0, 100).forEach(i -> ada.sends("{\"event\":\"chat-delete\",\"data\":{\"id\":\"" + message + "\"},\"id\":\"d" + i + "\"}"));
        says(grace, "three");
        assertEquals("pong", ada.asks("ping", TestPeer.object()).getString("event"));
        Until.holds("one is deleted, and only one", Duration.ofMinutes(1), () -> texts().equals(List.of("three", "two")));
    }

    @Test
    void somebodyWhoIsNotInTheRoomDeletesOverRestOnlyAndSomebodyWhoIsBannedNotAtAll() {
        ada.joins(room);
        grace.joins(room);
        String first = says(grace, "first");
        String second = says(grace, "second");
        grace.does("leave", "roomId", room);
        grace.isRefused("not_in_room", "chat-delete", "id", first);
        grace.isRefused("not_in_room", "chat", "text", "Hello?", "replyTo", first);
        assertEquals(200, grace.person.api().delete(path(room, first)).status());
        grace.joins(room);
        Rooms.banned(ada.person, room, grace.person);
        grace.hears("removed");
        grace.isRefused("not_in_room", "chat-delete", "id", second);
        assertEquals("banned", grace.person.api().delete(path(room, second)).code());
        assertEquals(List.of("second"), texts());
    }

    @Test
    void strangeIdsAreRefusedOrNotFound() {
        ada.joins(room);
        for (String bad : List.of("", "x".repeat(129))) {
            ada.isRefused("bad_payload", "chat-delete", "id", bad);
            ada.isRefused("bad_payload", "chat", "text", "Hello", "replyTo", bad);
        }
        ada.isRefused("bad_payload", "chat-delete");
        ada.isRefused("bad_payload", "chat-delete", "id", 7);
        ada.isRefused("bad_payload", "chat-delete", "id", TestPeer.object("$ne", ""));
        ada.isRefused("bad_payload", "chat", "text", "Hello", "replyTo", TestPeer.object("$ne", ""));
        for (String odd : List.of("x".repeat(128), "\u0000", "a\u0000b", "\u202e", "../..", "{\"$ne\":1}")) {
            ada.isRefused("message_not_found", "chat-delete", "id", odd);
            says(ada, "odd", "replyTo", odd);
        }
        for (String odd : List.of("x".repeat(2_000), "%24ne", "%7B%22%24ne%22%3A1%7D", "%E2%80%AE", "a%20b")) {
            assertEquals(404, ada.person.api().delete(path(room, odd)).status(), odd);
        }
        assertTrue(texts().stream().allMatch("odd"::equals));
    }

    @Test
    void bothFramingsSayAndHearTheSame() {
        ada.joins(room);
        String first = says(ada, "first");
        try (RawSocket socket = SocketIoRoomsIT.connected(stranger)) {
            socket.sends("420[\"join\",{\"roomId\":\"" + room + "\"}]");
            hears(socket, "430[");
            socket.sends("421[\"chat\",{\"text\":\"answer\",\"replyTo\":\"" + first + "\"}]");
            JsonObject answer = ada.hears("chat", chat -> chat.getString("text").equals("answer"));
            assertEquals(first, answer.getString("replyTo"));
            assertTrue(hears(socket, "42[\"chat\"").contains("\"replyTo\":\"" + first + "\""));
            socket.sends("422[\"chat-delete\",{\"id\":\"" + first + "\"}]");
            assertTrue(hears(socket, "432[").contains("\"code\":\"forbidden\""));
            socket.sends("423[\"chat-delete\",{\"id\":\"" + answer.getString("id") + "\"}]");
            assertEquals("42[\"chat-deleted\",{\"id\":\"" + answer.getString("id") + "\",\"by\":\"" + stranger.id() + "\"}]", hears(socket, "42[\"chat-deleted\""));
            assertEquals("433[{}]", hears(socket, "433["));
            assertEquals(answer.getString("id"), ada.hears("chat-deleted").getString("id"));
            ada.does("chat-delete", "id", first);
            assertTrue(hears(socket, "42[\"chat-deleted\"").contains(first));
        }
        assertEquals(List.of(), texts());
    }

    private static String hears(RawSocket socket, String beginning) {
        String packet = socket.next();
        while (!packet.startsWith(beginning)) {
            packet = socket.next();
        }
        return packet;
    }
}
