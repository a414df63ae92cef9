package dev.parley.notice;

import static dev.parley.harness.Person.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import dev.parley.harness.Rooms;
import dev.parley.harness.TestPeer;
import dev.parley.harness.Until;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class NoticeIT {
    private static final Duration CEILING = Duration.ofMinutes(2);

    private final Person ada = Person.called("ada");
    private final Person eve = Person.called("eve");

    private static JsonObject list(Person who) {
        Api.Answer answer = who.api().get("/api/notifications");
        assertEquals(200, answer.status(), answer.body());
        return answer.json();
    }

    private static List<String> told(Person who) {
        return list(who).getJsonArray("notifications").stream().map(JsonObject.class::cast)
                .map(one -> one.getString("kind") + " " + (one.containsKey("room") ? one.getJsonObject("room").getString("id") : one.getJsonObject("user").getString("id"))).toList();
    }

    private static void isTold(Person who, String what) {
        Until.holds(who.username() + " is told: " + what, CEILING, () -> told(who).contains(what));
    }

    private String planned(Instant at) {
        return ada.makesRoom("startsAt", at.toString(), "timeZone", "UTC");
    }

    private void comes(Person who, String room) {
        assertEquals(200, who.api().put("/api/rooms/" + room + "/attendance", json("answer", "yes")).status());
    }

    private void follow(Person who, Person whom) {
        assertEquals(200, who.api().put("/api/users/" + whom.username() + "/follow", "").status());
    }

    @Test
    void aNewFollowerIsToldOnceAndReadOnce() {
        follow(eve, ada);
        isTold(ada, "follower " + eve.id());
        assertEquals(1, list(ada).getInt("unread"));
        assertEquals(200, ada.api().put("/api/notifications/read", "").status());
        assertEquals(0, list(ada).getInt("unread"));
        assertTrue(list(ada).getJsonArray("notifications").getJsonObject(0).getBoolean("read"));
        assertEquals(List.of(), told(eve));
    }

    @Test
    void ofTheSameThingTheNewestTakesThePlaceOfTheOthers() {
        for (int i = 0; i < 3; i++) {
            follow(eve, ada);
            eve.api().delete("/api/users/" + ada.username() + "/follow");
        }
        Person bob = Person.called("bob");
        follow(bob, ada);
        isTold(ada, "follower " + bob.id());
        assertEquals(List.of("follower " + bob.id(), "follower " + eve.id()), told(ada));
    }

    @Test
    void peopleWhoComeAreToldWhenAMeetingMovesOrIsCalledOff() {
        String room = planned(Instant.now().plus(Duration.ofDays(1)));
        Person bob = Person.called("bob");
        comes(eve, room);
        comes(ada, room);
        bob.api().put("/api/rooms/" + room + "/attendance", json("answer", "no"));
        ada.api().patch("/api/rooms/" + room, json("description", "Nothing about its time"));
        ada.api().patch("/api/rooms/" + room, json("startsAt", Instant.now().plus(Duration.ofDays(2)).toString()));
        isTold(eve, "moved " + room);
        ada.api().patch("/api/rooms/" + room, "{\"cancelled\":true}");
        isTold(eve, "cancelled " + room);
        assertEquals(List.of("cancelled " + room, "moved " + room), told(eve));
        assertEquals(List.of(), told(bob));
        assertEquals(List.of(), told(ada), "not those who did it");
        JsonObject first = list(eve).getJsonArray("notifications").getJsonObject(0);
        assertEquals(ada.id(), first.getJsonObject("user").getString("id"));
    }

    @Test
    void peopleWhoComeAreToldWhenARoomLosesItsTimes() {
        String room = planned(Instant.now().plus(Duration.ofDays(1)));
        comes(eve, room);
        assertEquals(200, ada.api().patch("/api/rooms/" + room, json("startsAt", "")).status());
        isTold(eve, "cancelled " + room);
    }

    @Test
    void aMeetingThatBeginsInTenMinutesIsToldToPeopleWhoCome() {
        String soon = planned(Instant.now().plus(Duration.ofMinutes(30)));
        String later = planned(Instant.now().plus(Duration.ofMinutes(30)));
        comes(eve, soon);
        comes(eve, later);
        // Only now, as people are told once: those who come at that moment.
        ada.api().patch("/api/rooms/" + soon, json("startsAt", Instant.now().plus(Duration.ofMinutes(9)).toString()));
        isTold(eve, "starting " + soon);
        isTold(eve, "moved " + soon);
        assertFalse(told(eve).contains("starting " + later));
    }

    private Api.Answer invites(Person by, String room, Person whom) {
        return by.api().post("/api/rooms/" + room + "/invites", json("username", whom.username()));
    }

    @Test
    void somebodyWhoIsInvitedByNameIsLedIntoAHiddenRoomAndNobodyElseIs() {
        String room = Rooms.hidden(ada, "Hidden");
        Person bob = Person.called("bob");
        Api.Answer made = invites(ada, room, eve);
        assertEquals(201, made.status(), made.body());
        String code = made.json().getJsonObject("invite").getString("code");
        isTold(eve, "invited " + room);
        JsonObject told = list(eve).getJsonArray("notifications").getJsonObject(0);
        assertEquals(List.of(code, "Hidden", ada.id()), List.of(told.getString("invite"), told.getJsonObject("room").getString("name"), told.getJsonObject("user").getString("id")));
        assertEquals(200, Rooms.accepts(eve, code).status());
        assertEquals("invite_not_found", Rooms.accepts(bob, code).code());
        JsonObject after = list(eve).getJsonArray("notifications").getJsonObject(0);
        assertEquals(room, after.getJsonObject("room").getString("id"));
        assertFalse(after.containsKey("invite"), "it is used up");
    }

    @Test
    void anInvitationThatIsRevokedIsToldNoMore() {
        String room = Rooms.hidden(ada, "Hidden");
        String code = invites(ada, room, eve).json().getJsonObject("invite").getString("code");
        isTold(eve, "invited " + room);
        assertEquals(200, ada.api().delete("/api/rooms/" + room + "/invites/" + code).status());
        assertEquals(List.of(), told(eve));
        assertEquals(0, list(eve).getInt("unread"));
    }

    @Test
    void onlyModeratorsInviteByNameAndOnlySomebodyElseWhoIsNotBanned() {
        String room = Rooms.open(ada, "Open");
        Person bob = Person.called("bob");
        assertEquals(403, invites(eve, room, bob).status());
        assertEquals(422, invites(ada, room, ada).status());
        assertEquals(422, ada.api().post("/api/rooms/" + room + "/invites", json("username", "nobody.at.all")).status());
        Rooms.banned(ada, room, bob);
        assertEquals("person_banned", invites(ada, room, bob).code());
    }

    @Test
    void aMentionReachesPeopleWhoMaySeeTheRoomAndAreNotInIt() {
        Person bob = Person.called("bob");
        Person stranger = Person.called("stranger");
        String room = Rooms.hidden(ada, "Hidden");
        Rooms.member(ada, room, eve);
        Rooms.member(ada, room, bob);
        try (TestPeer host = TestPeer.of(ada); TestPeer present = TestPeer.of(bob)) {
            host.joins(room);
            present.joins(room);
            host.does("chat", "text", "See this, @" + eve.username().toUpperCase(Locale.ROOT) + "! mail@" + stranger.username() + ".org @" + bob.username() + " @" + stranger.username()
                    + " @nobody.at.all @" + ada.username());
            isTold(eve, "mention " + room);
        }
        assertEquals(List.of(List.of(), List.of(), List.of()), List.of(told(bob), told(stranger), told(ada)));
    }

    @Test
    void nothingIsToldOfARoomThatSomebodyMayNoLongerSee() {
        String hidden = ada.makesRoom("startsAt", Instant.now().plus(Duration.ofDays(1)).toString(), "timeZone", "UTC", "isPrivate", true);
        String open = planned(Instant.now().plus(Duration.ofDays(1)));
        Rooms.member(ada, hidden, eve);
        for (String room : List.of(hidden, open)) {
            comes(eve, room);
            ada.api().patch("/api/rooms/" + room, "{\"cancelled\":true}");
            isTold(eve, "cancelled " + room);
        }
        assertEquals(200, ada.api().delete("/api/rooms/" + hidden + "/members/" + eve.id()).status());
        Rooms.banned(ada, open, eve);
        follow(ada, eve);
        isTold(eve, "follower " + ada.id());
        JsonObject first = eve.api().get("/api/notifications?limit=1").json();
        assertEquals(1, first.getInt("unread"), "also of what the first page does not show");
        assertEquals(List.of("follower " + ada.id()), told(eve));
    }

    @Test
    void theListIsPagedAndNobodyElsesIsShown() {
        List<Person> fans = List.of(eve, Person.called("bob"), Person.called("carl"));
        fans.forEach(fan -> follow(fan, ada));
        fans.forEach(fan -> isTold(ada, "follower " + fan.id()));
        JsonObject first = ada.api().get("/api/notifications?limit=2").json();
        assertEquals(2, first.getJsonArray("notifications").size());
        JsonObject second = ada.api().get("/api/notifications?limit=2&cursor=" + first.getString("nextCursor")).json();
        assertEquals(1, second.getJsonArray("notifications").size());
        assertFalse(second.containsKey("nextCursor"));
        assertEquals(401, Api.shared().get("/api/notifications").status());
        assertEquals(422, ada.api().get("/api/notifications?cursor=x").status());
    }
}
