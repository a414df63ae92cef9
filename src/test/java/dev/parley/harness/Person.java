package dev.parley.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody who has an account, with a network address of their own and a token. */
public record Person(String email, String address, String token, JsonObject user, Api server) {
    public static final String PASSWORD = "a walk by the sea";
    private static final Duration SOON = Duration.ofMinutes(1);
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

    /** Somebody with an account and a password, on the server that all tests share. */
    public static Person called(String name) {
        return called(name, Api.shared());
    }

    /**
     * The same on another server with the test resources. The person signs in with a code and is given the password, because most of the time of
     * signing up goes into its hash.
     */
    public static Person called(String name, Api server) {
        Person person = byCode(name, server);
        assertEquals(200, server.post("/api/test/password/" + person.id(), "").status());
        return person;
    }

    /** Signed in with a code from the outbox, which makes an account without a password. */
    public static Person byCode(String name, Api server) {
        String email = somebody(name);
        String address = somewhere();
        Api api = server.from(address);
        assertEquals(200, api.post("/api/send-otp", json("email", email)).status());
        Api.Answer proven = api.post("/api/verify-otp", json("email", email, "otp", letterFor(email, server).getString("code")));
        assertEquals(200, proven.status(), proven.body());
        return new Person(email, address, proven.json().getString("accessToken"), proven.json().getJsonObject("user"), server);
    }

    /** Signs up with a password and proves the address by the code in the outbox. */
    public static Person signedUp(String name, Api server) {
        String email = somebody(name);
        String address = somewhere();
        Api api = server.from(address);
        assertEquals(201, api.post("/api/auth/register", json("email", email, "password", PASSWORD)).status());
        Api.Answer verified = api.post("/api/auth/email/verify", json("email", email, "code", letterFor(email, server).getString("code")));
        assertEquals(200, verified.status(), verified.body());
        return new Person(email, address, verified.json().getString("accessToken"), verified.json().getJsonObject("user"), server);
    }

    /** The same person, signed in once more. */
    public Person again() {
        Api.Answer login = server.from(address).post("/api/auth/login", json("email", email, "password", PASSWORD));
        assertEquals(200, login.status(), login.body());
        return new Person(email, address, login.json().getString("accessToken"), login.json().getJsonObject("user"), server);
    }

    /** Somebody without an e-mail address and a password, who signed in with a code sent to a phone. */
    public static Person withPhone() {
        String phone = number("+4915");
        String address = somewhere();
        Api api = Api.shared().from(address);
        assertEquals(200, api.post("/api/send-otp", json("phone", phone)).status());
        Api.Answer proven = api.post("/api/verify-otp", json("phone", phone, "otp", codeFor(phone)));
        assertEquals(200, proven.status(), proven.body());
        return new Person("", address, proven.json().getString("accessToken"), proven.json().getJsonObject("user"), Api.shared());
    }

    /** A fresh phone number of twelve digits that begins with these. */
    public static String number(String prefix) {
        StringBuilder number = new StringBuilder(prefix);
        while (number.length() < 13) {
            number.append(ThreadLocalRandom.current().nextInt(10));
        }
        return number.toString();
    }

    /** The newest code in the outbox for an e-mail address or a phone number. */
    public static String codeFor(String to) {
        return letterFor(to).getString("code");
    }

    /** The newest letter. It may take a moment, because some are written after the answer. */
    public static JsonObject letterFor(String to) {
        return letterFor(to, Api.shared());
    }

    private static JsonObject letterFor(String to, Api server) {
        return Until.succeeds("a letter to " + to, SOON, () -> lettersFor(to, server).getFirst());
    }

    /** The letter that this action causes, when there may be older ones. */
    public static JsonObject letterFor(String to, Runnable cause) {
        int before = lettersFor(to).size();
        cause.run();
        return Until.succeeds("another letter to " + to, SOON, () -> lettersFor(to).reversed().get(before));
    }

    /** Newest first. */
    public static List<JsonObject> lettersFor(String to) {
        return lettersFor(to, Api.shared());
    }

    private static List<JsonObject> lettersFor(String to, Api server) {
        return server.get("/api/dev/outbox").json().getJsonArray("messages").stream().map(JsonValue::asJsonObject)
                .filter(message -> message.getString("to").equals(to)).toList();
    }

    public String id() {
        return user.getString("id");
    }

    public String username() {
        return user.getString("username");
    }

    /** The API as this person uses it. */
    public Api api() {
        return server.from(address).with("Authorization", "Bearer " + token);
    }

    /** The same person, who has just confirmed in this session that it is them. */
    public Person confirmed() {
        String proof = json("password", PASSWORD);
        if (email.isEmpty()) {
            String phone = user.getString("phone");
            proof = json("code", letterFor(phone, () -> assertEquals(200, api().post("/api/user/confirmation/code", "").status())).getString("code"));
        }
        assertEquals(200, api().post("/api/user/confirmation", proof).status());
        return this;
    }

    /** Makes a room and returns its id. */
    public String makesRoom(Object... more) {
        JsonObject fields = Json.createObjectBuilder(TestPeer.object(more)).add("name", "Room of " + username()).build();
        Api.Answer made = api().post("/api/rooms", fields.toString());
        assertEquals(201, made.status(), made.body());
        return made.json().getJsonObject("room").getString("id");
    }
}
