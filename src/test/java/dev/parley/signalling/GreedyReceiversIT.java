package dev.parley.signalling;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.OwnServer;
import dev.parley.harness.Person;
import dev.parley.harness.ServerProcess;
import dev.parley.harness.TestPeer;
import dev.parley.harness.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Each peer is within its own limits, but all together need more memory than there is. */
@OwnServer
class GreedyReceiversIT {
    private static final int PAIRS = 40;
    private static final int WORDS = 60;
    private static final Duration SOON = Duration.ofMinutes(1);

    @Test
    void aPeerThatDoesNotReadIsClosedBeforeMemoryIsUsedUpAndCallsGoOn() {
        String large = "x".repeat(60_000);
        Map<String, String> environment = Map.of("JVM_ARGS", "-Xmx160m -XX:TieredStopAtLevel=1", "JOINS_PER_MINUTE", "1000", "SOCKET_MESSAGES_PER_SECOND", "10000",
                "SOCKET_BURST", "10000");
        try (ServerProcess server = ServerProcess.ready("greedy", environment)) {
            Person mallory = Person.called("mallory", server.api());
            Person trudy = Person.called("trudy", server.api());
            List<TestPeer> all = new ArrayList<>();
            try (TestPeer ada = TestPeer.of(Person.called("ada", server.api())); TestPeer grace = TestPeer.of(Person.called("grace", server.api()))) {
                String room = ada.person.makesRoom();
                ada.joins(room);
                grace.joins(room);
                List<TestPeer> senders = new ArrayList<>();
                List<TestPeer> deaf = new ArrayList<>();
                for (int i = 0; i < PAIRS; i++) {
                    senders.add(in(mallory, "pair-" + i));
                    deaf.add(in(trudy, "pair-" + i));
                    deaf.getLast().stopsReading();
                }
                all.addAll(senders);
                all.addAll(deaf);
                for (int word = 0; word < WORDS; word++) {
                    for (int i = 0; i < PAIRS; i++) {
                        flood(senders.get(i), "{\"event\":\"call:signal\",\"data\":{\"meetingId\":\"pair-" + i + "\",\"toUserId\":\"" + trudy.id()
                                + "\",\"signal\":{\"candidate\":\"" + large + "\"}}}");
                    }
                }
                ada.does("chat", "text", "still here");
                Until.holds("it is heard", SOON, () -> grace.heard("chat"));
                assertTrue(server.isAlive());
            } finally {
                all.forEach(TestPeer::close);
            }
        }
    }

    private static TestPeer in(Person person, String call) {
        TestPeer peer = TestPeer.of(person);
        peer.does("call:join", "meetingId", call, "userId", person.id(), "peerId", "peer-" + call);
        return peer;
    }

    private static void flood(TestPeer peer, String text) {
        try {
            peer.sends(text);
        } catch (CompletionException sentAway) {
            assertTrue(peer.isClosed() || sentAway.getCause() != null);
        }
    }
}
