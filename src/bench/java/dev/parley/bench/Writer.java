package dev.parley.bench;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import dev.parley.harness.Rooms;
import dev.parley.harness.TestPeer;
import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Somebody with a room who writes until the server is killed, and knows what was acknowledged. */
final class Writer {
    private static final int FIRST_WORD = 1_000;
    private static final int BAN = 999;
    private static final long PACE = Duration.ofMillis(30).toNanos();

    /** Between two kills: who writes by socket says when it is in the room, and whoever is cut off looks whether it may be. */
    record Round(int number, CountDownLatch in, AtomicBoolean killed) {}

    private final Person person;
    private final String room;
    private final Set<String> words = new HashSet<>();
    private final Set<String> banned = new HashSet<>();
    private final Set<String> rooms = new HashSet<>();
    private final Set<String> followed = new HashSet<>();
    private int topic;

    Writer(Person person) {
        this.person = person;
        room = person.makesRoom();
    }

    Person person() {
        return person;
    }

    /** Chats, and bans somebody who is in the room; what was acknowledged is known when it is over. */
    void bySocket(Round round, Person target) {
        try (TestPeer speaker = TestPeer.of(person); TestPeer other = TestPeer.of(target)) {
            speaker.joins(room);
            other.joins(room);
            round.in.countDown();
            int said = 0;
            try {
                for (; !speaker.isClosed(); said++) {
                    say(speaker, "chat", "\"text\":\"" + word(round, said) + "\"", FIRST_WORD + said);
                    if (said == 10) {
                        say(speaker, "remove", "\"userId\":\"" + target.id() + "\",\"ban\":true", BAN);
                    }
                    LockSupport.parkNanos(PACE);
                }
            } catch (CompletionException killed) {
                if (!round.killed.get()) {
                    throw killed;
                }
            }
            speaker.closeCode(); // What came before the end has been read then.
            for (JsonObject frame : speaker.frames) {
                int id = frame.getString("event").equals("ack") ? frame.getInt("id") : 0;
                if (id == BAN) {
                    banned.add(target.id());
                } else if (id >= FIRST_WORD) {
                    words.add(word(round, id - FIRST_WORD));
                }
            }
        }
    }

    private static String word(Round round, int number) {
        return "word " + round.number + "." + number;
    }

    private static void say(TestPeer speaker, String event, String data, int id) {
        speaker.sends("{\"event\":\"" + event + "\",\"data\":{" + data + "},\"id\":" + id + "}");
    }

    /** Rooms, bans, whom one follows and what the room is about; each is acknowledged by its answer. */
    void byRest(Round round, Person target) {
        Api api = person.api();
        try {
            for (int i = 0;; i++) {
                switch (i) {
                    case 5 -> rooms.add(Rooms.open(person, "Room of round " + round.number));
                    case 10 -> {
                        Rooms.banned(person, room, target);
                        banned.add(target.id());
                    }
                    case 15 -> {
                        require(api.put("/api/users/" + target.username() + "/follow", ""));
                        followed.add(target.username());
                    }
                    default -> {
                        require(api.patch("/api/rooms/" + room, Person.json("topic", String.valueOf(topic + 1))));
                        topic++;
                    }
                }
            }
        } catch (UncheckedIOException killed) {
            if (!round.killed.get()) {
                throw killed; // What was not answered may be there or not, but only when the server was killed.
            }
        }
    }

    private static void require(Api.Answer answer) {
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.body());
        }
    }

    int acknowledged() {
        return words.size() + banned.size() + rooms.size() + followed.size() + Math.min(1, topic);
    }

    /** What was acknowledged and is not there. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        missing.addAll(without(words, list("/api/rooms/" + room + "/messages", "messages").stream().map(each -> each.getString("text")).toList()));
        missing.addAll(without(banned, list("/api/rooms/" + room + "/bans", "bans").stream().map(each -> each.getJsonObject("user").getString("id")).toList()));
        missing.addAll(without(rooms, list("/api/rooms", "rooms", "mine=true&").stream().map(each -> each.getString("id")).toList()));
        missing.addAll(without(followed, list("/api/users/" + person.username() + "/following", "users").stream().map(each -> each.getString("username")).toList()));
        Api.Answer about = person.api().get("/api/rooms/" + room);
        String stored = about.status() == 200 ? about.json().getJsonObject("room").getString("topic", "0") : "nothing";
        if (topic > 0 && (!stored.matches("[0-9]+") || Integer.parseInt(stored) < topic)) {
            missing.add("topic " + topic + ", but there is " + stored);
        }
        return missing;
    }

    private static List<String> without(Set<String> acknowledged, List<String> there) {
        Set<String> left = new HashSet<>(acknowledged);
        there.forEach(left::remove);
        return List.copyOf(left);
    }

    /** All pages of a list. */
    private List<JsonObject> list(String path, String name, String... more) {
        List<JsonObject> all = new ArrayList<>();
        String cursor = "";
        do {
            Api.Answer answer = person.api().get(path + "?" + String.join("", more) + "limit=100" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            if (answer.status() != 200) {
                return all; // Nothing of it is there.
            }
            JsonObject page = answer.json();
            all.addAll(page.getJsonArray(name).getValuesAs(JsonObject.class));
            cursor = page.getString("nextCursor", "");
        } while (!cursor.isEmpty());
        return all;
    }
}
