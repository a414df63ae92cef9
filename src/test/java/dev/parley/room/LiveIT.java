package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import dev.parley.harness.Rooms;
import dev.parley.harness.Until;
import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** REST on rooms with people in them. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class LiveIT {
    private static final Duration SOON = Duration.ofMinutes(1);

    private final Person ada = Person.called("ada");
    private final Person eve = Person.called("eve");

    private static Api.Answer sits(Person who, String room) {
        return Api.shared().post("/api/test/seats/" + room + "/" + who.id(), "");
    }

    private static void sit(String room, Person... people) {
        for (Person who : people) {
            assertEquals(200, sits(who, room).status());
        }
    }

    private static Api.Answer does(Person who, String room, String act) {
        return Api.shared().post("/api/test/seats/" + room + "/" + who.id() + "/" + act, "");
    }

    private static void leaves(Person who, String room) {
        assertEquals(200, Api.shared().delete("/api/test/seats/" + room + "/" + who.id()).status());
    }

    private static JsonObject room(Person who, String id) {
        return who.api().get("/api/rooms/" + id).json().getJsonObject("room");
    }

    private static Optional<JsonObject> seat(Person viewer, String room, Person who) {
        return room(viewer, room).getJsonArray("participants").stream().map(seat -> seat.asJsonObject()).filter(seat -> seat.getString("id").equals(who.id())).findFirst();
    }

    private static Api.Answer patch(Person who, String id, String body) {
        return who.api().send("PATCH", "/api/rooms/" + id, java.net.http.HttpRequest.BodyPublishers.ofString(body), "Content-Type", "application/json");
    }

    @Test
    void aRoomShowsThePeopleInItAtOnce() {
        String id = Rooms.open(ada, "Live");
        sit(id, ada, eve);
        JsonObject room = room(eve, id);
        assertEquals(2, room.getInt("currentParticipants"));
        assertTrue(room.containsKey("liveSince"));
        assertEquals("speaker", room.getString("role"));
        JsonObject seat = seat(eve, id, ada).orElseThrow();
        assertEquals(ada.username(), seat.getString("username"));
        assertEquals("host", seat.getString("role"));
        assertTrue(seat.getBoolean("isMuted"));
        assertFalse(seat.getBoolean("handRaised"));
        leaves(ada, id);
        leaves(eve, id);
        assertEquals(0, room(eve, id).getInt("currentParticipants"));
    }

    @Test
    void roomsWithMostPeopleComeFirstAndEmptyOnesAreNotLive() {
        String word = "live" + System.nanoTime();
        String crowded = Rooms.open(ada, word);
        String one = Rooms.open(ada, word);
        String empty = Rooms.open(ada, word);
        sit(crowded, ada, eve);
        sit(one, Person.called("p"));
        String path = "/api/rooms?query=" + word;
        Until.holds("the list is in order", SOON, () -> Rooms.ids(eve.api().get(path), "rooms").equals(List.of(crowded, one, empty)));
        assertEquals(List.of(crowded, one), Rooms.ids(eve.api().get(path + "&live=true"), "rooms"));
        eve.api().put("/api/users/" + ada.username() + "/follow", "");
        assertEquals(List.of(crowded, one), Rooms.ids(eve.api().get("/api/rooms?following=true"), "rooms"));
        assertEquals(2, eve.api().get("/api/users/" + ada.username()).json().getJsonObject("user").getJsonArray("rooms").size());
        leaves(ada, crowded);
        leaves(eve, crowded);
        Until.holds("the list is in order again", SOON, () -> Rooms.ids(eve.api().get(path + "&live=true"), "rooms").equals(List.of(one)));
    }

    @Test
    void onlyMembersSeeThatSomebodyHostsAPrivateRoom() {
        String id = Rooms.hidden(ada, "Hidden");
        Rooms.member(ada, id, eve);
        sit(id, ada);
        Until.holds("the profile shows the room", SOON, () -> eve.api().get("/api/users/" + ada.username()).body().contains(id));
        assertFalse(Person.called("mallory").api().get("/api/users/" + ada.username()).body().contains(id));
    }

    @Test
    void somebodyWhoIsNotAdmittedGetsNoSeat() {
        String hidden = Rooms.hidden(ada, "Hidden");
        String open = Rooms.open(ada, "Open");
        assertEquals("room_not_found", sits(eve, hidden).code());
        assertEquals("room_not_found", sits(eve, "nowhere").code());
        Rooms.banned(ada, open, eve);
        assertEquals("banned", sits(eve, open).code());
        String code = Rooms.invite(ada, hidden, "{\"maxUses\":1}");
        assertEquals("invite_not_found", Api.shared().post("/api/test/seats/" + hidden + "/" + eve.id() + "?invite=nonsense", "").code());
        assertEquals(200, Api.shared().post("/api/test/seats/" + hidden + "/" + eve.id() + "?invite=" + code, "").status());
        assertEquals(200, Api.shared().post("/api/test/seats/" + hidden + "/" + eve.id() + "?invite=nonsense", "").status());
        Person third = Person.called("third");
        assertEquals("invite_not_found", Api.shared().post("/api/test/seats/" + hidden + "/" + third.id() + "?invite=" + code, "").code());
        assertEquals("invite_not_found", Api.shared().post("/api/test/seats/" + hidden + "/" + third.id() + "?invite=" + Rooms.invite(ada, open, "{}"), "").code());
    }

    @Test
    void aBanBetweenTheReadAndTheJoinTakesTheSeatAway() {
        String id = Rooms.open(ada, "Open");
        assertEquals(200, Api.shared().post("/api/test/seats/" + id + "/" + eve.id() + "?bannedMeanwhileBy=" + ada.id(), "").status());
        assertTrue(seat(ada, id, eve).isEmpty());
    }

    @Test
    void aBannedPersonIsNotToldWhoIsThere() {
        String id = Rooms.open(ada, "Open");
        sit(id, ada);
        Rooms.banned(ada, id, eve);
        for (String path : List.of("/api/rooms/" + id, "/api/room/getroom/" + id)) {
            assertEquals("banned", eve.api().get(path).code(), path);
        }
        assertEquals("room_not_found", eve.api().get("/api/call/room/" + id).code());
        assertEquals(200, ada.api().get("/api/call/room/" + id).status());
    }

    @Test
    void somebodyMadeAListenerIsStillOneAfterLeavingForGood() {
        String id = Rooms.open(ada, "Open");
        sit(id, eve);
        assertEquals(200, ada.api().delete("/api/rooms/" + id + "/speakers/" + eve.id()).status());
        leaves(eve, id);
        assertEquals(200, eve.api().delete("/api/rooms/" + id + "/members/" + eve.id()).status());
        sit(id, eve);
        assertEquals("listener", seat(ada, id, eve).orElseThrow().getString("role"));
    }

    @Test
    void moderatingOverRestReachesPeopleInTheRoom() {
        String id = Rooms.made(ada, "{\"name\":\"Stage\",\"stage\":true}").getString("id");
        sit(id, ada, eve);
        String path = "/api/rooms/" + id;
        assertEquals("listener", seat(ada, id, eve).orElseThrow().getString("role"));
        does(eve, id, "raise");
        assertEquals(200, ada.api().delete(path + "/participants/" + eve.id() + "/hand").status());
        assertFalse(seat(ada, id, eve).orElseThrow().getBoolean("handRaised"));
        assertEquals(200, ada.api().put(path + "/speakers/" + eve.id(), "").status());
        assertEquals("listener", seat(ada, id, eve).orElseThrow().getString("role"));
        does(eve, id, "speak");
        assertEquals("speaker", seat(ada, id, eve).orElseThrow().getString("role"));
        assertEquals(200, does(eve, id, "unmute").status());
        assertEquals(200, ada.api().post(path + "/participants/" + eve.id() + "/mute", "").status());
        assertTrue(seat(ada, id, eve).orElseThrow().getBoolean("mutedByModerator"));
        assertEquals("forbidden", does(eve, id, "unmute").code());
        assertEquals(200, ada.api().delete(path + "/mute-all").status());
        assertEquals(200, does(eve, id, "unmute").status());
        assertEquals(200, ada.api().delete(path + "/participants/" + eve.id()).status());
        assertTrue(seat(ada, id, eve).isEmpty());
        sit(id, eve);
        assertEquals(200, ada.api().put(path + "/bans/" + eve.id(), "").status());
        assertTrue(seat(ada, id, eve).isEmpty());
        assertEquals("banned", sits(eve, id).code());
    }

    @Test
    void aPlaceOnTheStageEndsWhenTheRoomIsEmpty() {
        String id = Rooms.made(ada, "{\"name\":\"Stage\",\"stage\":true}").getString("id");
        sit(id, ada, eve);
        ada.api().put("/api/rooms/" + id + "/speakers/" + eve.id(), "");
        does(eve, id, "speak");
        leaves(ada, id);
        leaves(eve, id);
        sit(id, ada, eve);
        assertEquals("listener", seat(ada, id, eve).orElseThrow().getString("role"));
    }

    @Test
    void aLockedRoomKeepsNewcomersOutAndItsLockSurvivesAChange() {
        String id = Rooms.open(ada, "Locked");
        sit(id, ada);
        ada.api().put("/api/rooms/" + id + "/lock", "{\"locked\":true}");
        assertEquals(200, patch(ada, id, "{\"name\":\"Renamed\"}").status());
        assertEquals("room_locked", sits(eve, id).code());
        leaves(ada, id);
        assertEquals("room_locked", sits(eve, id).code());
        assertEquals("Renamed", room(eve, id).getString("name"));
    }

    @Test
    void peopleInARoomThatBecomesPrivateBecomeMembers() {
        String id = Rooms.open(ada, "Closing");
        sit(id, ada, eve);
        assertEquals(200, patch(ada, id, "{\"isPrivate\":true}").status());
        assertEquals(2, room(eve, id).getInt("currentParticipants"));
        assertEquals(404, Person.called("mallory").api().get("/api/rooms/" + id).status());
    }

    @Test
    void aDeletedRoomEndsForEverybodyInIt() {
        String id = Rooms.open(ada, "Ending");
        sit(id, ada, eve);
        assertEquals(200, ada.api().delete("/api/rooms/" + id).status());
        assertFalse(does(eve, id, "raise").json().getBoolean("success"));
        assertEquals("room_not_found", sits(eve, id).code());
    }

    @Test
    void aRemovedModeratorComesBackWithoutTheirRole() {
        String id = Rooms.open(ada, "Open");
        sit(id, ada, eve);
        Rooms.moderator(ada, id, eve);
        assertEquals(200, ada.api().delete("/api/rooms/" + id + "/members/" + eve.id()).status());
        assertTrue(seat(ada, id, eve).isEmpty());
        sit(id, eve);
        assertEquals("speaker", seat(ada, id, eve).orElseThrow().getString("role"));
    }

    @Test
    void chatIsReadNewestFirstPageByPageByPeopleWhoMay() {
        String id = Rooms.hidden(ada, "Chat");
        Rooms.member(ada, id, eve);
        sit(id, ada, eve);
        List<String> texts = IntStream.range(0, 5).mapToObj(i -> "Nº " + i).toList();
        texts.forEach(text -> does(eve, id, "chat?text=" + URLEncoder.encode(text, StandardCharsets.UTF_8)));
        String path = "/api/rooms/" + id + "/messages";
        Until.holds("all is stored", SOON, () -> ada.api().get(path).json().getJsonArray("messages").size() == 5);
        List<String> read = new ArrayList<>();
        String cursor = "";
        do {
            JsonObject page = ada.api().get(path + "?limit=2&cursor=" + cursor).json();
            page.getJsonArray("messages").forEach(message -> {
                read.add(message.asJsonObject().getString("text"));
                assertEquals(eve.username(), message.asJsonObject().getString("username"));
            });
            cursor = page.getString("nextCursor", "");
        } while (!cursor.isEmpty());
        assertEquals(texts.reversed(), read);
        assertEquals("room_not_found", Person.called("mallory").api().get(path).code());
        assertTrue(eve.api().get("/api/user/export").body().contains("Nº 4"));
    }

    @Test
    void anErasedAccountLosesItsSeatsAndChatToo() {
        String id = Rooms.open(ada, "Chat");
        String own = Rooms.open(eve, "Eve's");
        sit(id, ada, eve);
        sit(own, ada, eve);
        does(eve, id, "chat?text=farewell" + eve.id());
        assertEquals(200, eve.confirmed().api().delete("/api/user").status());
        assertEquals(1, room(ada, id).getInt("currentParticipants"));
        assertEquals(404, ada.api().get("/api/rooms/" + own).status());
        assertFalse(does(ada, own, "raise").json().getBoolean("success"));
        String left = Api.shared().get("/api/test/everything").body();
        assertFalse(left.contains(eve.id()) || left.contains(own));
    }
}
