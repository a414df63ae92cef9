package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import dev.parley.harness.Rooms;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every path of a room, tried by people without the right to it. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RoomRightsIT {
    /** What each person may do, in a room that they may know of, and in one that they may not, which answers 404 whatever they try. */
    private static final List<String> MATRIX = List.of(
            // method path                   body                        banned in public, stranger in public, member, moderator
            "GET    rooms/{id}              |-                          |403 200 200 200",
            "GET    room/getroom/{id}       |-                          |403 200 200 200",
            "GET    rooms/{id}/messages     |-                          |403 200 200 200",
            "DELETE rooms/{id}/messages/nope|-                          |403 404 404 404",
            "GET    rooms/{id}/members      |-                          |403 403 200 200",
            "GET    rooms/{id}/bans         |-                          |403 403 403 200",
            "GET    rooms/{id}/invites      |-                          |403 403 403 200",
            "POST   rooms/{id}/invites      |{}                         |403 403 403 201",
            "POST   rooms/{id}/invites      |{\"role\":\"moderator\"}   |403 403 403 403",
            "DELETE rooms/{id}/invites/nope |-                          |403 403 403 404",
            "PATCH  rooms/{id}              |{\"description\":\"x\"}    |403 403 403 200",
            "PATCH  rooms/{id}              |{\"isPrivate\":{flip}}     |403 403 403 403",
            "DELETE rooms/{id}              |-                          |403 403 403 403",
            "PUT    rooms/{id}/speakers/{u} |-                          |403 403 403 200",
            "DELETE rooms/{id}/speakers/{u} |-                          |403 403 403 200",
            "PUT    rooms/{id}/roles/{u}    |{\"role\":\"listener\"}    |403 403 403 200",
            "PUT    rooms/{id}/roles/{u}    |{\"role\":\"moderator\"}   |403 403 403 403",
            "PUT    rooms/{id}/roles/{h}    |{\"role\":\"listener\"}    |403 403 403 403",
            "PUT    rooms/{id}/host         |{\"userId\":\"{m}\"}       |403 403 403 403",
            "PUT    rooms/{id}/host         |{\"userId\":\"{next}\"}    |403 403 403 403",
            "POST   rooms/{id}/mute-all     |-                          |403 403 403 200",
            "DELETE rooms/{id}/mute-all     |-                          |403 403 403 200",
            "POST   rooms/{id}/participants/{u}/mute|-                  |403 403 403 404",
            "DELETE rooms/{id}/participants/{u}/mute|-                  |403 403 403 404",
            "DELETE rooms/{id}/participants/{u}/hand|-                  |403 403 403 404",
            "DELETE rooms/{id}/participants/{u}     |-                  |403 403 403 404",
            "PUT    rooms/{id}/lock         |{\"locked\":true}          |403 403 403 200",
            "PUT    rooms/{id}/bans/{h}     |-                          |403 403 403 403",
            "PUT    rooms/{id}/bans/{m}     |-                          |403 403 403 403",
            "PUT    rooms/{id}/bans/{u}     |-                          |403 403 403 200",
            "DELETE rooms/{id}/bans/{u}     |-                          |403 403 403 200",
            "DELETE rooms/{id}/members/{h}  |-                          |403 403 403 403",
            "DELETE rooms/{id}/members/{m2} |-                          |403 403 403 403",
            "DELETE rooms/{id}/members/{u}  |-                          |403 403 403 200");

    private final Person host = Person.called("host");
    private final Person moderator = Person.called("moderator");
    private final Person member = Person.called("member");
    private final Person banned = Person.called("banned");
    private final Person stranger = Person.called("stranger");
    private final Person other = Person.called("other");
    private final Person secondModerator = Person.called("second");

    private String peopled(String room) {
        Rooms.moderator(host, room, moderator);
        Rooms.moderator(host, room, secondModerator);
        Rooms.member(host, room, member);
        Rooms.member(host, room, banned);
        Rooms.banned(host, room, banned);
        return room;
    }

    private Api.Answer tries(Person who, String row, String room, boolean isPrivate) {
        String[] parts = row.split("\\|");
        String[] call = parts[0].strip().split("\\s+");
        String path = "/api/" + call[1].replace("{id}", room).replace("{u}", other.id()).replace("{h}", host.id())
                .replace("{m}", moderator.id()).replace("{m2}", secondModerator.id());
        String body = parts[1].strip().replace("{flip}", String.valueOf(!isPrivate)).replace("{next}", other.id()).replace("{m}", moderator.id());
        return body.equals("-") ? who.api().send(call[0], path, HttpRequest.BodyPublishers.noBody())
                : who.api().send(call[0], path, HttpRequest.BodyPublishers.ofString(body), "Content-Type", "application/json");
    }

    private static String expected(String row, int place) {
        return row.split("\\|")[2].strip().split(" ")[place];
    }

    @Test
    void inAPublicRoomEverybodyMayDoWhatTheirRoleAllows() {
        String room = peopled(Rooms.open(host, "Open"));
        List<String> wrong = new ArrayList<>();
        for (String row : MATRIX) {
            List<Person> people = List.of(banned, stranger, member, moderator);
            for (int i = 0; i < people.size(); i++) {
                int status = tries(people.get(i), row, room, false).status();
                if (status != Integer.parseInt(expected(row, i))) {
                    wrong.add(List.of("banned", "stranger", "member", "moderator").get(i) + " " + row + " -> " + status);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void aPrivateRoomDoesNotExistForStrangersAndTheBannedWhateverTheyTry() {
        String room = peopled(Rooms.hidden(host, "Hidden"));
        List<String> wrong = new ArrayList<>();
        for (String row : MATRIX) {
            for (Person outsider : List.of(stranger, banned)) {
                Api.Answer answer = tries(outsider, row, room, true);
                if (answer.status() != 404 || !answer.code().equals("room_not_found") || answer.body().contains("Hidden")) {
                    wrong.add(row + " -> " + answer.body());
                }
            }
            int asMember = tries(member, row, room, true).status();
            int asModerator = tries(moderator, row, room, true).status();
            if (!List.of(expected(row, 2), expected(row, 3)).equals(List.of("" + asMember, "" + asModerator))) {
                wrong.add(row + " -> member " + asMember + ", moderator " + asModerator);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void aPrivateRoomIsOnlyInTheListsOfItsMembers() {
        String room = peopled(Rooms.hidden(host, "Hidden"));
        for (Person anybody : List.of(host, moderator, member, stranger, banned)) {
            assertTrue(!anybody.api().get("/api/rooms?limit=100").body().contains(room));
            assertTrue(!anybody.api().get("/api/room/fetchall?limit=100&query=hidden").body().contains(room));
        }
        for (Person insider : List.of(host, moderator, member)) {
            assertEquals(List.of(room), Rooms.ids(insider.api().get("/api/rooms?mine=true"), "rooms"));
        }
        for (Person outsider : List.of(stranger, banned)) {
            assertEquals(List.of(), Rooms.ids(outsider.api().get("/api/rooms?mine=true"), "rooms"));
        }
    }

    @Test
    void invalidIdsOfEveryKindAreAnsweredWithACodeAndNever500() {
        String room = Rooms.open(host, "Open");
        for (String id : List.of("x".repeat(10_000), "%7B%22$gt%22:%22%22%7D", "$where", "..%2f..", "%00", "a%0Ab", "%F0%9F%8E%89", " ".replace(" ", "%20"))) {
            for (String row : MATRIX) {
                int asRoom = tries(host, row, id, false).status();
                assertTrue(asRoom == 404 || asRoom == 400, row + " " + id + " -> " + asRoom);
                if (row.contains("{u}")) {
                    int asUser = tries(host, row.replace("{u}", id), room, false).status();
                    assertTrue(asUser == 404 || asUser == 400, row + " " + id + " -> " + asUser);
                }
            }
        }
    }
}
