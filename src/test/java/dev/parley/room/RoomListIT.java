package dev.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import dev.parley.harness.Rooms;
import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RoomListIT {

    private static String unique(String start) {
        return start + System.nanoTime() % 1_000_000_000L;
    }

    private static List<String> found(Person who, String path) {
        return Rooms.ids(who.api().get(path), "rooms");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/rooms", "/api/room/fetchall"})
    void newestRoomsComeFirstInBothFamilies(String path) {
        Person ada = Person.called("ada");
        String word = unique("order");
        List<String> made = IntStream.range(0, 3).mapToObj(i -> Rooms.open(ada, word + " " + i)).toList();
        JsonObject first = ada.api().get(path + "?query=" + word).json().getJsonArray("rooms").getJsonObject(0);
        assertEquals(made.getLast(), first.getString("id"));
        assertEquals(ada.username(), first.getJsonObject("creator").getString("username"));
        assertTrue(first.getJsonObject("creator").getString("avatar").matches("https?://[^/]+/api/avatars/.+"));
        assertEquals(made.reversed(), found(ada, path + "?query=" + word));
    }

    @Test
    void aRoomIsFoundByTheBeginningsOfItsWords() {
        Person ada = Person.called("ada");
        String word = unique("zoë");
        String id = Rooms.open(ada, "Café-Talk with " + word + " (C++)");
        for (String query : List.of(word, word.toUpperCase(java.util.Locale.ROOT), "talk " + word, "wi " + word + " c++", "CAFÉ " + word, "(c++ " + word)) {
            assertEquals(List.of(id), found(ada, "/api/rooms?query=" + encoded(query)), query);
        }
        for (String query : List.of("oë " + word, word + " .*", ".* " + word, word + " $where", word + "x")) {
            assertEquals(List.of(), found(ada, "/api/rooms?query=" + encoded(query)), query);
        }
    }

    @Test
    void aRenamedRoomIsFoundByItsNewNameOnly() {
        Person ada = Person.called("ada");
        String old = unique("old");
        String fresh = unique("new");
        String id = Rooms.open(ada, old);
        ada.api().send("PATCH", "/api/rooms/" + id, java.net.http.HttpRequest.BodyPublishers.ofString("{\"name\":\"" + fresh + "\"}"), "Content-Type", "application/json");
        assertEquals(List.of(), found(ada, "/api/rooms?query=" + old));
        assertEquals(List.of(id), found(ada, "/api/rooms?query=" + fresh));
    }

    @Test
    void roomsAreFoundByTheirTag() {
        Person ada = Person.called("ada");
        String tag = unique("tag-");
        String id = Rooms.made(ada, "{\"name\":\"Tagged\",\"tags\":[\"" + tag.toUpperCase(java.util.Locale.ROOT) + "\"]}").getString("id");
        assertEquals(List.of(id), found(ada, "/api/rooms?tag=" + tag));
        assertEquals(List.of(id), found(ada, "/api/room/fetchall?tag=" + tag + "&query=tagged"));
        assertEquals(List.of(), found(ada, "/api/rooms?tag=" + tag + "&live=true"));
        assertEquals(List.of(), found(ada, "/api/rooms?tag=" + tag.substring(0, 6)));
    }

    @Test
    void aListIsReadPageByPageThoughRoomsComeAndGo() {
        Person ada = Person.called("ada");
        String word = unique("page");
        List<String> made = new ArrayList<>(IntStream.range(0, 7).mapToObj(i -> Rooms.open(ada, word)).toList());
        List<String> read = new ArrayList<>();
        String cursor = "";
        do {
            JsonObject page = ada.api().get("/api/rooms?limit=2&query=" + word + "&cursor=" + cursor).json();
            page.getJsonArray("rooms").forEach(room -> read.add(room.asJsonObject().getString("id")));
            cursor = page.getString("nextCursor", "");
            if (read.size() == 2) {
                // The room at which the next page begins, and a new one before it.
                ada.api().delete("/api/rooms/" + read.getLast());
                Rooms.open(ada, word);
            }
        } while (!cursor.isEmpty());
        assertEquals(made.reversed(), read);
    }

    @Test
    void anInvalidLimitOrCursorIsRefused() {
        Api ada = Person.called("ada").api();
        for (String query : List.of("limit=0", "limit=101", "cursor=nonsense", "cursor=" + "x".repeat(401), "query=" + "x".repeat(101), "tag=" + "x".repeat(25),
                "mine=true&following=true")) {
            assertEquals(422, ada.get("/api/rooms?" + query).status(), query);
        }
        for (String query : List.of("query[$gt]=", "query=%00", "tag[$ne]=x", "query=" + encoded("(((((a+)+)+)+)+$"), "query=" + encoded("\\E.*\\Q"))) {
            int status = ada.get("/api/rooms?" + query.replace("[", "%5B").replace("]", "%5D")).status();
            assertTrue(status == 200 || status == 400 || status == 422, query + " -> " + status);
        }
        assertEquals(List.of(), Rooms.ids(ada.get("/api/rooms?query=" + encoded("\\E.*\\Q")), "rooms"));
    }

    @Test
    void theOwnListHasTheRoomsThatTheCallerMadeOrIsAMemberOf() {
        Person ada = Person.called("ada");
        Person eve = Person.called("eve");
        String own = Rooms.open(ada, "Own");
        String hidden = Rooms.hidden(ada, "Hidden");
        String joined = Rooms.hidden(eve, "Joined");
        Rooms.member(eve, joined, ada);
        Rooms.open(eve, "Not mine");
        assertEquals(List.of(joined, hidden, own), found(ada, "/api/rooms?mine=true"));
        assertEquals(List.of(hidden), found(ada, "/api/rooms?mine=true&query=hid"));
        Rooms.banned(eve, joined, ada);
        assertEquals(List.of(hidden, own), found(ada, "/api/rooms?mine=true"));
    }

    @Test
    void theFollowingListHasTheLiveRoomsOfFollowedPeople() {
        Person ada = Person.called("ada");
        Person eve = Person.called("eve");
        ada.api().put("/api/users/" + eve.username() + "/follow", "");
        Rooms.open(eve, "Nobody here");
        assertEquals(List.of(), found(ada, "/api/rooms?following=true"));
        assertEquals(0, ada.api().get("/api/users/" + eve.username()).json().getJsonObject("user").getJsonArray("rooms").size());
    }
}
