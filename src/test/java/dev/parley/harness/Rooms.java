package dev.parley.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;

/** Rooms as people make and share them, in few words. */
public final class Rooms {
    private Rooms() {}

    public static JsonObject made(Person host, String json) {
        Api.Answer answer = host.api().post("/api/rooms", json);
        assertEquals(201, answer.status(), answer.body());
        return answer.json().getJsonObject("room");
    }

    /** The id of a new room. */
    public static String open(Person host, String name) {
        return made(host, Json.createObjectBuilder().add("name", name).build().toString()).getString("id");
    }

    /** The id of a new private room. */
    public static String hidden(Person host, String name) {
        return made(host, Json.createObjectBuilder().add("name", name).add("isPrivate", true).build().toString()).getString("id");
    }

    /** The code of a new invitation. */
    public static String invite(Person by, String room, String json) {
        Api.Answer answer = by.api().post("/api/rooms/" + room + "/invites", json);
        assertEquals(201, answer.status(), answer.body());
        return answer.json().getJsonObject("invite").getString("code");
    }

    public static Api.Answer accepts(Person who, String code) {
        return who.api().post("/api/invites/" + code + "/accept", "");
    }

    public static void member(Person host, String room, Person who) {
        assertEquals(200, accepts(who, invite(host, room, "{}")).status());
    }

    public static void moderator(Person host, String room, Person who) {
        Api.Answer answer = host.api().put("/api/rooms/" + room + "/roles/" + who.id(), "{\"role\":\"moderator\"}");
        assertEquals(200, answer.status(), answer.body());
    }

    public static void banned(Person host, String room, Person who) {
        Api.Answer answer = host.api().put("/api/rooms/" + room + "/bans/" + who.id(), "");
        assertEquals(200, answer.status(), answer.body());
    }

    /** The ids in a list of rooms, members or bans. */
    public static List<String> ids(Api.Answer answer, String list) {
        assertEquals(200, answer.status(), answer.body());
        return answer.json().getJsonArray(list).stream().map(JsonValue::asJsonObject)
                .map(entry -> entry.containsKey("user") ? entry.getJsonObject("user").getString("id") : entry.getString("id")).toList();
    }
}
