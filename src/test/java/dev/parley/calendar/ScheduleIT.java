package dev.parley.calendar;

import static dev.parley.harness.Person.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import dev.parley.harness.Rooms;
import dev.parley.harness.TestPeer;
import dev.parley.protocol.Ids;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ScheduleIT {
    private final Person ada = Person.called("ada");
    private final Person eve = Person.called("eve");

    private static String inHours(int hours) {
        return LocalDateTime.ofInstant(Instant.now(), ZoneOffset.UTC).plusHours(hours).truncatedTo(ChronoUnit.MINUTES).toString();
    }

    private static String planned(Person host, int hours, Object... more) {
        return host.makesRoom(all(more, "startsAt", inHours(hours), "timeZone", "UTC"));
    }

    private static Object[] all(Object[] some, Object... others) {
        Object[] all = Arrays.copyOf(others, others.length + some.length);
        System.arraycopy(some, 0, all, others.length, some.length);
        return all;
    }

    private static JsonObject room(Person who, String id) {
        Api.Answer answer = who.api().get("/api/rooms/" + id);
        assertEquals(200, answer.status(), answer.body());
        return answer.json().getJsonObject("room");
    }

    private static List<String> upcoming(Person who, String more) {
        return Rooms.ids(who.api().get("/api/rooms?upcoming=true&limit=100" + more), "rooms");
    }

    private static Api.Answer answers(Person who, String room, String answer) {
        return who.api().put("/api/rooms/" + room + "/attendance", json("answer", answer));
    }

    @Test
    void aRoomSaysWhenItMeets() {
        String id = ada.makesRoom("startsAt", "2027-03-22T15:00", "timeZone", "Europe/Berlin", "duration", 90, "repeats", "FREQ=WEEKLY;BYDAY=MO");
        JsonObject schedule = room(eve, id).getJsonObject("schedule");
        assertEquals("2027-03-22T15:00:00+01:00", schedule.getString("startsAt"));
        assertEquals("2027-03-22T16:30:00+01:00", schedule.getString("endsAt"));
        assertEquals(90, schedule.getInt("duration"));
        assertEquals("Europe/Berlin", schedule.getString("timeZone"));
        assertEquals("FREQ=WEEKLY;BYDAY=MO", schedule.getString("repeats"));
        assertEquals("2027-03-22T15:00:00+01:00", schedule.getString("next"));
        assertFalse(schedule.getBoolean("cancelled") || schedule.getBoolean("open"));
        assertFalse(room(eve, ada.makesRoom()).containsKey("schedule"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"startsAt\":\"soon\",\"timeZone\":\"UTC\"}", "{\"startsAt\":\"2027-03-22T15:00\"}", "{\"startsAt\":\"2027-03-22T15:00\",\"timeZone\":\"Mars\"}",
        "{\"startsAt\":\"2027-03-22T15:00\",\"timeZone\":\"UTC\",\"repeats\":\"FREQ=HOURLY\"}", "{\"startsAt\":\"2020-03-22T15:00\",\"timeZone\":\"UTC\"}", "{\"duration\":30}",
        "{\"startsAt\":\"2027-03-22T15:00\",\"timeZone\":\"UTC\",\"duration\":1}", "{\"cancelled\":true}"})
    void aTimeThatIsNoneMakesNoRoom(String fields) {
        Api.Answer answer = ada.api().post("/api/rooms", fields.replaceFirst("\\{", "{\"name\":\"Room\","));
        assertEquals(422, answer.status(), answer.body());
        assertEquals(List.of(), Rooms.ids(ada.api().get("/api/rooms?mine=true"), "rooms"));
    }

    @Test
    void theUpcomingAreThoseThatSomebodyCanEnterTheNextMeetingFirst() {
        String later = planned(ada, 48);
        String sooner = planned(ada, 24);
        String hidden = planned(ada, 36, "isPrivate", true);
        String banned = planned(ada, 36);
        Rooms.banned(ada, banned, eve);
        String off = planned(ada, 36);
        assertEquals(200, ada.api().patch("/api/rooms/" + off, "{\"cancelled\":true}").status());
        List<String> ours = List.of(later, sooner, hidden, banned, off);
        assertEquals(List.of(sooner, later), upcoming(eve, "").stream().filter(ours::contains).toList());
        Rooms.member(ada, hidden, eve);
        assertEquals(List.of(sooner, hidden, later), upcoming(eve, "").stream().filter(ours::contains).toList());
        assertEquals("validation_failed", eve.api().get("/api/rooms?upcoming=true&mine=true").code());
    }

    @Test
    void theUpcomingArePaged() {
        String word = "w" + Ids.fresh().replaceAll("[^a-zA-Z0-9]", "").toLowerCase(Locale.ROOT).substring(0, 15);
        List<String> all = List.of(planned(ada, 30, "tags", List.of(word)), planned(ada, 31, "tags", List.of(word)), planned(ada, 32, "tags", List.of(word)));
        String path = "/api/rooms?upcoming=true&limit=2&tag=" + word;
        Api.Answer first = eve.api().get(path);
        assertEquals(all.subList(0, 2), Rooms.ids(first, "rooms"));
        Api.Answer second = eve.api().get(path + "&cursor=" + first.json().getString("nextCursor"));
        assertEquals(all.subList(2, 3), Rooms.ids(second, "rooms"));
        assertFalse(second.json().containsKey("nextCursor"));
    }

    @Test
    void theDoorsStayShutUntilTheHostComesInOrTheMeetingBegins() {
        String id = planned(ada, 24);
        try (TestPeer waiting = TestPeer.of(eve); TestPeer host = TestPeer.of(ada)) {
            waiting.isRefused("doors_closed", "join", "roomId", id);
            host.joins(id);
            assertTrue(room(eve, id).getJsonObject("schedule").getBoolean("open"));
            waiting.joins(id);
        }
        String begun = ada.makesRoom("startsAt", Instant.now().minusSeconds(120).toString(), "timeZone", "UTC");
        try (TestPeer early = TestPeer.of(eve)) {
            early.joins(begun);
        }
    }

    @Test
    void aModeratorOpensTheDoorsTooAndAMemberDoesNot() {
        String id = planned(ada, 24, "isPrivate", true);
        Person bob = Person.called("bob");
        Rooms.member(ada, id, bob);
        Rooms.member(ada, id, eve);
        Rooms.moderator(ada, id, bob);
        try (TestPeer waiting = TestPeer.of(eve); TestPeer moderator = TestPeer.of(bob)) {
            waiting.isRefused("doors_closed", "join", "roomId", id);
            moderator.joins(id);
            waiting.joins(id);
        }
    }

    @Test
    void movedCancelledAndRevivedByItsModerators() {
        String id = planned(ada, 24);
        assertEquals(403, eve.api().patch("/api/rooms/" + id, "{\"cancelled\":true}").status());
        String moved = inHours(48);
        assertEquals(200, ada.api().patch("/api/rooms/" + id, json("startsAt", moved)).status());
        assertTrue(room(eve, id).getJsonObject("schedule").getString("next").startsWith(moved));
        ada.api().patch("/api/rooms/" + id, "{\"cancelled\":true}");
        JsonObject off = room(eve, id).getJsonObject("schedule");
        assertTrue(off.getBoolean("cancelled") && off.getBoolean("open") && !off.containsKey("next"));
        ada.api().patch("/api/rooms/" + id, "{\"cancelled\":false}");
        assertTrue(room(eve, id).getJsonObject("schedule").containsKey("next"));
        ada.api().patch("/api/rooms/" + id, "{\"startsAt\":\"\"}");
        assertFalse(room(eve, id).containsKey("schedule"));
    }

    @Test
    void peopleSayWhetherTheyComeAndEverybodyWhoCanEnterSeesIt() {
        String id = planned(ada, 24);
        assertEquals(200, answers(eve, id, "maybe").status());
        assertEquals(200, answers(eve, id, "yes").status());
        JsonObject seen = ada.api().get("/api/rooms/" + id + "/attendance").json();
        assertEquals(1, seen.getJsonObject("attendance").getInt("yes"));
        assertFalse(seen.getJsonObject("attendance").containsKey("mine"));
        assertEquals(eve.id(), seen.getJsonObject("people").getJsonArray("yes").getJsonObject(0).getString("id"));
        assertEquals("yes", room(eve, id).getJsonObject("attendance").getString("mine"));
        JsonObject listed = eve.api().get("/api/rooms?upcoming=true&limit=100").json().getJsonArray("rooms").stream().map(JsonObject.class::cast)
                .filter(one -> one.getString("id").equals(id)).findFirst().orElseThrow();
        assertEquals("yes", listed.getJsonObject("attendance").getString("mine"));
        assertEquals("validation_failed", answers(eve, id, "perhaps").code());
        assertEquals("validation_failed", eve.api().put("/api/rooms/" + id + "/attendance", "{}").code());
        assertEquals("nothing_planned", answers(eve, ada.makesRoom(), "yes").code());
    }

    @Test
    void strangersAndBannedPeopleNeitherSeeNorAnswer() {
        String hidden = planned(ada, 24, "isPrivate", true);
        assertEquals(404, answers(eve, hidden, "yes").status());
        assertEquals(404, eve.api().get("/api/rooms/" + hidden + "/calendar.ics").status());
        String open = planned(ada, 24);
        answers(eve, open, "yes");
        Rooms.banned(ada, open, eve);
        assertEquals("banned", answers(eve, open, "yes").code());
        assertEquals("banned", eve.api().get("/api/rooms/" + open + "/calendar.ics").code());
        assertEquals(0, room(ada, open).getJsonObject("attendance").getInt("yes"), "and their answer is gone");
    }

    @Test
    void aGuestWaitsAndTakesTheMeetingAlongButAnswersNothing() {
        String id = planned(ada, 24, "isPrivate", true);
        String code = Rooms.invite(ada, id, "{\"guests\":true}");
        Api.Answer in = Api.shared().from(Person.somewhere()).post("/api/invites/" + code + "/guest", json("name", "Gus"));
        assertTrue(in.json().getJsonObject("room").containsKey("schedule"), in.body());
        Api gus = Api.shared().with("Authorization", "Bearer " + in.json().getString("accessToken"));
        assertEquals(200, gus.get("/api/rooms/" + id + "/calendar.ics").status());
        assertEquals("guests_only_here", gus.put("/api/rooms/" + id + "/attendance", json("answer", "yes")).code());
    }

    @Test
    void aMeetingIsAFileThatIsNotSentTwice() {
        String id = planned(ada, 24);
        Api.Answer file = eve.api().get("/api/rooms/" + id + "/calendar.ics");
        assertEquals(200, file.status(), file.body());
        assertTrue(file.header("Content-Type").startsWith("text/calendar"), file.header("Content-Type"));
        assertTrue(file.body().startsWith("BEGIN:VCALENDAR\r\n") && file.body().contains("UID:" + id + "@"), file.body());
        String tag = file.header("ETag");
        assertEquals(304, eve.api().get("/api/rooms/" + id + "/calendar.ics", "If-None-Match", tag).status());
        ada.api().patch("/api/rooms/" + id, json("startsAt", inHours(30)));
        Api.Answer moved = eve.api().get("/api/rooms/" + id + "/calendar.ics", "If-None-Match", tag);
        assertEquals(200, moved.status());
        assertEquals(sequence(file) + 1, sequence(moved), moved.body());
        assertEquals("nothing_planned", eve.api().get("/api/rooms/" + ada.makesRoom() + "/calendar.ics").code());
    }

    private static int sequence(Api.Answer file) {
        return Integer.parseInt(file.body().replaceAll("(?s).*\r\nSEQUENCE:([0-9]+)\r\n.*", "$1"));
    }

    private static void asks(Person who, String room, String answer, String method, String subject) {
        JsonObject letter = Person.letterFor(who.email(), () -> who.api().put("/api/rooms/" + room + "/attendance", json("answer", answer)));
        isFor(letter, who, room, method, subject);
    }

    private static void isFor(JsonObject letter, Person who, String room, String method, String subject) {
        String file = letter.getString("calendar").replace("\r\n ", "");
        assertTrue(file.contains("\r\nMETHOD:" + method + "\r\n") && file.contains("\r\nUID:" + room + "@") && file.contains("mailto:" + who.email() + "\r\n"), file);
        assertTrue(letter.getString("subject").startsWith(subject), letter.toString());
        assertTrue(letter.getString("link").endsWith("/rooms/" + room), letter.toString());
    }

    @Test
    void whoeverComesGetsTheMeetingByMailAndWhoeverComesNotAnyMoreLosesIt() {
        String id = planned(ada, 24);
        asks(eve, id, "yes", "REQUEST", "Invitation: ");
        eve.api().put("/api/rooms/" + id + "/attendance", json("answer", "maybe"));
        asks(eve, id, "no", "CANCEL", "No longer in your calendar: ");
        asks(eve, id, "yes", "REQUEST", "Invitation: ");
    }

    @Test
    void everybodyWhoComesGetsAMailWhenAMeetingMovesOrIsCalledOffInAnyWay() {
        String id = planned(ada, 24);
        asks(eve, id, "yes", "REQUEST", "Invitation: ");
        isFor(Person.letterFor(eve.email(), () -> ada.api().patch("/api/rooms/" + id, json("name", "Other plans", "startsAt", inHours(30)))), eve, id, "REQUEST", "Moved: Other plans");
        isFor(Person.letterFor(eve.email(), () -> ada.api().patch("/api/rooms/" + id, json("startsAt", ""))), eve, id, "CANCEL", "Cancelled: ");
        String other = planned(ada, 24);
        asks(eve, other, "maybe", "REQUEST", "Invitation: ");
        isFor(Person.letterFor(eve.email(), () -> ada.api().delete("/api/rooms/" + other)), eve, other, "CANCEL", "Cancelled: ");
    }

    @Test
    void nobodyIsWrittenAboutARoomThatTheyMayNoLongerSee() {
        Person bob = Person.called("bob");
        String id = planned(ada, 24);
        asks(eve, id, "yes", "REQUEST", "Invitation: ");
        asks(bob, id, "yes", "REQUEST", "Invitation: ");
        Rooms.member(ada, id, bob);
        ada.api().patch("/api/rooms/" + id, "{\"isPrivate\":true}");
        int before = Person.lettersFor(eve.email()).size();
        isFor(Person.letterFor(bob.email(), () -> ada.api().patch("/api/rooms/" + id, json("startsAt", inHours(30)))), bob, id, "REQUEST", "Moved: ");
        assertEquals(before, Person.lettersFor(eve.email()).size());
    }

    @Test
    void peopleWhoWantNoMailsAboutMeetingsGetNone() {
        Person bob = Person.called("bob");
        String id = planned(ada, 24);
        assertEquals(200, bob.api().put("/api/user/notifications", "{\"meetingMails\":false}").status());
        bob.api().put("/api/rooms/" + id + "/attendance", json("answer", "yes"));
        int before = Person.lettersFor(bob.email()).size();
        asks(eve, id, "yes", "REQUEST", "Invitation: ");
        assertEquals(before, Person.lettersFor(bob.email()).size());
    }

    @Test
    void nobodysMailboxIsFilledByAnswersToAndFro() {
        Person bob = Person.called("bob");
        String id = planned(ada, 24);
        int before = Person.lettersFor(bob.email()).size();
        for (int i = 0; i < 30; i++) {
            bob.api().put("/api/rooms/" + id + "/attendance", json("answer", i % 2 == 0 ? "yes" : "no"));
        }
        asks(eve, id, "yes", "REQUEST", "Invitation: ");
        assertEquals(20, Person.lettersFor(bob.email()).size() - before);
    }

    private static String feed(Person who) {
        Api.Answer made = who.api().post("/api/user/calendar", "");
        assertEquals(200, made.status(), made.body());
        return URI.create(made.json().getString("url")).getPath();
    }

    @Test
    void aSecretAddressFollowsWhatSomebodyHostsAndComesTo() {
        String hosted = planned(eve, 24, "isPrivate", true);
        String comes = planned(ada, 24);
        String not = planned(ada, 24);
        String unanswered = planned(ada, 24);
        String left = planned(ada, 24, "isPrivate", true);
        Rooms.member(ada, left, eve);
        answers(eve, comes, "maybe");
        answers(eve, not, "no");
        answers(eve, left, "yes");
        String address = feed(eve);
        String before = Api.shared().get(address).body();
        assertTrue(before.contains(hosted) && before.contains(comes) && before.contains(left), before);
        assertFalse(before.contains(not) || before.contains(unanswered), before);
        assertEquals(200, ada.api().delete("/api/rooms/" + left + "/members/" + eve.id()).status());
        Rooms.banned(ada, comes, eve);
        String after = Api.shared().get(address).body();
        assertTrue(after.contains(hosted) && !after.contains(comes) && !after.contains(left), "nothing of rooms that they may no longer enter: " + after);
        String tag = Api.shared().get(address).header("ETag");
        assertEquals(304, Api.shared().get(address, "If-None-Match", tag).status());
    }

    @Test
    void aSecretAddressEndsWithTheNextOneAndWhenItIsRevoked() {
        String first = feed(ada);
        String second = feed(ada);
        assertEquals(404, Api.shared().get(first).status());
        assertEquals(200, Api.shared().get(second).status());
        assertEquals(200, ada.api().delete("/api/user/calendar").status());
        assertEquals(404, Api.shared().get(second).status());
        assertEquals(404, Api.shared().get("/api/calendar/" + "x".repeat(5000) + ".ics").status());
        assertEquals(401, Api.shared().post("/api/user/calendar", "").status());
    }

    @Test
    void aDeletedRoomLeavesNothingBehind() {
        String id = planned(ada, 24);
        answers(eve, id, "yes");
        String address = feed(eve);
        assertEquals(200, ada.api().delete("/api/rooms/" + id).status());
        assertFalse(Api.shared().get(address).body().contains(id));
        assertFalse(upcoming(eve, "").contains(id));
        assertEquals(0, eve.api().get("/api/user/export").json().getJsonArray("attendances").size());
    }
}
