package dev.parley.socketio;

import static dev.parley.conformance.RawClient.POLLING;
import static dev.parley.conformance.RawClient.WEBSOCKET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.conformance.RawClient;
import dev.parley.conformance.RawClient.Answer;
import dev.parley.conformance.RawSocket;
import dev.parley.conformance.SlowPost;
import dev.parley.harness.CommonServers;
import dev.parley.harness.OwnServer;
import dev.parley.harness.Person;
import dev.parley.harness.ServerProcess;
import dev.parley.harness.Until;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Attacks on polling, against a server that asks for signs of life every second. Memory and threads stay bounded. */
@OwnServer
class HostileSocketIoIT {
    private static final Duration CEILING = Duration.ofSeconds(60);
    private static final int PER_ACCOUNT = 50;
    private static final int SOME_THREADS = 25;

    private static ServerProcess server;

    private final RawClient client = client();

    @BeforeAll
    static void start() {
        server = CommonServers.impatient();
    }

    private static RawClient client() {
        return new RawClient(server.api().base(), "/socket.io/", "Authorization", "Bearer " + Person.called("mallory", server.api()).token());
    }

    private static double gauge(String name) {
        Matcher matcher = Pattern.compile("(?m)^" + name + "(?:\\{[^}]*})? (\\S+)$").matcher(server.api().get("/metrics").body());
        assertTrue(matcher.find(), name);
        return Double.parseDouble(matcher.group(1));
    }

    /** The server has 384 MB, and ends when they are used up. */
    private static void isUnharmed() {
        assertTrue(server.isAlive());
        assertEquals(200, client().gets(POLLING).status());
    }

    private List<Answer> handshakes(int many) {
        List<CompletableFuture<Answer>> asked = IntStream.range(0, many).mapToObj(_ -> client.asks("GET", POLLING, BodyPublishers.noBody())).toList();
        return asked.stream().map(CompletableFuture::join).toList();
    }

    private static Stream<String> sids(List<Answer> answers) {
        return answers.stream().filter(answer -> answer.status() == 200).map(answer -> answer.handshake().getString("sid"));
    }

    @Test
    void aThousandAbandonedHandshakesComeToAnEnd() {
        double threads = gauge("thread_count");
        List<Answer> answers = IntStream.range(0, 10).mapToObj(_ -> handshakes(100)).flatMap(List::stream).toList();
        Answer refused = answers.stream().filter(answer -> answer.status() != 200).findFirst().orElseThrow();
        assertEquals("429 {\"code\":4,\"message\":\"Too many sessions\"}", refused.line());
        assertTrue(sids(answers).count() < 1_000);
        sids(answers).forEach(sid -> Until.holds("it is gone", CEILING, () -> !client.isKnown(sid)));
        assertEquals(PER_ACCOUNT, sids(handshakes(PER_ACCOUNT)).count());
        Until.holds("no thread is left", CEILING, () -> gauge("thread_count") < threads + SOME_THREADS);
        isUnharmed();
    }

    @Test
    void eachAccountHasALimitOfItsOwn() {
        assertEquals(PER_ACCOUNT, sids(handshakes(PER_ACCOUNT)).count());
        assertEquals(429, client.gets(POLLING).status());
        assertEquals(429, client.refused(WEBSOCKET));
        assertEquals(200, client().gets(POLLING).status());
    }

    @Test
    void heldPollsHoldNoThreads() {
        double threads = gauge("thread_count");
        // Each right after its handshake, because a session that nobody polls soon ends.
        List<CompletableFuture<Answer>> polls = IntStream.range(0, PER_ACCOUNT).mapToObj(_ -> client.polling(client.opens())).toList();
        assertTrue(gauge("thread_count") < threads + SOME_THREADS);
        polls.forEach(poll -> assertEquals(200, poll.join().status()));
    }

    @Test
    void postsThatNeverComeHoldNoThreads() {
        String token = Person.called("mallory", server.api()).token();
        RawClient slow = new RawClient(server.api().base(), "/socket.io/", "Authorization", "Bearer " + token);
        double threads = gauge("thread_count");
        List<String> sids = new ArrayList<>();
        List<SlowPost> posts = new ArrayList<>();
        for (int i = 0; i < PER_ACCOUNT; i++) {
            String sid = slow.opens();
            sids.add(sid);
            posts.add(new SlowPost(slow.base(), slow.path() + "?" + POLLING + "&sid=" + sid, slow.headers()));
        }
        assertTrue(gauge("thread_count") < threads + SOME_THREADS);
        sids.forEach(sid -> Until.holds("it is gone", CEILING, () -> !slow.isKnown(sid)));
        posts.forEach(post -> assertTrue(post.answer().startsWith("HTTP/1.1 400 "), post::answer));
        posts.forEach(SlowPost::close);
    }

    @Test
    void halfOpenUpgradesComeToAnEnd() {
        List<RawSocket> candidates = IntStream.range(0, PER_ACCOUNT).mapToObj(i -> {
            RawSocket candidate = client.socket(WEBSOCKET + "&sid=" + client.opens());
            return i % 2 == 0 ? candidate : candidate.sends("2probe");
        }).toList();
        candidates.forEach(candidate -> assertTrue(candidate.closeCode() >= 1000));
        Until.holds("there is room again", CEILING, () -> client.gets(POLLING).status() == 200);
    }

    @Test
    void aSessionThatWasClosedDoesNotComeBack() {
        String sid = client.opens();
        assertEquals("200 ok", client.posts(sid, "1").line());
        assertEquals(400, client.polls(sid).status());
        assertEquals(400, client.posts(sid, "40/echo,").status());
        assertEquals(400, client.refused(WEBSOCKET + "&sid=" + sid));
    }

    @Test
    void largePostsAreNotKept() {
        String much = "4" + "x".repeat(2_000_000);
        for (int i = 0; i < 250; i++) {
            assertEquals(413, client.posts(client.opens(), much).status());
        }
        isUnharmed();
    }

    @Test
    void aClientThatSendsTooMuchAtOnceIsClosed() {
        String sid = client.opens();
        client.posts(sid, "40/echo," + "\u001e42/echo,[\"x\"]".repeat(1_000));
        assertEquals("400 {\"code\":1,\"message\":\"Session ID unknown\"}", client.polls(sid).line());
    }

    @Test
    void aClientThatDoesNotFetchItsMessagesIsClosed() {
        String sid = client.opens();
        assertEquals("200 ok", client.posts(sid, "40/echo,").line());
        client.posts(sid, "42/echo,[\"flood\",5000]");
        assertFalse(client.isKnown(sid), "it is closed at once, and not because it gives no sign of life");
        isUnharmed();
    }

    @Test
    void bytesOfUnfinishedMessagesAreBounded() {
        try (RawSocket socket = client.socket(WEBSOCKET)) {
            socket.next();
            socket.sends("40/echo,").next();
            socket.next();
            socket.sends("4564-/echo,[\"x\"]");
            byte[] part = new byte[100_000];
            for (int i = 0; i < 11 && !socket.isClosed(); i++) {
                socket.sends(part);
            }
            assertEquals(1001, socket.closeCode());
        }
    }
}
