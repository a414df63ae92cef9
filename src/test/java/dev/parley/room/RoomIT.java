package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import dev.parley.harness.Rooms;
import dev.parley.harness.TestPeer;
import jakarta.json.JsonObject;
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
class RoomIT {

    @ParameterizedTest
    @ValueSource(strings = {"/api/rooms", "/api/room/create"})
    void aNewRoomIsAsItWasAskedForAndItsMakerIsTheHost(String path) {
        Person ada = Person.called("ada");
        Api.Answer answer = ada.api().post(path, """
                {"topic":" Tech Talk ","description":"Latest trends","roomType":"social","stage":true,"maxParticipants":15,"tags":["Tech"]}""");
        assertEquals(201, answer.status(), answer.body());
        JsonObject room = answer.json().getJsonObject("room");
        assertEquals("Tech Talk", room.getString("name"));
        assertEquals("Tech Talk", room.getString("topic"));
        assertEquals("Latest trends", room.getString("description"));
        assertEquals("public", room.getString("roomType"));
        assertFalse(room.getBoolean("isPrivate"));
        assertTrue(room.getBoolean("stage"));
        assertFalse(room.getBoolean("locked"));
        assertEquals(15, room.getInt("maxParticipants"));
        assertEquals(0, room.getInt("currentParticipants"));
        assertEquals("tech", room.getJsonArray("tags").getString(0));
        assertEquals(ada.username(), room.getJsonObject("creator").getString("username"));
        assertFalse(room.containsKey("liveSince"));
    }

