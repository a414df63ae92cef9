package dev.parley.push;

import static dev.parley.harness.Person.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.parley.embedded.EmbeddedDatabase;
import dev.parley.harness.Api;
import dev.parley.harness.Person;
import dev.parley.harness.Rooms;
import dev.parley.harness.ServerProcess;
import dev.parley.harness.TestPeer;
import dev.parley.harness.Until;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reaches people who are elsewhere: Web Push, with a push service that checks and opens every message, and the daily mail. */
class PushIT {
    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    private static Path folder;

    private static EmbeddedDatabase database;
    private static PushService service;
    private static PushService other;
    private static ServerProcess server;
    private static Api api;
    private static final AtomicInteger ids = new AtomicInteger();
    private static final int PEOPLE = Boolean.getBoolean("figures") ? 1_000 : 200;

    private final Person ada = Person.called("ada", api);
    private final Person eve = Person.called("eve", api);

    @BeforeAll
    static void start() throws IOException {
        database = new EmbeddedDatabase(folder);
        service = new PushService();
        other = new PushService();
        server = ServerProcess.ready("parley-push", Map.of("DB_URI", database.address(), "PUSH_PRIVATE_ORIGINS", service.origin() + "," + other.origin()));
        api = server.api();
    }

    @AfterAll
    static void stop() {
        server.close();
        service.close();
        other.close();
        database.close();
    }

    private static PushService.Browser subscribed(Person who, PushService to) throws Exception {
        PushService.Browser browser = to.browser(who.username() + System.nanoTime());
        assertEquals(201, who.api().post("/api/push/subscriptions", browser.subscription()).status());
        return browser;
    }

    private static int unsubscribes(Person who, PushService.Browser browser) {
        return who.api().send("DELETE", "/api/push/subscriptions", HttpRequest.BodyPublishers.ofString(browser.subscription()), "Content-Type", "application/json").status();
    }

    private static void isWoken(PushService.Browser browser, String title) {
        Until.holds("a browser shows: " + title, SOON, () -> browser.titles().contains(title));
    }

    private static void follow(Person who, Person whom) {
        assertEquals(200, who.api().put("/api/users/" + whom.username() + "/follow", "").status());
    }

    /** Something that wakes a browser, and nothing later than what happened before. */
    private static void nothingMoreThan(PushService.Browser browser, Person owner, List<String> titles) {
        Person last = Person.called("last", api);
        follow(last, owner);
        isWoken(browser, last.username() + " follows you");
        assertEquals(titles, browser.titles().stream().filter(title -> !title.startsWith(last.username())).toList());
    }

    @Test
    void aBrowserIsWokenWithAMessageThatOnlyItCanRead() throws Exception {
        PushService.Browser browser = subscribed(ada, service);
        follow(eve, ada);
        isWoken(browser, eve.username() + " follows you");
        PushService.Got got = browser.got.getFirst();
        assertEquals("/people/" + eve.username(), got.data().getString("path"));
        assertEquals("low", got.headers().getFirst("Urgency"));
        assertEquals(String.valueOf(Duration.ofDays(7).toSeconds()), got.headers().getFirst("TTL"));
        assertTrue(got.headers().getFirst("Authorization").endsWith("k=" + ada.api().get("/api/push/key").json().getString("key")));
    }

    @Test
    void theKeyIsOnTheCurveAndStaysTheSame() {
        String key = ada.api().get("/api/push/key").json().getString("key");
        assertEquals(65, Base64.getUrlDecoder().decode(key).length);
        assertEquals(key, eve.api().get("/api/push/key").json().getString("key"));
        assertEquals(401, api.get("/api/push/key").status());
    }

    @Test
    void whatHappensToOneMeetingTakesOnePlaceOnTheScreen() throws Exception {
        PushService.Browser browser = subscribed(eve, service);
        String room = ada.makesRoom("startsAt", Instant.now().plus(Duration.ofDays(1)).toString(), "timeZone", "UTC");
        assertEquals(200, eve.api().put("/api/rooms/" + room + "/attendance", json("answer", "yes")).status());
        ada.api().patch("/api/rooms/" + room, json("startsAt", Instant.now().plus(Duration.ofDays(2)).toString()));
        ada.api().patch("/api/rooms/" + room, "{\"cancelled\":true}");
        Until.holds("both", SOON, () -> browser.got.size() == 2);
        assertEquals(1, browser.got.stream().map(one -> one.data().getString("tag")).distinct().count());
        assertEquals(1, browser.got.stream().map(one -> one.headers().getFirst("Topic")).distinct().count());
        assertEquals("/rooms/" + room, browser.got.getFirst().data().getString("path"));
    }

