package dev.parley.guest;

import static dev.parley.harness.Person.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import dev.parley.harness.Rooms;
import dev.parley.harness.TestPeer;
import dev.parley.harness.Until;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** People who come in by an invitation and have no account: they are in one room, and nowhere else. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class GuestIT {
    private static final Duration CEILING = Duration.ofMinutes(1);
    /** What a guest may ask for of the room that they are a guest of. */
    private static final Set<String> ALLOWED = Set.of("get /api/rooms/{id}", "get /api/rooms/{id}/messages", "delete /api/rooms/{id}/messages/{messageId}",
            "get /api/rooms/{id}/calendar.ics", "get /api/call/ice-servers", "get /api/guest");
    /** What everybody may ask for, also without any token. */
    private static final List<String> OPEN = List.of("/api/auth/", "/api/send-otp", "/api/verify-otp", "/api/refresh", "/api/logout", "/api/avatars/", "/api/covers/", "/api/dev/",
            "/api/invites/{code}", "/api/invites/{code}/guest", "/api/calendar/{secret}.ics", "/api/call/health", "/api/health");

    private final Person host = Person.called("host");
    private final String room = Rooms.hidden(host, "Hidden");
    private final String code = Rooms.invite(host, room, "{\"guests\":true}");

    private static Api.Answer enters(String code, String name, String address, String... headers) {
        return Api.shared().from(address).post("/api/invites/" + code + "/guest", json("name", name), headers);
    }

    private Person guest(String name) {
        String address = Person.somewhere();
        return guest(enters(code, name, address), address);
    }

    private static Person guest(Api.Answer answer, String address) {
        assertEquals(201, answer.status(), answer.body());
        return new Person("", address, answer.json().getString("accessToken"), answer.json().getJsonObject("user"), Api.shared());
    }

    private static JsonObject participant(JsonObject joined, String userId) {
        return joined.getJsonArray("participants").stream().map(JsonValue::asJsonObject).filter(one -> one.getString("id").equals(userId)).findFirst().orElseThrow();
    }

    @Test
    void aNameIsEnoughToComeInAndEverybodySeesAGuest() {
        Api.Answer answer = enters(code, "  Eve  ", Person.somewhere());
        assertEquals(201, answer.status(), answer.body());
        assertEquals(room, answer.json().getJsonObject("room").getString("id"));
        assertTrue(answer.json().getInt("expiresIn") > 43_000 && answer.json().getInt("expiresIn") <= 43_200, answer.body());
        assertTrue(answer.setCookie("accessToken").contains("HttpOnly"));
        Person eve = guest(answer, Person.somewhere());
        assertEquals("Eve", eve.user().getString("name"));
        assertTrue(eve.user().getBoolean("guest"));
        assertFalse(eve.user().containsKey("username"));
        try (TestPeer ada = TestPeer.of(host); TestPeer peer = TestPeer.of(eve)) {
            ada.joins(room);
            JsonObject me = participant(peer.joins(room), eve.id());
            assertTrue(me.getBoolean("guest"));
            assertFalse(me.containsKey("username"));
            assertFalse(participant(ada.joins(room), host.id()).containsKey("guest"));
            assertTrue(ada.hears("arrived").getJsonObject("participant").getBoolean("guest"));
            peer.does("chat", "text", "Hello");
            JsonObject written = host.api().get("/api/rooms/" + room + "/messages").json().getJsonArray("messages").getJsonObject(0);
            assertEquals("Eve", written.getString("name"));
            assertTrue(written.getBoolean("guest"));
        }
        JsonObject visit = eve.api().get("/api/guest").json();
        assertEquals(room, visit.getJsonObject("room").getString("id"));
        assertEquals(eve.user(), visit.getJsonObject("user"));
        assertEquals(403, host.api().get("/api/guest").status());
    }

    @Test
    void anInvitationLetsGuestsInOnlyIfItSaysSo() {
        String forMembers = Rooms.invite(host, room, "{}");
        assertEquals("invite_not_found", enters(forMembers, "Eve", Person.somewhere()).code());
        assertFalse(Api.shared().get("/api/invites/" + forMembers).json().getJsonObject("invite").getBoolean("guests"));
        assertTrue(Api.shared().get("/api/invites/" + code).json().getJsonObject("invite").getBoolean("guests"));
        assertEquals("validation_failed", host.api().post("/api/rooms/" + room + "/invites", "{\"guests\":true,\"role\":\"moderator\"}").code());
        assertEquals("invite_not_found", enters("nope", "Eve", Person.somewhere()).code());
        host.api().delete("/api/rooms/" + room + "/invites/" + code);
        assertEquals("invite_not_found", enters(code, "Eve", Person.somewhere()).code());
    }

    @Test
    void onlyNamesThatPeopleCanReadAreTaken() {
        for (String name : List.of("", "   ", "x".repeat(61), "a\nb", "a\u0000b")) {
            Api.Answer refused = enters(code, name, Person.somewhere());
            assertEquals(422, refused.status(), refused.body());
            assertTrue(refused.body().contains("\"name\""), refused.body());
        }
        assertEquals(422, Api.shared().from(Person.somewhere()).post("/api/invites/" + code + "/guest", "{}").status());
    }

    @Test
    void somebodyWithAnAccountDoesNotBecomeAGuest() {
        assertEquals("signed_in", host.api().post("/api/invites/" + code + "/guest", json("name", "Ada")).code());
    }

    @Test
    void guestsFillAnInvitationAsOthersDo() throws Exception {
        String forTwo = Rooms.invite(host, room, "{\"guests\":true,\"maxUses\":2}");
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> statuses = many.invokeAll(IntStream.range(0, 8).mapToObj(number -> (Callable<Integer>) () ->
                    enters(forTwo, "Guest", Person.somewhere()).status()).toList()).stream().map(done -> done.resultNow()).sorted().toList();
            assertEquals(List.of(201, 201, 404, 404, 404, 404, 404, 404), statuses);
        }
    }

    @Test
    void theSameBrowserIsTheSameGuestWhateverNameItGives() {
        Api.Answer first = enters(code, "Eve", Person.somewhere());
        String browser = "guest=" + first.cookie("guest");
        Api.Answer second = enters(code, "Mallory", Person.somewhere(), "Cookie", browser);
        assertEquals(first.json().getJsonObject("user").getString("id"), second.json().getJsonObject("user").getString("id"));
        assertEquals("Mallory", second.json().getJsonObject("user").getString("name"));
        Person other = Person.called("other");
        String elsewhere = Rooms.invite(other, Rooms.open(other, "Open"), "{\"guests\":true}");
        assertFalse(first.body().contains(guest(enters(elsewhere, "Eve", Person.somewhere(), "Cookie", browser), "").id()), "another room, another guest");
        assertFalse(first.body().contains(guest(enters(code, "Eve", Person.somewhere(), "Cookie", "guest=rubbish.rubbish"), "").id()));
    }

    @Test
    void aGuestOfAnotherRoomLeavesItsVisitBehind() {
        Person eve = guest("Eve");
        Person other = Person.called("other");
        String elsewhere = Rooms.invite(other, Rooms.open(other, "Open"), "{\"guests\":true}");
        assertEquals(201, eve.api().post("/api/invites/" + elsewhere + "/guest", json("name", "Eve")).status());
        assertEquals(401, eve.api().get("/api/guest").status());
    }

    @Test
    void everyPathIsClosedToGuestsSaveForTheFewThatTheirRoomNeeds() throws IOException {
        Person eve = guest("Eve");
        String open = Rooms.open(host, "Open");
        JsonObject paths;
        try (var reader = Json.createReader(Files.newBufferedReader(Path.of("webapp/openapi.json")))) {
            paths = reader.readObject().getJsonObject("paths");
        }
        List<String> wrong = new ArrayList<>();
        int tried = 0;
        for (String path : paths.keySet()) {
            if (OPEN.stream().anyMatch(start -> start.endsWith("/") ? path.startsWith(start) : path.equals(start))) {
                continue;
            }
            for (String method : paths.getJsonObject(path).keySet()) {
                if (!Set.of("get", "put", "post", "patch", "delete").contains(method)) {
                    continue;
                }
                tried++;
                boolean allowed = ALLOWED.contains(method + " " + path);
                Api.Answer own = tries(eve, method, path, room);
                Api.Answer other = tries(eve, method, path, open);
                boolean right = allowed ? own.status() < 300 || own.code().equals("message_not_found") || own.code().equals("nothing_planned") : own.code().equals("guests_only_here");
                right &= allowed ? !path.contains("{id}") || other.code().equals("room_not_found") : other.code().equals("guests_only_here");
                if (!right) {
                    wrong.add(method + " " + path + " -> " + own.status() + " " + own.body() + ", " + other.status());
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(tried > 50, "tried " + tried);
    }

    private static Api.Answer tries(Person who, String method, String path, String room) {
        String filled = path.replace("{id}", room).replaceAll("\\{[^}]*}", who.id());
        boolean sends = Set.of("put", "post", "patch").contains(method);
        return who.api().send(method.toUpperCase(java.util.Locale.ROOT), filled, sends ? HttpRequest.BodyPublishers.ofString("{}") : HttpRequest.BodyPublishers.noBody(),
                "Content-Type", "application/json");
    }

    @Test
    void theSocketTakesAGuestIntoTheirRoomOnly() {
        Person eve = guest("Eve");
        Person other = Person.called("other");
        String open = Rooms.open(other, "Open");
        String invitation = Rooms.invite(other, open, "{\"role\":\"speaker\"}");
        try (TestPeer peer = TestPeer.of(eve)) {
            peer.isRefused("room_not_found", "join", "roomId", open);
            peer.isRefused("room_not_found", "join", "roomId", open, "invite", invitation);
            peer.isRefused("ROOM_NOT_FOUND", "call:join", "meetingId", open, "userId", eve.id(), "peerId", "p1", "username", "Eve");
            peer.isRefused("ROOM_NOT_FOUND", "call:join", "meetingId", "ad-hoc", "userId", eve.id(), "peerId", "p1", "username", "Eve");
            peer.joins(room);
        }
        assertEquals(0, other.api().get("/api/rooms/" + open + "/invites").json().getJsonArray("invites").getJsonObject(0).getInt("uses"));
    }

    @Test
    void guestsAreInNoListOfPeople() {
        Person eve = guest("Zwentibold");
        assertFalse(host.api().get("/api/users?query=zwentibold").body().contains(eve.id()));
        assertEquals(List.of(), Rooms.ids(host.api().get("/api/rooms/" + room + "/members"), "members"));
    }

    @Test
    void aGuestCanSpeakButNotModerate() {
        Person eve = guest("Eve");
        try (TestPeer ada = TestPeer.of(host); TestPeer peer = TestPeer.of(eve)) {
            ada.joins(room);
            peer.joins(room);
            ada.isRefused("forbidden", "set-role", "userId", eve.id(), "role", "moderator");
            assertEquals("forbidden", host.api().put("/api/rooms/" + room + "/roles/" + eve.id(), "{\"role\":\"moderator\"}").code());
            assertEquals("forbidden", host.api().put("/api/rooms/" + room + "/host", json("userId", eve.id())).code());
            ada.does("set-role", "userId", eve.id(), "role", "listener");
            peer.hears("role", role -> role.getString("role").equals("listener"));
        }
        assertEquals("forbidden", host.api().put("/api/rooms/" + room + "/roles/" + guest("Away").id(), "{\"role\":\"moderator\"}").code());
        assertEquals("speaker", throughModerators(guest("Member")).getString("role"));
    }

    /** By an invitation that makes everybody else a moderator. */
    private JsonObject throughModerators(Person who) {
        try (TestPeer peer = TestPeer.of(who)) {
            peer.asks("join", TestPeer.object("roomId", room, "invite", Rooms.invite(host, room, "{\"role\":\"moderator\"}")));
            return participant(peer.joins(room), who.id());
        }
    }

    @Test
    void aBannedGuestDoesNotComeBackUnderAnotherNameFromThatBrowserOrNetwork() {
        String network = Person.somewhere();
        Api.Answer first = enters(code, "Eve", network);
        Person eve = guest(first, network);
        try (TestPeer peer = TestPeer.of(eve)) {
            peer.joins(room);
            Rooms.banned(host, room, eve);
            assertTrue(peer.hears("removed").getBoolean("banned"));
            peer.isRefused("room_not_found", "join", "roomId", room);
        }
        String browser = "guest=" + first.cookie("guest");
        assertEquals("banned", enters(code, "Mallory", Person.somewhere(), "Cookie", browser).code(), "the same browser");
        assertEquals("banned", enters(code, "Mallory", network).code(), "the same network");
        assertEquals(201, enters(code, "Grace", Person.somewhere()).status(), "somebody else");
        JsonObject ban = host.api().get("/api/rooms/" + room + "/bans").json().getJsonArray("bans").getJsonObject(0).getJsonObject("user");
        assertTrue(ban.getBoolean("guest"));
        assertEquals(200, host.api().delete("/api/rooms/" + room + "/bans/" + eve.id()).status());
        assertEquals(201, enters(code, "Eve", network, "Cookie", browser).status());
    }

    @Test
    void aGuestWhoGetsAnAccountKeepsTheSeat() {
        String network = Person.somewhere();
        Person eve = guest(enters(code, "Eve", network), network);
        try (TestPeer ada = TestPeer.of(host); TestPeer peer = TestPeer.of(eve)) {
            ada.joins(room);
            peer.joins(room);
            peer.does("hand", "raised", true);
            String email = Person.somebody("eve");
            eve.api().post("/api/send-otp", json("email", email));
            Api.Answer proven = eve.api().post("/api/verify-otp", json("email", email, "otp", Person.codeFor(email)));
            assertEquals(eve.id(), proven.json().getJsonObject("user").getString("id"), proven.body());
            assertEquals("Eve", proven.json().getJsonObject("user").getString("name"));
            JsonObject changed = ada.hears("person-changed");
            assertEquals(eve.id(), changed.getString("userId"));
            assertFalse(changed.getJsonObject("person").containsKey("guest"));
            assertEquals(proven.json().getJsonObject("user").getString("username"), changed.getJsonObject("person").getString("username"));
            assertTrue(participant(peer.joins(room), eve.id()).getBoolean("handRaised"), "the socket and the seat stay");
            assertEquals(401, eve.api().get("/api/guest").status(), "the guest's token opens nothing any more");
            Person account = new Person(email, network, proven.json().getString("accessToken"), proven.json().getJsonObject("user"), Api.shared());
            assertEquals(200, account.api().get("/api/user").status());
            assertEquals(200, account.api().get("/api/rooms").status());
            assertEquals(List.of(eve.id()), Rooms.ids(host.api().get("/api/rooms/" + room + "/members"), "members"));
            assertFalse(peer.isClosed());
            assertEquals(200, account.api().post("/api/auth/logout", "").status());
            Until.holds("signing out ends the socket", CEILING, peer::isClosed);
        }
    }

    @Test
    void aGuestWhoSignsUpWithAPasswordKeepsTheSeatToo() {
        String network = Person.somewhere();
        Person eve = guest(enters(code, "Eve", network), network);
        String email = Person.somebody("eve");
        assertEquals(201, eve.api().post("/api/auth/register", json("email", email, "password", Person.PASSWORD, "username", "eve" + System.nanoTime() % 1_000_000)).status());
        Api.Answer verified = eve.api().post("/api/auth/email/verify", json("email", email, "code", Person.codeFor(email)));
        assertEquals(eve.id(), verified.json().getJsonObject("user").getString("id"), verified.body());
        assertEquals(200, Api.shared().from(network).post("/api/auth/login", json("email", email, "password", Person.PASSWORD)).status());
    }

    @Test
    void aGuestWhoSignsInToAnAccountThatExistsIsLeftBehind() {
        Person eve = guest("Eve");
        Person grace = Person.called("grace");
        try (TestPeer peer = TestPeer.of(eve)) {
            peer.joins(room);
            eve.api().post("/api/send-otp", json("email", grace.email()));
            Api.Answer proven = eve.api().post("/api/verify-otp", json("email", grace.email(), "otp", Person.codeFor(grace.email())));
            assertEquals(grace.id(), proven.json().getJsonObject("user").getString("id"), proven.body());
            Until.holds("the guest's socket is closed", CEILING, peer::isClosed);
        }
        assertEquals(401, eve.api().get("/api/guest").status());
    }

    @Test
    void aBrowserWhoseGuestHasAnAccountIsANewGuestNextTime() {
        String network = Person.somewhere();
        Api.Answer first = enters(code, "Eve", network);
        Person eve = guest(first, network);
        String email = Person.somebody("eve");
        eve.api().post("/api/send-otp", json("email", email));
        assertEquals(200, eve.api().post("/api/verify-otp", json("email", email, "otp", Person.codeFor(email))).status());
        Person next = guest(enters(code, "Eve", network, "Cookie", "guest=" + first.cookie("guest")), network);
        assertFalse(next.id().equals(eve.id()));
    }

    @Test
    void guestsGoWithTheirRoom() {
        Person eve = guest("Eve");
        try (TestPeer peer = TestPeer.of(eve)) {
            peer.joins(room);
            assertEquals(200, host.api().delete("/api/rooms/" + room).status());
            Until.holds("the guest's socket is closed", CEILING, peer::isClosed);
        }
        assertEquals(401, eve.api().get("/api/guest").status());
    }

    @Test
    void aGuestCanLeaveForGood() {
        Person eve = guest("Eve");
        assertEquals(200, eve.api().post("/api/auth/logout", "").status());
        assertEquals(401, eve.api().get("/api/rooms/" + room).status());
    }

    @Test
    void aGuestGetsNoLongerTokenByAsking() {
        Api.Answer first = enters(code, "Eve", Person.somewhere());
        assertTrue(first.response().headers().allValues("Set-Cookie").stream().noneMatch(cookie -> cookie.startsWith("refreshToken")));
        assertEquals(401, Api.shared().post("/api/auth/refresh", "", "Cookie", "accessToken=" + first.cookie("accessToken"), "Sec-Fetch-Site", "same-origin").status());
    }

    @Test
    void oneNetworkMakesNoGuestsWithoutEnd() {
        String network = Person.somewhere();
        long refused = IntStream.range(0, 125).filter(number -> enters("nope", "Eve", network).status() == 429).count();
        assertEquals(5, refused);
        assertEquals(201, enters(code, "Eve", Person.somewhere()).status(), "everybody else comes in");
    }
}