    @Test
    void aRoomIsByDefaultPublicForTenAndEverybodySpeaks() {
        JsonObject room = Rooms.made(Person.called("ada"), "{\"name\":\"Plain\"}");
        assertEquals(10, room.getInt("maxParticipants"));
        assertFalse(room.getBoolean("isPrivate"));
        assertFalse(room.getBoolean("stage"));
        assertEquals(0, room.getJsonArray("tags").size());
        assertFalse(room.containsKey("description"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/rooms/", "/api/room/getroom/"})
    void aRoomIsReadWithThePeopleInItAndTheRoleOfTheCaller(String path) {
        Person ada = Person.called("ada");
        String id = Rooms.open(ada, "Tech Talk");
        JsonObject own = ada.api().get(path + id).json().getJsonObject("room");
        assertEquals("host", own.getString("role"));
        assertTrue(own.getBoolean("canModerate"));
        assertEquals(0, own.getJsonArray("participants").size());
        JsonObject others = Person.called("eve").api().get(path + id).json().getJsonObject("room");
        assertFalse(others.containsKey("role"));
        assertFalse(others.getBoolean("canModerate"));
    }

    @Test
    void aRoomIsChangedFieldByField() {
        Person ada = Person.called("ada");
        String id = Rooms.made(ada, "{\"name\":\"Old\",\"description\":\"Words\",\"tags\":[\"a\"]}").getString("id");
        assertEquals(200, patch(ada, id, "{\"topic\":\"New\",\"maxParticipants\":3}").status());
        JsonObject room = ada.api().get("/api/rooms/" + id).json().getJsonObject("room");
        assertEquals("New", room.getString("name"));
        assertEquals("Words", room.getString("description"));
        assertEquals(3, room.getInt("maxParticipants"));
        room = patch(ada, id, "{\"description\":\"\",\"tags\":[],\"isPrivate\":true}").json().getJsonObject("room");
        assertFalse(room.containsKey("description"));
        assertEquals("private", room.getString("roomType"));
        assertEquals(0, room.getJsonArray("tags").size());
    }

    @Test
    void aTableAllowsCamerasAndScreensAndAStageThoseOfSpeakersUnlessTheRoomSaysOtherwise() {
        Person ada = Person.called("ada");
        JsonObject table = Rooms.made(ada, "{\"name\":\"Table\"}");
        assertEquals(List.of("everyone", "everyone"), List.of(table.getString("video"), table.getString("screen")));
        String id = table.getString("id");
        JsonObject stage = patch(ada, id, "{\"stage\":true}").json().getJsonObject("room");
        assertEquals(List.of("speakers", "speakers"), List.of(stage.getString("video"), stage.getString("screen")));
        patch(ada, id, "{\"video\":\"off\",\"screen\":\"hosts\"}");
        JsonObject room = ada.api().get("/api/rooms/" + id).json().getJsonObject("room");
        assertEquals(List.of("off", "hosts"), List.of(room.getString("video"), room.getString("screen")));
    }

    @Test
    void whatARoomNoLongerAllowsEndsWhileItLives() {
        Person ada = Person.called("ada");
        Person grace = Person.called("grace");
        String id = Rooms.open(ada, "Table");
        try (TestPeer host = TestPeer.of(ada); TestPeer guest = TestPeer.of(grace)) {
            host.joins(id);
            guest.joins(id);
            guest.does("source", "source", "camera", "on", true);
            assertEquals("camera", host.hears("sources").getJsonArray("sources").getString(0));
            JsonObject seen = ada.api().get("/api/rooms/" + id).json().getJsonObject("room").getJsonArray("participants").getJsonObject(1);
            assertEquals("camera", seen.getJsonArray("sources").getString(0));
            patch(ada, id, "{\"video\":\"off\"}");
            assertTrue(host.hears("sources").getJsonArray("sources").isEmpty());
            guest.isRefused("forbidden", "source", "source", "camera", "on", true);
            guest.isRefused("bad_payload", "source", "source", "smoke", "on", true);
        }
    }

    @Test
    void aDeletedRoomIsGoneWithEverythingThatBelongsToIt() {
        Person ada = Person.called("ada");
        Person eve = Person.called("eve");
        String id = Rooms.open(ada, "Short");
        Rooms.member(ada, id, eve);
        String code = Rooms.invite(ada, id, "{}");
        assertEquals(200, ada.api().delete("/api/rooms/" + id).status());
        assertEquals(404, ada.api().get("/api/rooms/" + id).status());
        assertEquals("invite_not_found", Rooms.accepts(eve, code).code());
        assertEquals("room_not_found", ada.api().delete("/api/rooms/" + id).code());
        assertFalse(Api.shared().get("/api/test/everything").body().contains(id));
    }

    @Test
    void wrongTypesAndOperatorsAreRefusedAndNeverStored() {
        Person ada = Person.called("ada");
        String id = Rooms.open(ada, "Tech Talk");
        for (String body : List.of("{\"name\":{\"$gt\":\"\"}}", "{\"name\":[\"a\"]}", "{\"name\":\"a\",\"tags\":\"b\"}", "{\"name\":\"a\",\"tags\":[{\"$ne\":1}]}",
                "{\"name\":\"a\",\"isPrivate\":\"yes\"}", "{\"name\":\"a\",\"isPrivate\":1}", "{\"name\":\"a\",\"isPrivate\":{}}",
                "{\"name\":\"a\",\"maxParticipants\":\"many\"}", "{\"name\":\"a\",\"maxParticipants\":1e99}",
                "{\"name\":\"a\",\"maxParticipants\":99999999999999999999}", "{\"name\":\"a\",\"stage\":[]}", "{\"name\":\"a\",\"isPrivate\":\"true\"}", "[]", "null", "\"a\"", "{", "",
                "{\"name\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}", "{\"name\":\"" + "a".repeat(10_000) + "\"}")) {
            for (Api.Answer answer : List.of(ada.api().post("/api/rooms", body), patch(ada, id, body))) {
                assertTrue(answer.status() == 400 || answer.status() == 422, body.substring(0, Math.min(60, body.length())) + " -> " + answer.status() + answer.body());
            }
        }
        assertEquals("Tech Talk", ada.api().get("/api/rooms/" + id).json().getJsonObject("room").getString("name"));
    }

    @Test
    void fieldsThatNobodyAskedForAreIgnored() {
        Person ada = Person.called("ada");
        JsonObject room = Rooms.made(ada, """
                {"name":"a","_id":"mine","id":"mine","creator":"eve","people":99,"currentParticipants":99,"locked":true,"role":"host","$set":{"x":1},"a.b":1}""");
        assertEquals(ada.id(), room.getJsonObject("creator").getString("id"));
        assertFalse(room.getString("id").equals("mine"));
        assertEquals(0, room.getInt("currentParticipants"));
        assertFalse(room.getBoolean("locked"));
    }

    @Test
    void nobodySeesAnAddressOfAnybodyInAnyAnswer() {
        Person ada = Person.called("ada");
        Person eve = Person.called("eve");
        Person mallory = Person.called("mallory");
        String id = Rooms.open(ada, "Leaks");
        Rooms.member(ada, id, eve);
        Rooms.banned(ada, id, mallory);
        String code = Rooms.invite(ada, id, "{}");
        for (String path : List.of("rooms?limit=100", "rooms?mine=true", "room/fetchall?limit=100", "rooms/" + id, "room/getroom/" + id, "rooms/" + id + "/members",
                "rooms/" + id + "/bans", "rooms/" + id + "/invites", "rooms/" + id + "/messages", "invites/" + code)) {
            Api.Answer answer = ada.api().get("/api/" + path);
            assertEquals(200, answer.status(), path);
            for (String secret : List.of("@", "email", "phone", "password", "verified")) {
                assertFalse(answer.body().contains(secret), path + " holds " + secret);
            }
        }
    }

    @Test
    void roomsAreNotMadeByTheHundred() {
        Person ada = Person.called("ada");
        List<Integer> statuses = IntStream.range(0, 22).mapToObj(i -> ada.api().post("/api/rooms", "{\"name\":\"Room " + i + "\"}").status()).toList();
        assertEquals(20, statuses.stream().filter(status -> status == 201).count());
        assertEquals(429, statuses.getLast());
    }

    @Test
    void changesAtTheSameTimeAllStay() throws Exception {
        Person ada = Person.called("ada");
        String id = Rooms.open(ada, "Busy");
        try (var many = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            many.invokeAll(List.<java.util.concurrent.Callable<Api.Answer>>of(() -> patch(ada, id, "{\"name\":\"Renamed\"}"),
                    () -> patch(ada, id, "{\"stage\":true}"), () -> patch(ada, id, "{\"maxParticipants\":7}"), () -> patch(ada, id, "{\"tags\":[\"x\"]}")))
                    .forEach(done -> assertEquals(200, done.resultNow().status()));
        }
        JsonObject room = ada.api().get("/api/rooms/" + id).json().getJsonObject("room");
        assertEquals("Renamed", room.getString("name"));
        assertTrue(room.getBoolean("stage"));
        assertEquals(7, room.getInt("maxParticipants"));
        assertEquals(1, room.getJsonArray("tags").size());
    }

    private static Api.Answer patch(Person who, String id, String body) {
        return who.api().send("PATCH", "/api/rooms/" + id, java.net.http.HttpRequest.BodyPublishers.ofString(body), "Content-Type", "application/json");
    }
}
