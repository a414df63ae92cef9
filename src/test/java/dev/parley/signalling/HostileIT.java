package dev.parley.signalling;

import static dev.parley.harness.TestPeer.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.TestPeer;
import dev.parley.harness.Until;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever a client sends harms nobody but itself. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class HostileIT {
    private static final Duration CEILING = Duration.ofMinutes(1);
    /** Too short to notice, and more than twice the time on a quiet machine. */
    private static final Duration A_LITTLE = Duration.ofMillis(10);
    private static final Pattern HEAP = Pattern.compile("(?m)^memory_usedHeap_bytes(?:\\{[^}]*})? ([0-9.E]+)");

    private final List<TestPeer> peers = new ArrayList<>();
    private final TestPeer ada = peer("ada");
    private final TestPeer grace = peer("grace");
    private final TestPeer mallory = peer("mallory");
    private final String room = ada.person.makesRoom();

    private TestPeer peer(String name) {
        TestPeer peer = TestPeer.called(name);
        peers.add(peer);
        return peer;
    }

    @AfterEach
    void closeAll() {
        peers.forEach(TestPeer::close);
    }

    private static double heap() {
        Matcher heap = HEAP.matcher(Api.shared().get("/metrics?scope=base").body());
        assertTrue(heap.find());
        return Double.parseDouble(heap.group(1));
    }

    /** The time from sending to hearing: the second slowest of a hundred. */
    private Duration p99() {
        return IntStream.range(0, 100).mapToObj(i -> Until.time(() -> {
            String text = "ping " + UUID.randomUUID();
            // Half from each, so that neither comes near the limit of one socket.
            TestPeer from = i % 2 == 0 ? ada : grace;
            from.sends("{\"event\":\"chat\",\"data\":{\"text\":\"" + text + "\"}}");
            (i % 2 == 0 ? grace : ada).hears("chat", chat -> chat.getString("text").equals(text));
        })).sorted().skip(98).findFirst().orElseThrow();
    }

    @Test
    void tenThousandFramesOfNonsenseHarmNobody() {
        Random random = new Random(42);
        ada.joins(room);
        grace.joins(room);
        double before = heap();
        int sent = 0;
        TestPeer attacker = mallory;
        while (sent < 10_000) {
            try {
                String frame = nonsense(random);
                if (sent % 50 == 49) {
                    attacker.sendsBinary(frame.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                } else {
                    attacker.sends(frame);
                }
                sent++;
            } catch (CompletionException closed) {
                attacker = TestPeer.of(mallory.person);
                peers.add(attacker);
            }
        }
        ada.does("chat", "text", "we are fine");
        grace.hears("chat");
        Until.holds("the heap is as before", CEILING, () -> heap() < before + 64e6);
    }

    private static String nonsense(Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> {
                byte[] bytes = new byte[random.nextInt(200)];
                random.nextBytes(bytes);
                yield new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
            }
            case 1 -> "[".repeat(10_000);
            case 2 -> "{\"event\":\"join\",\"data\":" + "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000) + "}";
            case 3 -> "{\"event\":\"resume\",\"data\":{\"resumeId\":\"x\",\"lastSeq\":" + "9".repeat(1 + random.nextInt(5_000)) + "}}";
            case 4 -> "{\"event\":\"resume\",\"data\":{\"resumeId\":\"x\",\"lastSeq\":1e999999999}}";
            case 5 -> "{\"event\":{\"$gt\":\"\"},\"data\":[1,2,3],\"id\":{}}";
            case 6 -> "{\"event\":\"join\",\"data\":{\"roomId\":{\"$ne\":null},\"invite\":7},\"id\":\"" + "i".repeat(random.nextInt(200)) + "\"}";
            case 7 -> "{\"event\":\"relay-sdp\",\"data\":{\"peerId\":\"\\ud800\",\"sessionDescription\":{}}}";
            default -> "\"" + "é".repeat(random.nextInt(20_000)) + "\"";
        };
    }

    @Test
    void aMessageOfMoreThan64KiBClosesTheSocketInOneFrame() {
        mallory.socket().sendText("{\"event\":\"chat\",\"data\":{\"text\":\"" + "x".repeat(70_000) + "\"}}", true);
        assertEquals(1009, mallory.closeCode());
    }

    @Test
    void aMessageOfMoreThan64KiBClosesTheSocketInAThousandFragments() {
        double before = heap();
        try {
            mallory.socket().sendText("{\"event\":\"chat\",\"data\":{\"text\":\"", false).join();
            for (int i = 0; i < 100_000 && !mallory.isClosed(); i++) {
                mallory.socket().sendText("x".repeat(1_000), false).join();
            }
        } catch (CompletionException cut) {
            // A peer that is still sending may see the connection cut before the code arrives. What this peer heard is checked below.
            assertTrue(cut.getCause() instanceof IOException, cut.toString());
        }
        assertTrue(List.of(1009, 1006).contains(mallory.closeCode()));
        Until.holds("the heap is as before", CEILING, () -> heap() < before + 64e6);
    }

    @Test
    void aMessageOfJustUnder64KiBInFragmentsIsRead() {
        String text = "{\"event\":\"ping\",\"data\":{\"padding\":\"" + "x".repeat(65_000) + "\"},\"id\":1}";
        mallory.socket().sendText(text.substring(0, 30_000), false).join();
        mallory.socket().sendText(text.substring(30_000), true).join();
        mallory.hears("pong");
    }

    @Test
    void aFloodingClientIsWarnedAndThenSentAway() {
        // Each waits for the result of the one before, because a peer that is still sending may see the connection cut before the code arrives.
        long end = System.nanoTime() + CEILING.toNanos();
        while (!mallory.isClosed() && !mallory.frames.getLast().getString("event").equals("go-away") && System.nanoTime() < end) {
            int heard = mallory.frames.size();
            mallory.sends("{\"event\":\"ping\"}");
            while (mallory.frames.size() == heard && !mallory.isClosed() && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }
        assertEquals(1008, mallory.closeCode());
        assertTrue(mallory.frames.stream().anyMatch(frame -> frame.getString("event").equals("error")
                && frame.getJsonObject("data").getString("code").equals("rate_limited")));
        assertEquals("rate_limited", mallory.hears("go-away").getString("reason"));
    }

    /** Otherwise a client would wait for its answer for ever. */
    @Test
    void whatIsTooMuchIsRefusedByItsId() {
        // More than enough even if the machine stands still for a while, and too few to be sent away.
        for (int id = 1; id <= 500 && !mallory.heard("error"); id++) {
            mallory.sends("{\"event\":\"ping\",\"id\":" + id + "}");
        }
        assertEquals("rate_limited", mallory.hears("error").getString("code"));
        JsonObject refused = mallory.frames.stream().filter(frame -> frame.getString("event").equals("error")).findFirst().orElseThrow();
        assertTrue(refused.getInt("id") > 200, refused.toString());
    }

    @Test
    void duringAFloodTheOthersHearEachOtherAsQuicklyAsBefore() {
        ada.joins(room);
        grace.joins(room);
        p99();
        // Both measurements of a try are made under the same conditions.
        Until.isQuick("what is later than twice the quiet time", Duration.ZERO, () -> {
            Duration quiet = p99();
            Duration most = quiet.multipliedBy(2).compareTo(A_LITTLE) > 0 ? quiet.multipliedBy(2) : A_LITTLE;
            return whileFlooded(this::p99).minus(most);
        });
    }

    private <T> T whileFlooded(Supplier<T> something) {
        AtomicBoolean over = new AtomicBoolean();
        Thread flood = Thread.ofPlatform().start(() -> {
            TestPeer attacker = mallory;
            while (!over.get()) {
                try {
                    // The client's own CPU time is not measured.
                    for (int i = 0; i < 20; i++) {
                        attacker.sends("{\"event\":\"relay-ice\",\"data\":{\"peerId\":\"nobody\",\"icecandidate\":null}}");
                    }
                    java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
                } catch (CompletionException closed) {
                    attacker = TestPeer.of(mallory.person);
                    peers.add(attacker);
                }
            }
        });
        try {
            return something.get();
        } finally {
            over.set(true);
            Until.holds("the flood is over", CEILING, () -> !flood.isAlive());
        }
    }

    @Test
    void aPeerThatDoesNotReadIsClosedAndHoldsUpNobody() {
        String large = ada.person.makesRoom();
        ada.joins(large);
        grace.joins(large);
        mallory.joins(large);
        double before = heap();
        mallory.stopsReading();
        String padding = "x".repeat(60_000);
        for (int i = 0; i < 400; i++) {
            TestPeer from = i % 2 == 0 ? ada : grace;
            from.asks("relay-ice", object("peerId", mallory.peerId(), "icecandidate", object("n", i, "padding", padding)));
        }
        assertEquals(mallory.peerId(), ada.hears("peer-away").getString("peerId"));
        Until.holds("the heap is as before", CEILING, () -> heap() < before + 64e6);
    }

    @Test
    void aPongThatNobodyAskedForChangesNothing() {
        ada.joins(room);
        ada.socket().sendPong(ByteBuffer.allocate(16).putLong(Long.MAX_VALUE).putLong(Long.MAX_VALUE).flip()).join();
        ada.does("chat", "text", "still here");
    }
}
