package dev.parley.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Needs;
import dev.parley.harness.OwnServer;
import dev.parley.harness.Redis;
import dev.parley.harness.Until;
import dev.parley.harness.Way;
import dev.parley.problem.Problem;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real Redis. */
@OwnServer
@Needs("redis-server")
class BusTest {
    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private Redis redis;
    private Way way;
    private Bus ada;
    private Bus bob;
    private final Hears atAda = new Hears();
    private final Hears atBob = new Hears();

    private static class Hears implements Bus.Receiver {
        final List<String> told = new CopyOnWriteArrayList<>();
        final AtomicInteger asked = new AtomicInteger();
        final AtomicInteger gaps = new AtomicInteger();
        volatile CountDownLatch holds = new CountDownLatch(0);

        @Override
        public void told(String from, byte[] payload) {
            try {
                holds.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            told.add(from + ":" + text(payload));
        }

        @Override
        public CompletableFuture<byte[]> asked(String from, byte[] payload) {
            asked.incrementAndGet();
            return switch (text(payload)) {
                case "silence" -> new CompletableFuture<>();
                case "refuse" -> CompletableFuture.failedFuture(new Problem("room_full", 409, "The room is full."));
                default -> CompletableFuture.completedFuture(bytes("answer to " + text(payload)));
            };
        }

        @Override
        public void gap(String from) {
            gaps.incrementAndGet();
        }
    }

    @BeforeEach
    void open() {
        redis = new Redis(folder);
        way = new Way(redis.port());
        way.mend();
        ada = new Bus(at(redis.port()), "ada", atAda);
        bob = new Bus(at(way.port()), "bob", atBob);
        ada.start();
        bob.start();
        ada.meet("bob");
        near();
    }

    @AfterEach
    void close() {
        ada.close();
        bob.close();
        way.close();
        redis.wake();
        redis.close();
    }

    private static RedisURI at(int port) {
        return RedisURI.create("redis://127.0.0.1:" + port);
    }