    @Test
    void aMeetingWhoseRoomIsDeletedIsStillCalledOff() throws Exception {
        PushService.Browser browser = subscribed(eve, service);
        String room = ada.makesRoom("startsAt", Instant.now().plus(Duration.ofDays(1)).toString(), "timeZone", "UTC");
        eve.api().put("/api/rooms/" + room + "/attendance", json("answer", "yes"));
        assertEquals(200, ada.api().delete("/api/rooms/" + room).status());
        isWoken(browser, ada.username() + " called Room of " + ada.username() + " off");
    }

    @Test
    void aMentionComesWithItsText() throws Exception {
        PushService.Browser browser = subscribed(eve, service);
        String room = Rooms.open(ada, "Chat of " + ada.username());
        try (TestPeer peer = TestPeer.of(ada)) {
            peer.joins(room);
            peer.does("chat", "text", "Come here, @" + eve.username() + " – " + "ü".repeat(400));
        }
        isWoken(browser, ada.username() + " mentioned you in Chat of " + ada.username());
        String body = browser.got.getFirst().data().getString("body");
        assertTrue(body.startsWith("Come here, @" + eve.username()) && body.endsWith("ü…"), body);
        assertEquals(200, body.codePointCount(0, body.length()));
    }

    @Test
    void followersLearnOnceAnHourThatSomebodyOpensARoomThatTheyMaySee() throws Exception {
        follow(eve, ada);
        Person bob = Person.called("bob", api);
        follow(bob, ada);
        PushService.Browser browser = subscribed(eve, service);
        PushService.Browser banned = subscribed(bob, service);
        String room = Rooms.open(ada, "Open of " + ada.username());
        Rooms.banned(ada, room, bob);
        try (TestPeer peer = TestPeer.of(ada)) {
            peer.joins(room);
            isWoken(browser, ada.username() + " opened Open of " + ada.username());
        }
        try (TestPeer peer = TestPeer.of(ada)) {
            String next = Rooms.open(ada, "Again");
            peer.joins(next);
            nothingMoreThan(browser, eve, List.of(ada.username() + " opened Open of " + ada.username()));
        }
        nothingMoreThan(banned, bob, List.of());
    }

    @Test
    void nobodyIsWokenAboutAHiddenRoom() throws Exception {
        Person bob = Person.called("bob", api);
        follow(eve, ada);
        follow(eve, bob);
        PushService.Browser browser = subscribed(eve, service);
        try (TestPeer peer = TestPeer.of(ada); TestPeer later = TestPeer.of(bob)) {
            peer.joins(Rooms.hidden(ada, "Hidden"));
            later.joins(Rooms.open(bob, "Shown by " + bob.username()));
            isWoken(browser, bob.username() + " opened Shown by " + bob.username());
            assertEquals(1, browser.got.size());
        }
    }

    @Test
    void whatSomebodyDoesNotWantAndQuietHoursWakeNobody() throws Exception {
        PushService.Browser browser = subscribed(ada, service);
        Person bob = Person.called("bob", api);
        assertEquals(200, ada.api().put("/api/user/notifications", "{\"kinds\":{\"follower\":{\"push\":false}}}").status());
        follow(eve, ada);
        Until.holds("the bell still rings", SOON, () -> ada.api().get("/api/notifications").json().getInt("unread") == 1);
        String now = Instant.now().toString().substring(11, 14);
        String quiet = "\"quietHours\":{\"from\":\"" + now + "00\",\"to\":\"" + Instant.now().plus(Duration.ofHours(2)).toString().substring(11, 14) + "00\"},\"timeZone\":\"UTC\"";
        assertEquals(200, ada.api().put("/api/user/notifications", "{\"kinds\":{\"follower\":{\"push\":true}}," + quiet + "}").status());
        follow(bob, ada);
        Until.holds("the bell still rings", SOON, () -> ada.api().get("/api/notifications").json().getInt("unread") == 2);
        assertEquals(200, ada.api().put("/api/user/notifications", "{}").status());
        nothingMoreThan(browser, ada, List.of());
    }

    @Test
    void theDataOfAPersonSaysWhatTheyAreToldAndWhichDevicesAreWoken() throws Exception {
        PushService.Browser browser = subscribed(ada, service);
        follow(eve, ada);
        isWoken(browser, eve.username() + " follows you");
        JsonObject all = ada.api().get("/api/user/export").json();
        assertEquals(browser.endpoint(), all.getJsonArray("wokenDevices").getJsonObject(0).getString("endpoint"));
        assertEquals(eve.id(), all.getJsonArray("notifications").getJsonObject(0).getString("userId"));
        assertTrue(all.getJsonObject("notificationWishes").getBoolean("meetingMails"));
    }

