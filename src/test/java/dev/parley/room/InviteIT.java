package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import dev.parley.harness.Rooms;
import dev.parley.harness.TestPeer;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class InviteIT {

    private static JsonObject room(Person who, String id) {
        return who.api().get("/api/rooms/" + id).json().getJsonObject("room");
    }

    private static int uses(Person host, String room) {
        return host.api().get("/api/rooms/" + room + "/invites").json().getJsonArray("invites").getJsonObject(0).getInt("uses");
    }

    @Test
    void anInvitationIsDescribedFullyAndItsCodeCannotBeGuessed() {
        Person ada = Person.called("ada");
        String id = Rooms.hidden(ada, "Hidden");
        Api.Answer answer = ada.api().post("/api/rooms/" + id + "/invites", "{\"role\":\"speaker\",\"maxUses\":3,\"expiresIn\":60}");
        assertEquals(201, answer.status(), answer.body());
        JsonObject invite = answer.json().getJsonObject("invite");
        assertTrue(invite.getString("code").matches("[A-Za-z0-9_-]{22}"));
        assertTrue(invite.getString("url").matches("http://.*/invite/" + invite.getString("code")));
        assertEquals("speaker", invite.getString("role"));
        assertEquals(3, invite.getInt("maxUses"));
        assertEquals(0, invite.getInt("uses"));
        assertTrue(invite.containsKey("expiresAt"));
    }

    @Test
    void theCodeShowsItsRoomAndNothingElse() {
        Person ada = Person.called("ada");
        String id = Rooms.made(ada, "{\"name\":\"Hidden\",\"isPrivate\":true,\"description\":\"Secret plans\"}").getString("id");
        Api.Answer answer = Person.called("eve").api().get("/api/invites/" + Rooms.invite(ada, id, "{\"role\":\"listener\"}"));
        assertEquals(200, answer.status(), answer.body());
        assertEquals("Hidden", answer.json().getJsonObject("invite").getString("roomName"));
        assertEquals("listener", answer.json().getJsonObject("invite").getString("role"));
        assertFalse(answer.body().contains("Secret plans") || answer.body().contains(id), answer.body());
    }

    @Test
    void aStrangerWithTheCodeSeesWhoInvitesAndWhoIsThere() {
        Person ada = Person.called("ada");
        String id = Rooms.hidden(ada, "Hidden");
        String code = Rooms.invite(ada, id, "{}");
        try (TestPeer peer = TestPeer.of(ada)) {
            peer.joins(id);
            Api.Answer answer = Api.shared().from(Person.somewhere()).get("/api/invites/" + code);
            assertEquals(200, answer.status(), answer.body());
            JsonObject invite = answer.json().getJsonObject("invite");
            assertEquals(ada.id(), invite.getJsonObject("invitedBy").getString("id"));
            assertEquals(List.of(ada.id()), invite.getJsonArray("people").stream().map(one -> one.asJsonObject().getString("id")).toList());
            assertEquals(401, Api.shared().from(Person.somewhere()).post("/api/invites/" + code + "/accept", "").status());
        }
    }

    @Test
    void thePreviewKnowsABrowserByItsCookieAndNoSessionThatIsOver() {
        Person ada = Person.called("ada");
        Person eve = Person.called("eve");
        Person mallory = Person.called("mallory");
        String id = Rooms.hidden(ada, "Hidden");
        String used = Rooms.invite(ada, id, "{\"maxUses\":1}");
        Rooms.accepts(eve, used);
        Rooms.banned(ada, id, mallory);
        String open = Rooms.invite(ada, id, "{}");
        assertEquals(200, preview(used, "Cookie", "accessToken=" + eve.token()).status(), "a member sees it used up as well");
        assertEquals("banned", preview(open, "Cookie", "accessToken=" + mallory.token()).code());
        assertEquals(200, preview(open, "Cookie", "accessToken=rubbish").status());
        eve.api().post("/api/auth/logout", "");
        assertEquals("invite_not_found", preview(used, "Cookie", "accessToken=" + eve.token()).code());
        assertEquals("invite_not_found", preview(used, "Authorization", "Bearer " + eve.token()).code());
    }

    private static Api.Answer preview(String code, String... header) {
        return Api.shared().send("GET", "/api/invites/" + code, HttpRequest.BodyPublishers.noBody(), header);
    }

    @Test
    void somebodyWhoAcceptsIsAMemberWithTheRoleOfTheInvitation() {
        Person ada = Person.called("ada");
        Person eve = Person.called("eve");
        String id = Rooms.hidden(ada, "Hidden");
        Api.Answer answer = Rooms.accepts(eve, Rooms.invite(ada, id, "{\"role\":\"moderator\"}"));
        assertEquals(id, answer.json().getJsonObject("room").getString("id"));
        assertEquals("moderator", room(eve, id).getString("role"));
        assertTrue(room(eve, id).getBoolean("canModerate"));
        assertEquals(List.of(eve.id()), Rooms.ids(ada.api().get("/api/rooms/" + id + "/members"), "members"));
    }

    @Test
    void anInvitationNeverLowersARole() {
        Person ada = Person.called("ada");
        Person eve = Person.called("eve");
        String id = Rooms.open(ada, "Open");
        Rooms.moderator(ada, id, eve);
        assertEquals(200, Rooms.accepts(eve, Rooms.invite(ada, id, "{\"role\":\"listener\"}")).status());
        assertEquals("moderator", room(eve, id).getString("role"));
        assertEquals(200, Rooms.accepts(ada, Rooms.invite(ada, id, "{\"role\":\"listener\"}")).status());
        assertEquals("host", room(ada, id).getString("role"));
    }

    @Test
    void onlyFiveOfFiftyWhoAcceptAtOnceGetTheFivePlaces() throws Exception {
        Person ada = Person.called("ada");
        String id = Rooms.hidden(ada, "Hidden");
        String code = Rooms.invite(ada, id, "{\"maxUses\":5}");
        List<Person> people = IntStream.range(0, 10).mapToObj(i -> Person.called("p" + i)).toList();
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            // Each of the ten tries five times.
            List<Integer> statuses = many.invokeAll(IntStream.range(0, 50).mapToObj(i -> (Callable<Integer>) () ->
                    Rooms.accepts(people.get(i % 10), code).status()).toList()).stream().map(done -> done.resultNow()).toList();
            assertTrue(statuses.stream().allMatch(status -> status == 200 || status == 404), statuses.toString());
        }
        assertEquals(5, Rooms.ids(ada.api().get("/api/rooms/" + id + "/members"), "members").size());
        assertEquals(5, uses(ada, id));
    }

    @Test
    void aMemberWhoAcceptsUsesNothingUp() {
        Person ada = Person.called("ada");
        Person eve = Person.called("eve");
        String id = Rooms.hidden(ada, "Hidden");
        String code = Rooms.invite(ada, id, "{\"maxUses\":1}");
        assertEquals(200, Rooms.accepts(ada, code).status());
        assertEquals(0, uses(ada, id));
        assertEquals(200, Rooms.accepts(eve, code).status());
        assertEquals(200, Rooms.accepts(eve, code).status());
        assertEquals(1, uses(ada, id));
    }

    @Test
    void anInvitationThatIsUsedUpRevokedOrUnknownIsNotThere() {
        Person ada = Person.called("ada");
        Person eve = Person.called("eve");
        String id = Rooms.hidden(ada, "Hidden");
        String used = Rooms.invite(ada, id, "{\"maxUses\":1}");
        Rooms.accepts(Person.called("first"), used);
        String revoked = Rooms.invite(ada, id, "{}");
        assertEquals(200, ada.api().delete("/api/rooms/" + id + "/invites/" + revoked).status());
        assertEquals(404, ada.api().delete("/api/rooms/" + id + "/invites/" + revoked).status());
        for (String code : List.of(used, revoked, "unknown", "x".repeat(10_000), "%7B%22$gt%22:%22%22%7D", "%00")) {
            for (Api.Answer answer : List.of(Rooms.accepts(eve, code), eve.api().get("/api/invites/" + code))) {
                assertTrue(answer.status() == 404 || answer.status() == 400, code);
                assertTrue(answer.status() == 400 || answer.code().equals("invite_not_found"), answer.body());
            }
        }
        assertEquals(404, eve.api().get("/api/rooms/" + id).status());
    }

    @Test
    void aUsedUpInvitationDoesNotAdmitARemovedMember() {
        Person ada = Person.called("ada");
        Person mallory = Person.called("mallory");
        String id = Rooms.hidden(ada, "Hidden");
        String path = "/api/rooms/" + id;
        String first = Rooms.invite(ada, id, "{\"maxUses\":1}");
        assertEquals(200, Rooms.accepts(mallory, first).status());
        assertEquals(200, ada.api().delete(path + "/members/" + mallory.id()).status());
        assertEquals("invite_not_found", Rooms.accepts(mallory, first).code());
        String second = Rooms.invite(ada, id, "{\"maxUses\":1}");
        assertEquals(200, Rooms.accepts(mallory, second).status());
        Rooms.banned(ada, id, mallory);
        assertEquals(200, ada.api().delete(path + "/bans/" + mallory.id()).status());
        assertEquals("invite_not_found", Rooms.accepts(mallory, second).code());
        assertEquals(404, mallory.api().get(path).status());
    }

    @Test
    void aUsedUpInvitationDoesNotAdmitAMemberWhoIsJustBeingRemoved() throws Exception {
        Person ada = Person.called("ada");
        Person mallory = Person.called("mallory");
        for (int round = 0; round < 10; round++) {
            String id = Rooms.hidden(ada, "Hidden");
            String code = Rooms.invite(ada, id, "{\"maxUses\":1}");
            assertEquals(200, Rooms.accepts(mallory, code).status());
            try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Callable<Integer>> tries = new java.util.ArrayList<>(java.util.Collections.nCopies(8, () -> Rooms.accepts(mallory, code).status()));
                tries.add(4, () -> ada.api().delete("/api/rooms/" + id + "/members/" + mallory.id()).status());
                assertEquals(200, many.invokeAll(tries).get(4).resultNow());
            }
            assertEquals(404, mallory.api().get("/api/rooms/" + id).status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"role\":\"speaker\"}", "{\"role\":\"speaker\",\"maxUses\":2}"})
    void anOldInvitationDoesNotMakeASpeakerOfSomebodyMadeAListener(String wish) {
        Person ada = Person.called("ada");
        Person mallory = Person.called("mallory");
        String id = Rooms.open(ada, "Open");
        String code = Rooms.invite(ada, id, wish);
        assertEquals(200, Rooms.accepts(mallory, code).status());
        assertEquals(200, ada.api().delete("/api/rooms/" + id + "/speakers/" + mallory.id()).status());
        for (String leaving : List.of("/api/rooms/" + id + "/members/" + mallory.id(), "/api/rooms/nothing")) {
            mallory.api().delete(leaving);
            Rooms.accepts(mallory, code);
            assertEquals("listener", room(mallory, id).getString("role"), leaving);
        }
        assertEquals(200, Rooms.accepts(mallory, Rooms.invite(ada, id, "{\"role\":\"speaker\"}")).status());
        assertEquals("speaker", room(mallory, id).getString("role"), "a new invitation does");
    }

    @Test
    void anInvitationThatExpiredIsNotThere() {
        Person ada = Person.called("ada");
        Person eve = Person.called("eve");
        String id = Rooms.hidden(ada, "Hidden");
        String code = Rooms.invite(ada, id, "{\"expiresIn\":60}");
        assertEquals(200, Api.shared().post("/api/test/expire/" + code, "{}").status());
        assertEquals("invite_not_found", Rooms.accepts(eve, code).code());
        assertEquals("invite_not_found", eve.api().get("/api/invites/" + code).code());
        assertEquals(0, ada.api().get("/api/rooms/" + id + "/invites").json().getJsonArray("invites").size());
    }

    @Test
    void moderatorsOfAnotherRoomCannotRevokeAnInvitation() {
        Person ada = Person.called("ada");
        Person eve = Person.called("eve");
        String code = Rooms.invite(ada, Rooms.hidden(ada, "Hidden"), "{}");
        assertEquals(404, eve.api().delete("/api/rooms/" + Rooms.open(eve, "Mine") + "/invites/" + code).status());
        assertEquals(200, Rooms.accepts(eve, code).status());
    }

    @Test
    void aBannedPersonCannotComeInByAnInvitation() {
        Person ada = Person.called("ada");
        Person mallory = Person.called("mallory");
        String id = Rooms.hidden(ada, "Hidden");
        String code = Rooms.invite(ada, id, "{\"role\":\"moderator\"}");
        Rooms.banned(ada, id, mallory);
        assertEquals("banned", Rooms.accepts(mallory, code).code());
        assertEquals("banned", mallory.api().get("/api/invites/" + code).code());
        assertEquals(404, mallory.api().get("/api/rooms/" + id).status());
        assertEquals(0, uses(ada, id));
    }

    @Test
    void theInvitationsOfAFormerModeratorAreWorthless() {
        Person ada = Person.called("ada");
        Person mallory = Person.called("mallory");
        Person friend = Person.called("friend");
        String id = Rooms.hidden(ada, "Hidden");
        Rooms.moderator(ada, id, mallory);
        String code = Rooms.invite(mallory, id, "{}");
        assertEquals(200, ada.api().put("/api/rooms/" + id + "/roles/" + mallory.id(), "{\"role\":\"listener\"}").status());
        assertEquals("invite_not_found", Rooms.accepts(friend, code).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"role\":\"host\"}", "{\"role\":\"king\"}", "{\"role\":{\"$ne\":1}}", "{\"maxUses\":0}", "{\"maxUses\":1001}", "{\"maxUses\":\"x\"}",
            "{\"expiresIn\":59}", "{\"expiresIn\":2592001}", "{\"expiresIn\":1e30}", "[]", ""})
    void anInvitationThatMakesNoSenseIsRefused(String body) {
        Person ada = Person.called("ada");
        int status = ada.api().post("/api/rooms/" + Rooms.open(ada, "Open") + "/invites", body).status();
        assertTrue(status == 400 || status == 422, body + " -> " + status);
    }

    @Test
    void invitationsAreListedPageByPage() {
        Person ada = Person.called("ada");
        String id = Rooms.open(ada, "Open");
        List<String> codes = IntStream.range(0, 5).mapToObj(i -> Rooms.invite(ada, id, "{}")).toList();
        List<String> read = new java.util.ArrayList<>();
        String cursor = "";
        do {
            JsonObject page = ada.api().get("/api/rooms/" + id + "/invites?limit=2&cursor=" + cursor).json();
            page.getJsonArray("invites").forEach(invite -> read.add(invite.asJsonObject().getString("code")));
            cursor = page.getString("nextCursor", "");
        } while (!cursor.isEmpty());
        assertEquals(codes.stream().sorted().toList(), read.stream().sorted().toList());
    }
}
