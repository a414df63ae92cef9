package dev.parley.bus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.bus.Parcel.Kind;
import dev.parley.harness.Until;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeparturesTest {
    private static final Duration SOON = Duration.ofMinutes(1);

    private final Numbers numbers = new Numbers(Duration.ofMinutes(1).toNanos());
    private final List<Batch> published = new CopyOnWriteArrayList<>();
    private final CountDownLatch holds = new CountDownLatch(1);
    private final Departures departures = new Departures("ada", numbers, batch -> {
        published.add(batch);
        try {
            holds.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    });

    private static Parcel parcel(String text) {
        return new Parcel(Kind.TELL, 7, text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> texts(Batch batch) {
        return batch.parcels().stream().map(parcel -> new String(parcel.payload(), StandardCharsets.UTF_8)).toList();
    }

    private void isNear() {
        numbers.hear(5, System.nanoTime());
    }

    private void published(int many) {
        Until.holds("published " + many, SOON, () -> published.size() == many);
    }

    @Test
    void whatComesWhileOneBatchIsPublishedGoesTogetherInOrder() {
        isNear();
        assertTrue(departures.add(parcel("one")));
        published(1);
        assertTrue(departures.add(parcel("two")));
        assertTrue(departures.add(parcel("three")));
        holds.countDown();
        published(2);
        assertEquals(List.of(List.of("one"), List.of("two", "three")), published.stream().map(DeparturesTest::texts).toList());
        assertEquals(List.of(1L, 2L), published.stream().map(Batch::first).toList());
    }

    @Test
    void aSignOfLifeThatWaitsGoesWithTheParcelsAndOtherwiseAlone() {
        departures.sign();
        published(1);
        isNear();
        departures.add(parcel("one"));
        departures.sign();
        holds.countDown();
        published(2);
        departures.sign();
        published(3);
        assertEquals(List.of(List.of(), List.of("one"), List.of()), published.stream().map(DeparturesTest::texts).toList());
        assertEquals(List.of(1L, 1L, 2L), published.stream().map(Batch::first).toList(), "the number that comes next");
        assertEquals(List.of(Batch.NO_ECHO, 5L, 5L), published.stream().map(Batch::echo).toList());
    }

    @Test
    void nothingIsKeptForANodeThatIsNotHeardOrDoesNotListen() {
        assertFalse(departures.add(parcel("never heard")));
        isNear();
        numbers.goesDeaf();
        assertFalse(departures.add(parcel("does not listen")));
        assertTrue(published.isEmpty());
    }

    @Test
    void whatWaitsIsBounded() {
        isNear();
        String large = "x".repeat(1024 * 1024 - 100);
        departures.add(parcel("first"));
        published(1);
        long taken = IntStream.range(0, 20).filter(_ -> departures.add(parcel(large))).count();
        assertEquals(16, taken);
        holds.countDown();
        published(17);
        assertTrue(departures.add(parcel("again")));
    }

    @Test
    void aBatchIsReadAsItWasWritten() {
        Batch batch = new Batch("ada", -1, Long.MAX_VALUE, 3, List.of(parcel("one"), new Parcel(Kind.REFUSAL, Long.MIN_VALUE, new byte[0])));
        Batch read = Batch.of(batch.bytes());
        assertArrayEquals(batch.bytes(), read.bytes());
        assertEquals(batch.from() + batch.mine() + batch.echo() + batch.first(), read.from() + read.mine() + read.echo() + read.first());
        assertEquals(List.of(Kind.TELL, Kind.REFUSAL), read.parcels().stream().map(Parcel::kind).toList());
    }

    @Test
    void whatIsNoBatchIsRefused() {
        byte[] bytes = new Batch("ada", 1, 2, 3, List.of(parcel("one"))).bytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            if (length != bytes.length - Batch.size(parcel("one"))) {
                assertThrows(IllegalArgumentException.class, () -> Batch.of(cut), "" + length);
            }
        }
        byte[] huge = bytes.clone();
        huge[0] = 0x7f;
        assertThrows(IllegalArgumentException.class, () -> Batch.of(huge));
    }
}
