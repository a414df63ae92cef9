package dev.parley.signalling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.TestPeer;
import dev.parley.harness.Until;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** REST and the socket are two ways into the same room: each sees what is done by the other. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class AgreementIT {
    private static final Duration SOON = Duration.ofMinutes(1);

    private final List<TestPeer> peers = new ArrayList<>();
    private final TestPeer ada = peer("ada");
    private final TestPeer grace = peer("grace");
    private final Api host = ada.person.api();
    private String room = ada.person.makesRoom();

    private TestPeer peer(String name) {
        return kept(TestPeer.called(name));
    }

    private TestPeer kept(TestPeer peer) {
        peers.add(peer);
        return peer;
    }

    private String path(String rest) {
        return "/api/rooms/" + room + rest;
    }

    private static void ok(Api.Answer answer) {
        assertEquals(200, answer.status(), answer.body());
    }

    private JsonObject seen() {
        return host.get(path("")).json().getJsonObject("room");
    }

    private JsonObject seen(TestPeer who) {
        return seen().getJsonArray("participants").stream().map(JsonValue::asJsonObject).filter(one -> one.getString("id").equals(who.userId())).findFirst()
                .orElseThrow();
    }

    @AfterEach
    void closeAll() {
        peers.forEach(TestPeer::close);
    }

    @Test
    void listsAndRoomsShowThePeopleWhoAreThereRightNow() {
        ada.joins(room);
        grace.joins(room);
        assertEquals(2, seen().getInt("currentParticipants"));
        assertTrue(seen().containsKey("liveSince"));
        assertEquals("host", seen(ada).getString("role"));
        assertTrue(seen(grace).getBoolean("isMuted"));
        grace.does("unmute", "roomId", room);
        grace.does("hand", "raised", true);
        assertFalse(seen(grace).getBoolean("isMuted"));
        assertTrue(seen(grace).getBoolean("handRaised"));
        grace.does("leave", "roomId", room);
        assertEquals(1, seen().getInt("currentParticipants"));
    }

    @Test
    void liveRoomsComeFirstInTheListByTheirNumberOfPeople() {
        String tag = "t" + Long.toString(System.nanoTime(), 36);
        String empty = ada.person.makesRoom("description", tag);
        String two = ada.person.makesRoom();
        for (String id : List.of(empty, two, room)) {
            ok(host.patch("/api/rooms/" + id, "{\"tags\":[\"" + tag + "\"]}"));
        }
        TestPeer linus = peer("linus");
        ada.joins(two);
        grace.joins(two);
        linus.joins(room);
        Until.holds("the list is in order", SOON, () -> host.get("/api/rooms?tag=" + tag).json().getJsonArray("rooms").stream()
                .map(one -> one.asJsonObject().getString("id")).toList().equals(List.of(two, room, empty)));
        assertEquals(2, host.get("/api/rooms?live=true&tag=" + tag).json().getJsonArray("rooms").size());
    }

    @Test
    void aMuteOverRestIsFeltInTheRoomAndLastsUntilAllowed() {
        ada.joins(room);
        grace.joins(room);
        grace.does("unmute", "roomId", room);
        ok(host.post(path("/participants/" + grace.userId() + "/mute"), ""));
        assertTrue(grace.hears("mute-info", info -> info.getBoolean("isMute")).getBoolean("byModerator"));
        grace.isRefused("forbidden", "unmute", "roomId", room);
        ok(host.delete(path("/participants/" + grace.userId() + "/mute")));
        assertFalse(grace.hears("mute-info", info -> !info.getBoolean("byModerator")).getString("userId").isEmpty());
        grace.does("unmute", "roomId", room);
    }

    @Test
    void muteAllSparesModerators() {
        ada.joins(room);
        grace.joins(room);
        ada.does("unmute", "roomId", room);
        grace.does("unmute", "roomId", room);
        ok(host.post(path("/mute-all"), ""));
        grace.hears("mute-info", info -> info.getString("userId").equals(grace.userId()) && info.getBoolean("isMute"));
        assertFalse(seen(ada).getBoolean("isMuted"));
    }

    @Test
    void aListenerInvitedOverRestIsAskedInTheRoomAndSpeaksAfterAccepting() {
        room = ada.person.makesRoom("stage", true);
        ada.joins(room);
        assertEquals("listener", grace.joins(room).getString("role"));
        ok(host.put(path("/speakers/" + grace.userId()), ""));
        assertEquals(ada.userId(), grace.hears("invited-to-speak").getString("by"));
        grace.does("speak", "accept", true);
        assertEquals("speaker", ada.hears("role").getString("role"));
        assertEquals("speaker", seen(grace).getString("role"));
        ok(host.delete(path("/speakers/" + grace.userId())));
        assertEquals("listener", grace.hears("role", role -> role.getString("role").equals("listener")).getString("role"));
    }

    @Test
    void aRoleGivenInTheRoomIsThereAfterTheRoomWasEmpty() {
        ada.joins(room);
        grace.joins(room);
        ada.does("set-role", "userId", grace.userId(), "role", "moderator");
        grace.does("leave", "roomId", room);
        ada.does("leave", "roomId", room);
        assertEquals("moderator", grace.joins(room).getString("role"));
    }

    @Test
    void somebodyRemovedOverRestIsOutAndMayComeBack() {
        ada.joins(room);
        grace.joins(room);
        ok(host.delete(path("/participants/" + grace.userId())));
        assertFalse(grace.hears("removed").getBoolean("banned"));
        grace.isRefused("not_in_room", "chat", "text", "am I still here?");
        grace.joins(room);
    }

    @Test
    void somebodyBannedInTheRoomIsBannedOverRestAndOnEveryNewSocket() {
        ada.joins(room);
        grace.joins(room);
        ada.does("remove", "userId", grace.userId(), "ban", true);
        assertTrue(grace.hears("removed").getBoolean("banned"));
        grace.isRefused("banned", "join", "roomId", room);
        ada.does("leave", "roomId", room);
        TestPeer again = kept(TestPeer.of(grace.person));
        again.isRefused("banned", "join", "roomId", room);
        Until.holds("the ban is listed", SOON, () -> host.get(path("/bans")).body().contains(grace.userId()));
        ok(host.delete(path("/bans/" + grace.userId())));
        again.joins(room);
    }

    @Test
    void somebodyBannedOverRestIsOutOfTheRoomWithinASecond() {
        ada.joins(room);
        Until.isQuick("a ban", Duration.ofSeconds(1), () -> {
            grace.joins(room);
            Duration took = Until.time(() -> {
                ok(host.put(path("/bans/" + grace.userId()), ""));
                grace.hears("removed");
                ada.hears("remove-peer");
            });
            ok(host.delete(path("/bans/" + grace.userId())));
            return took;
        });
    }

    @Test
    void aLockedRoomAdmitsNobodyNewExceptModerators() {
        ada.joins(room);
        ok(host.put(path("/lock"), "{\"locked\":true}"));
        assertTrue(ada.hears("room-updated").getJsonObject("room").getBoolean("locked"));
        grace.isRefused("room_locked", "join", "roomId", room);
        ada.does("lock", "locked", false);
        grace.joins(room);
        Until.holds("it is stored as unlocked", SOON, () -> !seen().getBoolean("locked"));
    }

    @Test
    void aDeletedRoomEndsForEverybodyInIt() {
        ada.joins(room);
        grace.joins(room);
        ok(host.delete(path("")));
        assertEquals("deleted", grace.hears("room-closed").getString("reason"));
        grace.isRefused("room_not_found", "join", "roomId", room);
    }

    @Test
    void peopleInARoomSeeItsChanges() {
        ada.joins(room);
        ok(host.patch(path(""), "{\"name\":\"A better name\"}"));
        assertEquals("A better name", ada.hears("room-updated").getJsonObject("room").getString("name"));
    }

    @Test
    void somebodyWhoErasesTheirAccountIsGoneFromTheRoom() {
        ada.joins(room);
        grace.joins(room);
        Api.Answer gone = grace.person.confirmed().api().delete("/api/user");
        assertTrue(gone.status() < 300, gone.body());
        assertEquals(grace.userId(), ada.hears("remove-peer").getString("userId"));
    }

    @Test
    void anIdleSocketIsThrownOutWithinFiveSecondsOfSigningOut() {
        ada.joins(room);
        Until.isQuick("the end of a signed-out socket", Duration.ofSeconds(5), () -> {
            TestPeer idle = kept(TestPeer.of(grace.person.again()));
            idle.joins(room);
            Duration took = Until.time(() -> {
                idle.person.api().post("/api/auth/logout", "");
                assertEquals("signed_out", idle.hears("go-away").getString("reason"));
                assertEquals(4001, idle.closeCode());
            });
            assertEquals(grace.userId(), ada.hears("remove-peer").getString("userId"));
            return took;
        });
    }
}