    @Test
    void aBrowserThatIsGoneIsForgotten() throws Exception {
        PushService.Browser gone = subscribed(ada, service);
        PushService.Browser there = subscribed(ada, service);
        AtomicInteger asked = new AtomicInteger();
        service.answers(gone, () -> {
            asked.incrementAndGet();
            return 410;
        });
        follow(eve, ada);
        Until.holds("asked", SOON, () -> asked.get() == 1);
        nothingMoreThan(there, ada, List.of(eve.username() + " follows you"));
        assertEquals(1, asked.get());
    }

    @Test
    void aServiceThatIsBrokenKeepsNothingFromTheOthersAndIsTriedAgain() throws Exception {
        PushService.Browser broken = subscribed(ada, other);
        PushService.Browser there = subscribed(ada, service);
        AtomicInteger asked = new AtomicInteger();
        other.answers(broken, () -> asked.incrementAndGet() < 3 ? 503 : 201);
        follow(eve, ada);
        isWoken(there, eve.username() + " follows you");
        isWoken(broken, eve.username() + " follows you");
        assertEquals(3, asked.get());
    }

    @Test
    void aRedirectionIsNotFollowed() throws Exception {
        PushService.Browser moved = subscribed(ada, service);
        AtomicInteger asked = new AtomicInteger();
        service.answers(moved, () -> asked.incrementAndGet() == 1 ? 301 : 201);
        follow(eve, ada);
        nothingMoreThan(moved, ada, List.of());
    }

    @Test
    void aSubscriptionEndsWithItsSession() throws Exception {
        PushService.Browser left = subscribed(ada, service);
        Person again = ada.again();
        PushService.Browser there = subscribed(again, service);
        assertEquals(200, ada.api().post("/api/auth/logout", "").status());
        follow(eve, again);
        isWoken(there, eve.username() + " follows you");
        nothingMoreThan(there, again, List.of(eve.username() + " follows you"));
        assertEquals(List.of(), left.titles());
    }

    @Test
    void anotherAddressTakesThePlaceOfTheOneBefore() throws Exception {
        PushService.Browser before = subscribed(ada, service);
        PushService.Browser now = service.browser(ada.username() + "now");
        assertEquals(404, replaces(eve, before, now));
        assertEquals(201, replaces(ada, before, now));
        assertEquals(404, replaces(ada, before, now));
        follow(eve, ada);
        isWoken(now, eve.username() + " follows you");
        assertEquals(List.of(), before.titles());
    }

    private static int replaces(Person who, PushService.Browser before, PushService.Browser now) {
        return who.api().post("/api/push/subscriptions", now.subscription().replaceFirst("}$", ",\"replaces\":\"" + before.endpoint() + "\"}")).status();
    }

    @Test
    void aBrowserIsPutToSleepByItsOwnerOnly() throws Exception {
        PushService.Browser browser = subscribed(ada, service);
        assertEquals(200, unsubscribes(eve, browser));
        follow(eve, ada);
        isWoken(browser, eve.username() + " follows you");
        assertEquals(200, unsubscribes(ada, browser));
        PushService.Browser there = subscribed(ada, service);
        nothingMoreThan(there, ada, List.of());
        assertEquals(1, browser.got.size());
    }

