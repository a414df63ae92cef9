package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import dev.parley.harness.Rooms;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ModerationIT {
    private final Person ada = Person.called("ada");
    private final Person eve = Person.called("eve");

    private static JsonObject room(Person who, String id) {
        return who.api().get("/api/rooms/" + id).json().getJsonObject("room");
    }

    private static Api.Answer role(Person by, String room, Person whom, String role) {
        return by.api().put("/api/rooms/" + room + "/roles/" + whom.id(), Person.json("role", role));
    }

    @Test
    void aRoleStaysGiven() {
        String id = Rooms.open(ada, "Open");
        for (String role : List.of("moderator", "speaker", "listener")) {
            assertEquals(200, role(ada, id, eve, role).status());
            assertEquals(role, room(eve, id).getString("role"));
            assertEquals(role.equals("moderator"), room(eve, id).getBoolean("canModerate"));
        }
        assertEquals(200, ada.api().put("/api/rooms/" + id + "/speakers/" + eve.id(), "").status());
        assertEquals("speaker", room(eve, id).getString("role"));
        assertEquals(200, ada.api().delete("/api/rooms/" + id + "/speakers/" + eve.id()).status());
        assertEquals("listener", room(eve, id).getString("role"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"role\":\"host\"}", "{\"role\":\"\"}", "{}", "{\"role\":{\"$ne\":\"\"}}", "[]", ""})
    void nobodyIsMadeHostOrAnythingElse(String body) {
        String id = Rooms.open(ada, "Open");
        int status = ada.api().put("/api/rooms/" + id + "/roles/" + eve.id(), body).status();
        assertTrue(status == 400 || status == 422, body + " -> " + status);
    }

    @Test
    void nobodyPromotesThemselves() {
        String id = Rooms.open(ada, "Open");
        Rooms.member(ada, id, eve);
        assertEquals(403, role(eve, id, eve, "moderator").status());
        assertEquals(200, role(ada, id, eve, "moderator").status());
        assertEquals(403, role(eve, id, eve, "moderator").status());
        assertEquals(403, role(eve, id, ada, "listener").status());
    }

    @Test
    void moderatorsCannotActOnEachOther() {
        Person second = Person.called("second");
        String id = Rooms.open(ada, "Open");
        Rooms.moderator(ada, id, eve);
        Rooms.moderator(ada, id, second);
        String path = "/api/rooms/" + id;
        assertEquals("forbidden", eve.api().put(path + "/bans/" + second.id(), "").code());
        assertEquals("forbidden", role(eve, id, second, "listener").code());
        assertEquals("forbidden", eve.api().delete(path + "/members/" + second.id()).code());
        assertEquals("moderator", room(second, id).getString("role"));
    }

    @Test
    void aBannedPersonIsToldSoByAPublicRoomOnlyAndLosesTheirRole() {
        String open = Rooms.open(ada, "Open");
        String hidden = Rooms.hidden(ada, "Hidden");
        for (String id : List.of(open, hidden)) {
            Rooms.moderator(ada, id, eve);
            Rooms.banned(ada, id, eve);
            Rooms.banned(ada, id, eve);
        }
        assertEquals(403, eve.api().get("/api/rooms/" + open).status());
        assertEquals("banned", eve.api().get("/api/rooms/" + open).code());
        assertEquals("banned", eve.api().get("/api/room/getroom/" + open).code());
        assertEquals("banned", eve.api().get("/api/rooms/" + open + "/messages").code());
        assertEquals("room_not_found", eve.api().get("/api/rooms/" + hidden).code());
        assertEquals(200, ada.api().delete("/api/rooms/" + open + "/bans/" + eve.id()).status());
        assertEquals(200, eve.api().get("/api/rooms/" + open + "/messages").status());
        assertFalse(room(eve, open).containsKey("role"));
    }

    @Test
    void bansShowThePersonTheTimeAndTheModeratorPageByPage() {
        String id = Rooms.open(ada, "Open");
        Rooms.moderator(ada, id, eve);
        List<Person> people = IntStream.range(0, 3).mapToObj(i -> Person.called("p" + i)).toList();
        people.forEach(person -> Rooms.banned(eve, id, person));
        List<String> read = new ArrayList<>();
        String cursor = "";
        do {
            JsonObject page = ada.api().get("/api/rooms/" + id + "/bans?limit=2&cursor=" + cursor).json();
            page.getJsonArray("bans").forEach(ban -> {
                read.add(ban.asJsonObject().getJsonObject("user").getString("id"));
                assertEquals(eve.id(), ban.asJsonObject().getJsonObject("by").getString("id"));
                assertTrue(ban.asJsonObject().containsKey("at"));
            });
            cursor = page.getString("nextCursor", "");
        } while (!cursor.isEmpty());
        assertEquals(people.stream().map(Person::id).sorted().toList(), read);
        ada.api().delete("/api/rooms/" + id + "/bans/" + people.getFirst().id());
        assertEquals(2, Rooms.ids(ada.api().get("/api/rooms/" + id + "/bans"), "bans").size());
    }

    @Test
    void aLockHolds() {
        String id = Rooms.open(ada, "Open");
        String path = "/api/rooms/" + id;
        assertEquals(200, ada.api().put(path + "/lock", "{\"locked\":true}").status());
        assertTrue(room(eve, id).getBoolean("locked"));
        ada.api().send("PATCH", path, java.net.http.HttpRequest.BodyPublishers.ofString("{\"name\":\"Still locked\"}"), "Content-Type", "application/json");
        assertTrue(room(eve, id).getBoolean("locked"));
        assertEquals(200, ada.api().put(path + "/lock", "{\"locked\":false}").status());
        assertFalse(room(eve, id).getBoolean("locked"));
        assertEquals(422, ada.api().put(path + "/lock", "{}").status());
    }

    @Test
    void anUnknownOrAbsentPersonCannotBeModerated() {
        String id = Rooms.open(ada, "Open");
        String path = "/api/rooms/" + id;
        assertEquals("not_found", ada.api().put(path + "/bans/nobody", "").code());
        assertEquals("not_found", ada.api().put(path + "/speakers/nobody", "").code());
        assertEquals("no_such_peer", ada.api().post(path + "/participants/" + eve.id() + "/mute", "").code());
        assertEquals("no_such_peer", ada.api().delete(path + "/participants/" + eve.id()).code());
        assertEquals(200, ada.api().post(path + "/mute-all", "").status());
        assertEquals(200, ada.api().delete(path + "/mute-all").status());
    }

    @Test
    void aMemberLeavesForGoodOrIsSentAway() {
        Person third = Person.called("third");
        String id = Rooms.hidden(ada, "Hidden");
        Rooms.member(ada, id, eve);
        Rooms.member(ada, id, third);
        assertEquals(403, eve.api().delete("/api/rooms/" + id + "/members/" + third.id()).status());
        assertEquals(200, eve.api().delete("/api/rooms/" + id + "/members/" + eve.id()).status());
        assertEquals(200, ada.api().delete("/api/rooms/" + id + "/members/" + third.id()).status());
        for (Person gone : List.of(eve, third)) {
            assertEquals(404, gone.api().get("/api/rooms/" + id).status());
        }
        assertEquals(List.of(), Rooms.ids(ada.api().get("/api/rooms/" + id + "/members"), "members"));
        assertEquals(403, ada.api().delete("/api/rooms/" + id + "/members/" + ada.id()).status());
    }
}
