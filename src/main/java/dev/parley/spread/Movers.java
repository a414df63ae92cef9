package dev.parley.spread;

import dev.parley.cluster.Owner;
import dev.parley.line.Lines;
import dev.parley.line.Moving;
import dev.parley.line.PlainLine;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.spread.Letter.Give;
import dev.parley.spread.Letter.Given;
import dev.parley.spread.Letter.Moves;
import dev.parley.spread.Letter.Noted;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Lines that go from one node to another, because their client came back there. The owner of the room learns it first: what it has said until then is
 * in the line when it goes, and what it says afterwards waits on the other node until the line is there. So nothing is lost, doubled or reordered.
 */
final class Movers {
    private static final Logger LOG = Logger.getLogger(Movers.class.getName());
    private static final Duration ANSWERS = Duration.ofSeconds(1);
    private static final Duration ROUND = Duration.ofMillis(5);

    private final Life life;
    private final Lines lines;
    private final Executor threads;

    Movers(Life life, Lines lines, Executor threads) {
        this.life = life;
        this.lines = lines;
        this.threads = threads;
    }

    /** Asks all other nodes at once. At most one of them has it. */
    Optional<Moving> fetch(String resumeId, UserId account) {
        List<CompletableFuture<Moving>> asked = life.nodes.others().stream()
                .map(node -> life.bus.ask(node, new Give(resumeId, account).bytes()).thenApply(back -> Letter.back(Given.class, back).line())).toList();
        CompletableFuture<Moving> found = new CompletableFuture<>();
        List<CompletableFuture<Void>> answered = asked.stream().map(one -> one.handle((line, failed) -> {
            if (failed != null) {
                LOG.log(Level.FINE, failed, () -> "A node did not say whether it has a line");
            } else if (line != null) {
                found.complete(line);
            }
            return (Void) null;
        })).toList();
        CompletableFuture.anyOf(found, CompletableFuture.allOf(answered.toArray(CompletableFuture[]::new))).join();
        return Optional.ofNullable(found.getNow(null));
    }

    /** Inside a turn of its room, if that is here: before, what it is told waits; afterwards, it hears by itself. */
    void arrives(PlainLine line, Runnable begin) {
        RoomId room = line.roomId();
        Own own = room == null ? null : life.owned.get(room);
        if (own == null) {
            begin.run();
        } else {
            life.liveRooms.hold(own.room, _ -> {
                begin.run();
                own.moved(line.peerId(), life.nodes.id());
            });
        }
    }

    CompletableFuture<byte[]> give(String to, Give letter) {
        Optional<PlainLine> line = lines.resumable(letter.resumeId(), letter.account());
        if (line.isEmpty()) {
            return Life.back(new Given(null));
        }
        CompletableFuture<byte[]> given = new CompletableFuture<>();
        // The other node does not wait much longer than that for all of this.
        long end = System.nanoTime() + ANSWERS.toNanos();
        // The owner may be the node that asks, or another; the thread of the bus must not wait for it.
        threads.execute(() -> {
            try {
                tellOwner(line.get(), to);
                awaitAnswers(line.get(), end);
                given.complete(Letter.back(new Given(lines.give(line.get()).orElse(null))));
            } catch (RuntimeException failed) {
                given.completeExceptionally(Objects.requireNonNullElse(Life.cause(failed), failed));
            }
        });
        return given;
    }

    /** What its client asked is answered here if it can be, because no other node knows whether it was done. */
    private static void awaitAnswers(PlainLine line, long end) {
        while (line.owesAnswers() && System.nanoTime() < end) {
            LockSupport.parkNanos(ROUND.toNanos());
        }
    }

    private void tellOwner(PlainLine line, String to) {
        RoomId room = line.roomId();
        if (room == null) {
            return;
        }
        Moves letter = new Moves(room, line.peerId(), to, line.presence().presence());
        if (life.owned.containsKey(room)) {
            note(letter);
        } else {
            Optional<Owner> owner = life.owners.known(room);
            owner.ifPresent(one -> life.bus.ask(one.node(), letter.bytes()).join());
        }
    }

    CompletableFuture<byte[]> moves(Moves letter) {
        note(letter);
        return Life.back(new Noted());
    }

    /** Between two turns, so that each turn either goes to the old node or to the new one. */
    private void note(Moves letter) {
        Own own = life.owned.get(letter.room());
        if (own != null) {
            life.liveRooms.hold(letter.room(), _ -> own.moves(letter.peer(), letter.to(), letter.presence()));
        }
    }
}