    @Test
    void theTenNewestBrowsersOfAPersonCount() throws Exception {
        List<PushService.Browser> all = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            all.add(subscribed(ada, service));
        }
        follow(eve, ada);
        for (PushService.Browser each : all.subList(1, 11)) {
            isWoken(each, eve.username() + " follows you");
        }
        assertEquals(List.of(), all.getFirst().titles());
    }

    @Test
    void whatIsNoSubscriptionIsRefused() throws Exception {
        PushService.Browser browser = service.browser("nobody's");
        String fine = browser.subscription();
        for (String bad : List.of("{}", "", "[]", "{\"endpoint\":null}", fine.replace(service.origin(), "https://localhost"), fine.replace(service.origin(), "https://169.254.169.254"),
                fine.replace(service.origin(), "http://push.example.org"), fine.replace(browser.p256dh(), "AAAA"), fine.replaceFirst("\"keys\":.*", "\"keys\":null}"))) {
            Api.Answer answer = ada.api().post("/api/push/subscriptions", bad);
            assertTrue(answer.status() == 400 || answer.status() == 422, bad + ": " + answer.body());
        }
        assertEquals(401, api.post("/api/push/subscriptions", fine).status());
    }

    @Test
    void theDailyMailListsWhatIsUnreadAndWantedOnceAndInTheReadersLanguage() {
        assertEquals(200, ada.api().put("/api/user/notifications", "{\"kinds\":{\"follower\":{\"mail\":true}},\"timeZone\":\"Europe/Berlin\"}").status());
        follow(eve, ada);
        Until.holds("it is told", SOON, () -> ada.api().get("/api/notifications").json().getInt("unread") == 1);
        try (MongoClient client = MongoClients.create(database.address())) {
            MongoCollection<Document> wishes = stored(client).getCollection("noticeWishes");
            Document due = new Document("$set", new Document("nextMail", new Date(0)));
            wishes.updateOne(new Document("_id", ada.id()), due);
            Until.holds("the mail", SOON, () -> !daily().isEmpty());
            assertTrue(daily().getFirst().getString("text").contains("\n" + eve.username() + " follows you\n"), daily().toString());
            ada.api().put("/api/notifications/read", "");
            wishes.updateOne(new Document("_id", ada.id()), due);
            Until.holds("looked at", SOON, () -> Objects.requireNonNull(wishes.find(new Document("_id", ada.id())).first()).getDate("nextMail").after(new Date()));
            assertEquals(1, daily().size(), "nothing new, no mail");
        }
    }

    private List<JsonObject> daily() {
        return api.get("/api/dev/outbox").json().getJsonArray("messages").stream().map(JsonValue::asJsonObject)
                .filter(letter -> letter.getString("to").equals(ada.email()) && letter.getString("subject", "").equals("What you have not read yet")).toList();
    }

    private static MongoDatabase stored(MongoClient client) {
        return client.getDatabase("parley");
    }

    /** Two thousand browsers are woken by one event, or ten thousand with -Dfigures=true, while two people talk. */
    @Test
    void thousandsOfMessagesDoNotHoldUpPeopleWhoTalk() throws Exception {
        PushService.Browser each = service.browser("everybody");
        try (MongoClient client = MongoClients.create(database.address())) {
            MongoDatabase stored = stored(client);
            Document like = Objects.requireNonNull(stored.getCollection("accounts").find(new Document("_id", eve.id())).first());
            String auth = Base64.getUrlEncoder().withoutPadding().encodeToString(each.auth);
            List<Document> accounts = new ArrayList<>();
            List<Document> follows = new ArrayList<>();
            List<Document> subscriptions = new ArrayList<>();
            for (int i = 0; i < PEOPLE; i++) {
                String id = "many" + i;
                accounts.add(new Document(like).append("_id", id).append("username", id).append("email", id + "@example.org"));
                follows.add(new Document("_id", id + " " + ada.id()).append("follower", id).append("followed", ada.id()).append("since", new Date()));
                for (int k = 0; k < 10; k++) {
                    subscriptions.add(new Document("_id", id + "-" + k).append("user", id).append("session", id).append("endpoint", each.endpoint()).append("p256dh", each.p256dh()).append("auth", auth)
                            .append("at", new Date()));
                }
            }
            stored.getCollection("accounts").insertMany(accounts);
            stored.getCollection("follows").insertMany(follows);
            stored.getCollection("pushSubscriptions").insertMany(subscriptions);
        }
        Person bob = Person.called("bob", api);
        Person cat = Person.called("cat", api);
        String talk = Rooms.open(bob, "Talk");
        try (TestPeer one = TestPeer.of(bob); TestPeer two = TestPeer.of(cat); TestPeer opener = TestPeer.of(ada)) {
            one.joins(talk);
            two.joins(talk);
            long[] quiet = trips(one, 150);
            opener.joins(Rooms.open(ada, "Full house"));
            Until.holds("the first messages", SOON, () -> !each.got.isEmpty());
            long began = System.nanoTime();
            List<long[]> busy = new ArrayList<>();
            do {
                busy.add(trips(one, 50));
            } while (each.got.size() < PEOPLE * 10 && Duration.ofNanos(System.nanoTime() - began).compareTo(SOON) < 0);
            System.out.println(PEOPLE * 10 + " messages in " + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms; p99 of a trip " + p99(List.of(quiet)) + " us before, " + p99(busy) + " us meanwhile, of "
                    + busy.size() * 50);
            Until.holds("all of them", SOON, () -> each.got.size() == PEOPLE * 10);
            assertTrue(p99(busy) < 1_000_000, "a second is for ever");
        }
    }

    private static long[] trips(TestPeer peer, int many) {
        long[] times = new long[many];
        for (int i = 0; i < many; i++) {
            int id = 1_000_000 + ids.incrementAndGet();
            int before = peer.frames.size();
            long began = System.nanoTime();
            peer.sends("{\"event\":\"" + (i % 2 == 0 ? "mute" : "unmute") + "\",\"data\":{},\"id\":" + id + "}");
            while (peer.frames.stream().skip(before).noneMatch(frame -> frame.toString().contains("\"id\":" + id))) {
                LockSupport.parkNanos(100_000);
            }
            times[i] = (System.nanoTime() - began) / 1_000;
            // No faster than one person may.
            LockSupport.parkNanos(25_000_000);
        }
        return times;
    }

    private static long p99(List<long[]> times) {
        long[] all = times.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return all[(int) (all.length * 0.99)];
    }
}
