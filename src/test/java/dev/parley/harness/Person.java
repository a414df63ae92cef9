package dev.parley.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody who signed up, with a network address of their own and a token. */
public record Person(String email, String address, String token, JsonObject user) {
    public static final String PASSWORD = "a walk by the sea";
    private static final AtomicInteger COUNT = new AtomicInteger((int) (System.nanoTime() % 10_000) * 100);

    /** A fresh e-mail address. */
    public static String somebody(String name) {
        return name + "." + COUNT.incrementAndGet() + "@example.org";
    }

    /** A fresh network address. */
    public static String somewhere() {
        int number = COUNT.incrementAndGet();
        return "10." + (number >> 16 & 127) + "." + (number >> 8 & 255) + "." + (number & 255);
    }

    public static String json(String... pairs) {
        var object = Json.createObjectBuilder();
        for (int i = 0; i < pairs.length; i += 2) {
            object.add(pairs[i], pairs[i + 1]);
        }
        return object.build().toString();
    }

    /** Signs up and proves the address by the code in the outbox. */
    public static Person called(String name) {
        return called(name, Api.shared());
    }

    /** On another server; what {@link #api} answers is not for such a person. */
    public static Person called(String name, Api server) {
        String email = somebody(name);
        String address = somewhere();
        Api api = server.from(address);
        assertEquals(201, api.post("/api/auth/register", json("email", email, "password", PASSWORD)).status());
        Api.Answer verified = api.post("/api/auth/email/verify", json("email", email, "code", letterFor(email, server).getString("code")));
        assertEquals(200, verified.status(), verified.body());
        return new Person(email, address, verified.json().getString("accessToken"), verified.json().getJsonObject("user"));
    }

    /** The newest code in the outbox for an e-mail address or a phone number. */
    public static String codeFor(String to) {
        return letterFor(to).getString("code");
    }

    public static JsonObject letterFor(String to) {
        return letterFor(to, Api.shared());
    }

    private static JsonObject letterFor(String to, Api server) {
        return server.get("/api/dev/outbox").json().getJsonArray("messages").stream().map(JsonValue::asJsonObject)
                .filter(message -> message.getString("to").equals(to)).findFirst().orElseThrow();
    }

    public String id() {
        return user.getString("id");
    }

    public String username() {
        return user.getString("username");
    }

    /** The API as this person uses it. */
    public Api api() {
        return Api.shared().from(address).with("Authorization", "Bearer " + token);
    }

    /** Makes a room and answers its id. */
    public String makesRoom(Object... more) {
        JsonObject fields = Json.createObjectBuilder(TestPeer.object(more)).add("name", "Room of " + username()).build();
        Api.Answer made = api().post("/api/rooms", fields.toString());
        assertEquals(201, made.status(), made.body());
        return made.json().getJsonObject("room").getString("id");
    }
}
