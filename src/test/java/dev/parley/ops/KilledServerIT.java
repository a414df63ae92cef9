package dev.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.harness.Person;
import dev.parley.harness.ServerProcess;
import dev.parley.harness.TestPeer;
import dev.parley.harness.Until;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Killed with -9 in the middle of writing. */
class KilledServerIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int WORDS = 150;

    @TempDir
    Path folder;

    @Test
    void whatTheSocketHasAcknowledgedIsThereAfterAKill() throws Exception {
        Map<String, String> environment = Map.of("DATA_DIR", folder.toString());
        String room;
        Person grace;
        Person linus;
        List<String> acknowledged;
        try (ServerProcess server = ServerProcess.ready("killed", environment)) {
            Person ada = Person.called("ada", server.api());
            grace = ada;
            linus = Person.called("linus", server.api());
            try (TestPeer speaker = TestPeer.of(ada); TestPeer banned = TestPeer.of(linus)) {
                room = ada.makesRoom();
                speaker.joins(room);
                banned.joins(room);
                IntStream.range(0, WORDS).forEach(i -> speaker.sends("{\"event\":\"chat\",\"data\":{\"text\":\"word " + i + "\"},\"id\":" + (1_000 + i) + "}"));
                speaker.does("remove", "userId", linus.id(), "ban", true);
                Until.holds("the first words are acknowledged", SOON, () -> acks(speaker).size() > WORDS / 3);
                server.kill();
                acknowledged = acks(speaker);
            }
        }
        try (ServerProcess again = ServerProcess.ready("killed", environment)) {
            Person ada = new Person(grace.email(), grace.address(), grace.token(), grace.user(), again.api());
            List<String> stored = ada.api().get("/api/rooms/" + room + "/messages?limit=100").json().getJsonArray("messages").getValuesAs(JsonObject.class)
                    .stream().map(message -> message.getString("text")).toList();
            List<String> older = stored.isEmpty() ? List.of() : ada.api().get("/api/rooms/" + room + "/messages?limit=100&cursor=" + cursor(ada, room)).json()
                    .getJsonArray("messages").getValuesAs(JsonObject.class).stream().map(message -> message.getString("text")).toList();
            assertEquals(List.of(), acknowledged.stream().filter(text -> !stored.contains(text) && !older.contains(text)).toList());
            assertEquals(List.of(linus.id()), ada.api().get("/api/rooms/" + room + "/bans").json().getJsonArray("bans").getValuesAs(JsonObject.class).stream()
                    .map(ban -> ban.getJsonObject("user").getString("id")).toList());
        }
    }

    private static String cursor(Person person, String room) {
        return person.api().get("/api/rooms/" + room + "/messages?limit=100").json().getString("nextCursor", "none");
    }

    private static List<String> acks(TestPeer peer) {
        return peer.frames.stream().filter(frame -> frame.getString("event").equals("ack") && frame.getInt("id") >= 1_000)
                .map(frame -> "word " + (frame.getInt("id") - 1_000)).toList();
    }
}
