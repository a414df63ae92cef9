package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import dev.parley.harness.Rooms;
import dev.parley.harness.TestPeer;
import dev.parley.harness.Until;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The host hands the room over to somebody else. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class HandoverIT {
    private static final int TRIES = 12;

    private final Person ada = Person.called("ada");
    private final Person eve = Person.called("eve");
    private final Person bob = Person.called("bob");
    private String room = Rooms.open(ada, "Open");

    private final List<TestPeer> peers = new ArrayList<>();

    @AfterEach
    void close() {
        peers.forEach(TestPeer::close);
    }

    private String path(String rest) {
        return "/api/rooms/" + room + rest;
    }

    private Api.Answer hands(Person from, Person to) {
        return from.api().put(path("/host"), Person.json("userId", to.id()));
    }

    private void ok(Api.Answer answer) {
        assertEquals(200, answer.status(), answer.body());
    }

    private TestPeer enters(Person who) {
        TestPeer peer = TestPeer.of(who);
        peers.add(peer);
        peer.joins(room);
        return peer;
    }

    private JsonObject seen(Person viewer) {
        return viewer.api().get(path("")).json().getJsonObject("room");
    }

    private String role(Person who) {
        return seen(who).getString("role", "none");
    }

    private String host() {
        return seen(ada).getJsonObject("creator").getString("id");
    }

    private String seat(TestPeer viewer, Person who) {
        return viewer.joins(room).getJsonArray("participants").stream().map(JsonValue::asJsonObject)
                .filter(one -> one.getString("id").equals(who.id())).findFirst().orElseThrow().getString("role");
    }

    @Test
    void everybodyInTheRoomHearsOfItAndTheOldHostIsAModerator() {
        TestPeer host = enters(ada);
        TestPeer next = enters(eve);
        Api.Answer answer = hands(ada, eve);
        ok(answer);
        assertEquals(eve.id(), answer.json().getJsonObject("room").getJsonObject("creator").getString("id"));
        for (TestPeer peer : List.of(host, next)) {
            peer.hears("role", role -> role.getString("userId").equals(eve.id()) && role.getString("role").equals("host"));
            peer.hears("role", role -> role.getString("userId").equals(ada.id()) && role.getString("role").equals("moderator"));
            peer.hears("room-updated", told -> told.getJsonObject("room").getJsonObject("creator").getString("id").equals(eve.id()));
        }
        assertEquals("host", seat(next, eve));
        assertEquals("moderator", seat(next, ada));
    }

    @Test
    void theNewHostDecidesAndTheOldOneOnlyModerates() {
        Rooms.member(ada, room, eve);
        ok(hands(ada, eve));
        assertEquals("host", role(eve));
        assertEquals("moderator", role(ada));
        assertEquals("forbidden", ada.api().delete(path("")).code());
        assertEquals("forbidden", ada.api().patch(path(""), "{\"isPrivate\":true}").code());
        assertEquals("forbidden", ada.api().put(path("/roles/" + bob.id()), Person.json("role", "moderator")).code());
        assertEquals("forbidden", ada.api().post(path("/invites"), "{\"role\":\"moderator\"}").code());
        assertEquals("forbidden", ada.api().put(path("/bans/" + eve.id()), "").code());
        assertEquals("forbidden", hands(ada, bob).code());
        ok(ada.api().patch(path(""), "{\"name\":\"Still mine to name\"}"));
        ok(eve.api().put(path("/roles/" + bob.id()), Person.json("role", "moderator")));
        assertEquals(201, eve.api().post(path("/invites"), "{\"role\":\"moderator\"}").status());
        assertEquals(List.of(ada.id(), bob.id()).stream().sorted().toList(), Rooms.ids(eve.api().get(path("/members")), "members"));
        ok(eve.api().delete(path("")));
        assertEquals("room_not_found", ada.api().get(path("")).code());
    }

    @Test
    void theOldHostIsAModeratorAfterTheRoomWasEmpty() {
        TestPeer host = enters(ada);
        TestPeer next = enters(eve);
        ok(hands(ada, eve));
        host.does("leave");
        next.does("leave");
        assertEquals("moderator", enters(ada).joins(room).getString("role"));
        assertEquals("host", enters(eve).joins(room).getString("role"));
    }

    @Test
    void theOldHostMayGoAndThenIsNobodyThere() {
        Rooms.member(ada, room, eve);
        ok(hands(ada, eve));
        ok(ada.api().delete(path("/members/" + ada.id())));
        assertEquals("none", role(ada));
        assertEquals("forbidden", ada.api().get(path("/bans")).code());
    }

    @Test
    void onlyTheHostHandsOver() {
        Rooms.moderator(ada, room, eve);
        ok(ada.api().put(path("/roles/" + bob.id()), Person.json("role", "listener")));
        for (Person other : List.of(eve, bob, Person.called("stranger"))) {
            assertEquals("forbidden", hands(other, other).code());
            assertEquals("forbidden", hands(other, bob).code());
        }
        assertEquals("forbidden", hands(ada, ada).code());
        assertEquals(ada.id(), host());
    }

    @Test
    void theNewHostIsSomebodyWhoIsThereOrBelongs() {
        Api.Answer unknown = ada.api().put(path("/host"), Person.json("userId", "nobody"));
        assertEquals(404, unknown.status());
        assertEquals("not_found", unknown.code());
        assertEquals("not_a_member", hands(ada, eve).code());
        Rooms.banned(ada, room, eve);
        Api.Answer banned = hands(ada, eve);
        assertEquals(409, banned.status());
        assertEquals("person_banned", banned.code());
        assertEquals("room_not_found", ada.api().put("/api/rooms/none/host", Person.json("userId", eve.id())).code());
        Person gone = Person.called("gone");
        Rooms.member(ada, room, gone);
        ok(gone.confirmed().api().delete("/api/user"));
        assertEquals("not_found", hands(ada, gone).code());
        assertEquals(ada.id(), host());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"userId\":\"\"}", "{\"userId\":null}", "{\"userId\":{\"$ne\":\"\"}}", "{\"userId\":[\"a\"]}", "[]", "", "{\"userId\":\"$where\",\"role\":\"host\"}"})
    void whatNamesNobodyIsRefused(String body) {
        int status = ada.api().put(path("/host"), body).status();
        assertTrue(List.of(400, 404, 422).contains(status), body + " -> " + status);
        assertEquals(422, ada.api().put(path("/host"), Person.json("userId", "x".repeat(129))).status());
    }

    @Test
    void aRepeatedRequestChangesNothingMore() {
        Rooms.member(ada, room, eve);
        ok(hands(ada, eve));
        assertEquals("forbidden", hands(ada, eve).code());
        ok(eve.api().put(path("/roles/" + ada.id()), Person.json("role", "listener")));
        assertEquals("forbidden", hands(ada, eve).code());
        assertEquals("listener", role(ada), "a replay does not make them a moderator again");
        ok(hands(eve, ada));
        assertEquals("host", role(ada));
        assertEquals("moderator", role(eve));
    }

    /** Two people are named at the same moment, in a room with people in it and in an empty one. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofTwoAtOnceExactlyOneWins(boolean live) throws Exception {
        for (int i = 0; i < TRIES; i++) {
            room = Rooms.open(ada, "Open " + i);
            Rooms.member(ada, room, eve);
            Rooms.member(ada, room, bob);
            TestPeer peer = live ? enters(ada) : null;
            List<Api.Answer> answers = atOnce(() -> hands(ada, eve), () -> hands(ada, bob));
            assertEquals(List.of(200, 403), answers.stream().map(Api.Answer::status).sorted().toList(), () -> answers.get(0).body() + answers.get(1).body());
            Person winner = answers.get(0).status() == 200 ? eve : bob;
            Person other = winner == eve ? bob : eve;
            assertEquals(winner.id(), host());
            assertEquals(List.of("host", "none", "moderator"), List.of(role(winner), role(other), role(ada)));
            if (peer != null) {
                assertEquals("moderator", seat(peer, ada));
                peer.close();
            }
        }
    }

    @Test
    void whoIsBannedOrRemovedAtThisMomentIsEitherHostOrOut() throws Exception {
        for (int i = 0; i < TRIES; i++) {
            room = Rooms.open(ada, "Open " + i);
            Rooms.moderator(ada, room, bob);
            Rooms.member(ada, room, eve);
            boolean ban = i % 2 == 0;
            List<Api.Answer> answers = atOnce(() -> hands(ada, eve), () -> ban ? bob.api().put(path("/bans/" + eve.id()), "") : bob.api().delete(path("/members/" + eve.id())));
            if (answers.getFirst().status() == 200) {
                assertEquals("host", role(eve), "a host can use the room");
                assertEquals(List.of(), Rooms.ids(eve.api().get(path("/bans")), "bans"));
                enters(eve).does("leave");
            } else {
                assertTrue(List.of("person_banned", "not_a_member").contains(answers.getFirst().code()), answers.getFirst().body());
                assertEquals(ada.id(), host());
                assertEquals("host", role(ada));
            }
        }
    }

    private static List<Api.Answer> atOnce(Callable<Api.Answer> one, Callable<Api.Answer> other) throws Exception {
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            List<Future<Api.Answer>> asked = both.invokeAll(List.of(one, other));
            return List.of(asked.get(0).get(), asked.get(1).get());
        }
    }

    @Test
    void aPrivateRoomStaysOpenToTheOldHostAndItsListsFollowTheNewOne() {
        room = Rooms.hidden(ada, "Hidden");
        Rooms.member(ada, room, eve);
        enters(eve);
        ok(hands(ada, eve));
        assertEquals(List.of(room), Rooms.ids(eve.api().get("/api/rooms?mine=true"), "rooms"));
        assertTrue(Rooms.ids(ada.api().get("/api/rooms?mine=true"), "rooms").contains(room));
        assertTrue(eve.api().get("/api/user/export").json().toString().contains(room));
        Until.holds("her profile shows it", Duration.ofSeconds(30), () -> hosted(eve).equals(List.of(room)));
        assertEquals(List.of(), hosted(ada));
    }

    private List<String> hosted(Person host) {
        return ada.api().get("/api/users/" + host.username()).json().getJsonObject("user").getJsonArray("rooms").stream()
                .map(one -> one.asJsonObject().getString("id")).toList();
    }

    @Test
    void invitationsThatMakeModeratorsFollowTheHost() {
        String mighty = Rooms.invite(ada, room, "{\"role\":\"moderator\"}");
        String plain = Rooms.invite(ada, room, "{}");
        Rooms.member(ada, room, eve);
        ok(hands(ada, eve));
        assertFalse(ada.api().get(path("/invites")).body().contains(mighty));
        assertTrue(ada.api().get(path("/invites")).body().contains(plain));
        assertTrue(eve.api().get(path("/invites")).body().contains(mighty));
        assertEquals("invite_not_found", ada.api().delete(path("/invites/" + mighty)).code());
        ok(eve.api().put(path("/bans/" + ada.id()), ""));
        assertEquals("invite_not_found", Rooms.accepts(bob, plain).code());
        ok(eve.api().delete(path("/invites/" + mighty)));
    }

    @Test
    void theRoomOutlivesTheAccountOfItsOldHostButNotThatOfTheNewOne() {
        Rooms.member(ada, room, eve);
        ok(hands(ada, eve));
        ok(ada.confirmed().api().delete("/api/user"));
        assertEquals("host", role(eve));
        assertEquals(List.of(), Rooms.ids(eve.api().get(path("/members")), "members"));
        ok(eve.confirmed().api().delete("/api/user"));
        assertEquals("room_not_found", bob.api().get(path("")).code());
    }

    @Test
    void nobodyIsGivenMoreRoomsThanTheyCanHave() {
        Rooms.member(ada, room, eve);
        List<Person> helpers = Stream.of("helper", "helper", "helper", "helper", "helper").map(Person::called).toList();
        for (int i = 0; i < 100; i++) {
            Person helper = helpers.get(i / 20);
            String one = Rooms.open(helper, "Room " + i);
            Rooms.member(helper, one, eve);
            assertEquals(200, helper.api().put("/api/rooms/" + one + "/host", Person.json("userId", eve.id())).status());
        }
        Api.Answer refused = hands(ada, eve);
        assertEquals(409, refused.status());
        assertEquals("too_many_rooms", refused.code());
        assertEquals("host", role(ada));
    }
}
