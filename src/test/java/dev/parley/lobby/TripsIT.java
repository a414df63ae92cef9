package dev.parley.lobby;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import dev.parley.harness.Rooms;
import dev.parley.harness.Until;
import dev.parley.harness.WorkFilter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The exact number of database queries before each answer, so that one more is noticed. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class TripsIT {

    private static List<String> trips(Api.Answer answer) {
        assertEquals(200, answer.status(), answer.body());
        return Arrays.stream(answer.header(WorkFilter.HEADER).split(", ")).filter(work -> work.matches("[a-zA-Z]+ [a-z]+")).toList();
    }

    private static List<String> behind(String room) {
        return Arrays.stream(Api.shared().get("/api/test/seats/" + room + "/behind").body().replaceAll("[\\[\\]\"]", "").split(",")).toList();
    }

    private static String seat(String room, Person who) {
        return "/api/test/seats/" + room + "/" + who.id();
    }

    @Test
    void aBanIsAnsweredAfterTwoTripsAndStoredInThree() {
        Person ada = Person.called("ada");
        Person eve = Person.called("eve");
        String room = Rooms.open(ada, "Open");
        Api.shared().post("/api/test/seats/" + room + "/behind", "");
        assertEquals(List.of("find sessions", "aggregate rooms"), trips(ada.api().put("/api/rooms/" + room + "/bans/" + eve.id(), "")));
        // The last one checks whether both still exist. No answer waits for it.
        assertEquals(List.of("update standings", "update invites", "delete attendances", "aggregate rooms"), behind(room));
    }

    @Test
    void aJoinCostsAtMostThreeTrips() {
        Person ada = Person.called("ada");
        Person eve = Person.called("eve");
        String room = Rooms.open(ada, "Open");
        assertEquals(List.of("aggregate rooms"), trips(Api.shared().post(seat(room, eve), "")));
        // With a second read, because something was decided about the room in the meantime.
        assertEquals(List.of("aggregate rooms", "aggregate rooms"), trips(Api.shared().post(seat(room, Person.called("bob")) + "?bannedMeanwhileBy=" + ada.id(), "")));
    }

    @Test
    void theFirstJoinByAnInvitationCostsFiveTrips() {
        Person ada = Person.called("ada");
        Person eve = Person.called("eve");
        String room = Rooms.hidden(ada, "Hidden");
        String code = Rooms.invite(ada, room, "{\"role\":\"speaker\"}");
        assertEquals(List.of("aggregate rooms", "find invites", "update invites", "update standings", "aggregate rooms"),
                trips(Api.shared().post(seat(room, eve) + "?invite=" + code, "")));
        assertEquals(List.of("aggregate rooms", "find invites"), trips(Api.shared().post(seat(room, eve) + "?invite=" + code, "")));
    }

    @Test
    void aListOfRoomsCostsFourTrips() {
        Person ada = Person.called("ada");
        Rooms.open(ada, "Open");
        assertEquals(List.of("find sessions", "find rooms", "find accounts", "find schedules"), trips(ada.api().get("/api/rooms")));
    }

    @Test
    void tagsAreSuggestedAfterTwoTrips() {
        assertEquals(List.of("find sessions", "aggregate rooms"), trips(Person.called("ada").api().get("/api/tags?query=t")));
    }

    @Test
    void aRoomCostsTwoTrips() {
        Person ada = Person.called("ada");
        assertEquals(List.of("find sessions", "aggregate rooms"), trips(ada.api().get("/api/rooms/" + Rooms.open(ada, "Open"))));
    }

    @Test
    void signingInCostsSevenTripsFromANewNetworkAndFourOnAKnownDevice() {
        Person ada = Person.called("ada");
        String body = Person.json("email", ada.email(), "password", Person.PASSWORD);
        Api.Answer first = Api.shared().from(Person.somewhere()).post("/api/auth/login", body);
        assertEquals(List.of("find accounts", "findAndModify limits", "findAndModify limits", "aggregate sessions", "findAndModify limits", "delete limits",
                "insert sessions"), trips(first));
        assertEquals(List.of("find accounts", "findAndModify limits", "delete limits", "insert sessions"),
                trips(Api.shared().from(Person.somewhere()).post("/api/auth/login", body, "Cookie", "device=" + first.cookie("device"))));
    }

    @Test
    void howManyPeopleAreInAListMakesNoDifference() {
        Person ada = Person.called("ada");
        String room = Rooms.hidden(ada, "Hidden");
        for (String name : List.of("eve", "bob", "carl")) {
            Person one = Person.called(name);
            assertEquals(200, one.api().put("/api/users/" + ada.username() + "/follow", "").status());
            assertEquals(200, ada.api().put("/api/users/" + one.username() + "/follow", "").status());
            Rooms.member(ada, room, one);
            Rooms.banned(ada, Rooms.open(ada, "Open"), one);
        }
        List<String> follows = List.of("find sessions", "find accounts", "find follows", "find accounts", "find follows");
        assertEquals(follows, trips(ada.api().get("/api/users/" + ada.username() + "/followers")));
        assertEquals(follows, trips(ada.api().get("/api/users/" + ada.username() + "/following")));
        assertEquals(List.of("find sessions", "find accounts", "find follows"), trips(ada.api().get("/api/users?query=user")));
        assertEquals(List.of("find sessions", "aggregate rooms", "find standings", "find accounts"), trips(ada.api().get("/api/rooms/" + room + "/members")));
        assertEquals(List.of("find sessions", "find standings", "find rooms", "find accounts", "find schedules"), trips(ada.api().get("/api/rooms?mine=true")));
    }

    @Test
    void aProfileCostsTheSameHoweverManyPrivateRoomsAreLive() {
        Person ada = Person.called("ada");
        Person eve = Person.called("eve");
        for (String name : List.of("One", "Two", "Three")) {
            String room = Rooms.hidden(ada, name);
            Rooms.member(ada, room, eve);
            assertEquals(200, Api.shared().post(seat(room, ada), "").status());
        }
        Until.holds("the people are counted", Duration.ofSeconds(30), () -> eve.api().get("/api/users/" + ada.username()).json()
                .getJsonObject("user").getJsonArray("rooms").size() == 3);
        assertEquals(List.of("find sessions", "find accounts", "aggregate follows", "find rooms", "find standings"),
                trips(eve.api().get("/api/users/" + ada.username())));
    }
}