    private void near() {
        Until.holds("they hear each other", SOON, () -> ada.isNear("bob") && bob.isNear("ada"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Problem refused(CompletableFuture<byte[]> asked) {
        return assertInstanceOf(Problem.class, assertThrows(CompletionException.class, asked::join).getCause());
    }

    private void mendsItself() {
        near();
        Until.holds("messages arrive again", SOON, () -> {
            ada.tell("bob", bytes("again"));
            return atBob.told.contains("ada:again");
        });
    }

    /** What a standstill of the machine makes too old is asked again. */
    private static String answer(Bus from, String text) {
        return Until.succeeds("an answer", SOON, () -> text(from.ask("bob", bytes(text)).join()));
    }

    @Test
    void messagesArriveInOrder() {
        IntStream.range(0, 2_000).forEach(i -> assertTrue(ada.tell("bob", bytes("" + i))));
        Until.holds("all arrive", SOON, () -> atBob.told.size() == 2_000);
        assertEquals(IntStream.range(0, 2_000).mapToObj(i -> "ada:" + i).toList(), atBob.told);
        assertEquals(0, atBob.gaps.get());
    }

    @Test
    void aRequestIsAnsweredOrRefused() {
        assertEquals("answer to x", answer(ada, "x"));
        Until.holds("the reason arrives", SOON, () -> {
            Problem full = refused(ada.ask("bob", bytes("refuse")));
            return (full.code() + " " + full.status() + " " + full.getMessage()).equals("room_full 409 The room is full.");
        });
        assertEquals(503, refused(ada.ask("bob", bytes("silence"))).status());
        assertEquals("unavailable", refused(ada.ask("nobody", bytes("x"))).code());
    }

    @Test
    void aRequestThatIsSentAgainIsDoneOnce() {
        long request = Bus.newRequest();
        for (int time = 0; time < 2; time++) {
            assertEquals("answer to x", Until.succeeds("an answer", SOON, () -> text(ada.ask("bob", request, bytes("x"), Duration.ofSeconds(5)).join())));
        }
        assertEquals(1, atBob.asked.get());
    }

    @Test
    void duplicatesAreDroppedGapsAreReportedAndTheOldIsNotDelivered() {
        ada.tell("bob", bytes("one"));
        Until.holds("the first arrives", SOON, () -> atBob.told.size() == 1);
        try (RedisClient stranger = RedisClient.create(at(redis.port()))) {
            var connection = stranger.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE)).sync();
            connection.spublish(Bus.channel("bob"), batch(1, Duration.ZERO, "again"));
            connection.spublish(Bus.channel("bob"), batch(2, Bus.OLDEST, "old"));
            connection.spublish(Bus.channel("bob"), batch(3, Duration.ZERO, "three"));
            connection.spublish(Bus.channel("bob"), bytes("not a batch"));
            Until.holds("the last arrives", SOON, () -> atBob.told.size() == 2);
            assertEquals(List.of("ada:one", "ada:three"), atBob.told);
            assertEquals(1, atBob.gaps.get());
            assertEquals(1, bob.count().duplicates());
            assertEquals(1, bob.count().tooOld());
        }
    }

    private static byte[] batch(long number, Duration age, String text) {
        long now = System.nanoTime();
        return new Batch("ada", now, now - age.toNanos() - 1, number, List.of(new Parcel(Parcel.Kind.TELL, 0, bytes(text)))).bytes();
    }

    @Test
    void aSlowReceiverOfOneNodeHoldsUpNoOther() {
        Hears atCleo = new Hears();
        try (Bus cleo = new Bus(at(redis.port()), "cleo", atCleo)) {
            cleo.start();
            cleo.meet("bob");
            Until.holds("all hear each other", SOON, () -> cleo.isNear("bob") && bob.isNear("cleo"));
            atBob.holds = new CountDownLatch(1);
            ada.tell("bob", bytes("x"));
            assertEquals("answer to y", answer(cleo, "y"));
            atBob.holds.countDown();
        }
    }

    @Test
    void aKilledRedisIsNoticedAndMendsItself() {
        Until.isQuick("notice that Redis is dead", Bus.OLDEST, () -> {
            redis.kill();
            Duration noticed = Until.time(() -> Until.holds("down", SOON, () -> !ada.isUp() && !bob.isUp()));
            assertFalse(ada.tell("bob", bytes("lost")));
            assertEquals("unavailable", refused(ada.ask("bob", bytes("x"))).code());
            redis.start();
            near();
            return noticed;
        });
        Until.isQuick("mend after Redis is back", Bus.OLDEST, () -> {
            redis.kill();
            Until.holds("down", SOON, () -> !ada.isUp() && !bob.isUp());
            redis.start();
            return Until.time(this::near);
        });
        mendsItself();
        assertFalse(atBob.told.contains("ada:lost"));
    }

    @Test
    void aPausedRedisDeliversNothingOld() {
        redis.pause();
        boolean sent = ada.tell("bob", bytes("old"));
        Until.holds("down", SOON, () -> !ada.isUp() && !bob.isUp());
        long since = System.nanoTime();
        Until.holds("what was sent is old", SOON, () -> System.nanoTime() - since > Bus.OLDEST.toNanos());
        redis.wake();
        mendsItself();
        assertEquals(List.of("ada:again"), atBob.told.stream().distinct().toList());
        assertTrue(!sent || atBob.gaps.get() > 0);
    }

    @Test
    void aNodeThatIsGoneIsNotWaitedFor() {
        AtomicInteger tries = new AtomicInteger();
        Until.isQuick("ask a node that is gone", Bus.OLDEST.dividedBy(2), () -> {
            String name = "cleo" + tries.incrementAndGet();
            try (Bus cleo = new Bus(at(redis.port()), name, new Hears())) {
                cleo.start();
                cleo.meet("ada");
                Until.holds("they hear each other", SOON, () -> cleo.isNear("ada") && ada.isNear(name));
            }
            return Until.time(() -> assertEquals("unavailable", refused(ada.ask(name, bytes("x"))).code()));
        });
        assertFalse(ada.isNear("cleo" + tries.get()));
    }

    @Test
    void aDeafSubscriberIsFoundAndConnectsAnew() {
        way.isSilent();
        Until.holds("only the deaf node is down", SOON, () -> !bob.isUp() && ada.isUp());
        Until.holds("the other one notices", SOON, () -> !ada.isNear("bob"));
        way.cut();
        way.speaks();
        way.mend();
        mendsItself();
    }
}
