package dev.parley.engineio;

import dev.parley.engineio.Packets.Bytes;
import dev.parley.engineio.Packets.Message;
import dev.parley.engineio.Packets.Text;
import dev.parley.engineio.Speech.Listener;
import dev.parley.session.Visitor;
import dev.parley.wire.Heartbeat;
import dev.parley.wire.Wire;
import jakarta.websocket.CloseReason.CloseCodes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one client. Most clients begin with polls, and a WebSocket takes over later. Putting a message in and flushing are two
 * steps, so that a caller with a message for many can put it in under its own lock, which keeps the order, and write outside the lock.
 */
public final class Channel {
    private enum State { OPEN, LINGERING, CLOSED }

    /** How the channel ends, and what a poll is told that is held at that moment. */
    private enum Ending {
        BY_US("1"), BY_THEM("6"), BROKEN("1");

        final String last;

        Ending(String last) {
            this.last = last;
        }
    }

    final String id = Engine.freshId();
    private final Visitor visitor;
    private final Engine engine;
    private final Polling polling;
    private final Heartbeat heartbeat;
    final Reception reception;
    private final Listener listener;

    private State state = State.OPEN;
    private @Nullable Wire wire;
    private @Nullable Wire candidate;
    private long candidateUntil;
    private boolean probed;
    private long probedAt;
    private long lingerUntil;

    Channel(Engine engine, Visitor visitor, @Nullable Wire wire) {
        this.engine = engine;
        this.visitor = visitor;
        this.wire = wire;
        this.polling = new Polling(engine.terms.mostWaiting());
        this.heartbeat = new Heartbeat(System.nanoTime());
        this.reception = new Reception(this, heartbeat, engine.terms);
        this.listener = engine.speech.opened(this);
    }

    /** The person who opened it. Every request that belongs to it has to be theirs. */
    public Visitor visitor() {
        return visitor;
    }

    /** Puts a message into the queue, with the bytes that belong to it right behind. {@link #flush} sends it. Never blocks. */
    public synchronized void put(Wire.Sendable text, List<byte[]> bytes) {
        queue(new Message(text));
        put(bytes);
    }

    /** Queues messages of bytes. */
    public synchronized void put(List<byte[]> bytes) {
        bytes.forEach(each -> queue(new Bytes(each)));
    }

    public void flush() {
        Wire present = wire();
        if (present != null) {
            present.flush();
        } else {
            polling.flush();
        }
    }

    /** The same on a thread of its own, for callers that must not be held up. */
    public void flushAside() {
        Wire present = wire();
        if (present != null) {
            present.flushAside();
        } else {
            polling.flush(); // Polls are answered on another thread anyway.
        }
    }

    /** Closes the channel after everything in the queue. Writes nothing on this thread. */
    public void close(String reason) {
        end(reason, Ending.BY_US);
    }

    /** Closes the channel at once, because the other side broke a rule or is gone. */
    public void abort(String reason) {
        end(reason, Ending.BROKEN);
    }

    /** The other side said that it is leaving. */
    void hungUp() {
        end("transport close", Ending.BY_THEM);
    }

    Listener listener() {
        return listener;
    }

    private synchronized void queue(Wire.Sendable packet) {
        if (state != State.OPEN) {
            return;
        }
        if (wire != null) {
            wire.put(packet);
        } else if (!polling.put(packet)) {
            // On another thread: this one may hold a lock that the listener needs.
            engine.aside.execute(() -> abort("too slow"));
        }
    }

    private synchronized @Nullable Wire wire() {
        return wire;
    }

    synchronized boolean isPolling() {
        return state != State.CLOSED && wire == null;
    }

    /** A request that waits for messages. */
    void hold(Held poll) {
        boolean only;
        boolean polls;
        synchronized (this) {
            polls = isPolling();
            only = polls && polling.hold(poll);
        }
        if (!only) {
            // Closed before the answer, as in Post: the next request may come as soon as this one is answered.
            if (polls) {
                abort("overlapping polls");
            }
            poll.refuse(Refusal.BAD_REQUEST);
            return;
        }
        if (isLingering()) {
            // It gets what is left.
            leave();
        }
        polling.flush();
    }

    /** A WebSocket wants to take over. Returns false when that is not possible now or any more. */
    synchronized boolean offer(Wire from) {
        boolean possible = state == State.OPEN && wire == null && candidate == null;
        if (possible) {
            candidate = from;
            candidateUntil = System.nanoTime() + engine.terms.upgradeTimeout().toNanos();
            probed = false;
        }
        return possible;
    }

    /** Whether the packet came over a WebSocket that still wants to take over. Such a packet is part of the upgrade and not of the conversation. */
    boolean probes(Wire from, String packet) {
        synchronized (this) {
            if (!from.equals(candidate)) {
                return false;
            }
        }
        if (packet.equals("2probe")) {
            synchronized (this) {
                probedAt = System.nanoTime();
                probed = true;
            }
            from.put(Text.PROBED);
            from.flush();
        } else if (packet.equals("5") && takesOver(from)) {
            from.flush();
        } else {
            drop(from);
        }
        return true;
    }

    synchronized boolean isCarriedBy(Wire from) {
        return from.equals(wire);
    }

    private boolean takesOver(Wire from) {
        Held late;
        synchronized (this) {
            if (state != State.OPEN || !probed) {
                return false;
            }
            wire = from;
            candidate = null;
            polling.drain().forEach(from::put);
            late = polling.release();
        }
        if (late != null) {
            late.refuse(Refusal.BAD_REQUEST);
        }
        return true;
    }

    private void drop(Wire from) {
        synchronized (this) {
            if (from.equals(candidate)) {
                candidate = null;
            }
        }
        from.close(CloseCodes.PROTOCOL_ERROR, "upgrade failed");
    }

    /** This WebSocket is gone. If it had not taken over yet, the channel goes on with its polls. */
    void lost(Wire gone) {
        gone.closed();
        boolean mine;
        synchronized (this) {
            mine = gone.equals(wire);
            if (gone.equals(candidate)) {
                candidate = null;
            }
        }
        if (mine) {
            abort("transport close");
        }
    }

    synchronized boolean isOpen() {
        return state == State.OPEN;
    }

    synchronized boolean isLingering() {
        return state == State.LINGERING;
    }

    /** Whether the last ping has gone unanswered for too long. */
    boolean isOverdue(long readUpTo) {
        return isOpen() && heartbeat.isOverdue(readUpTo, engine.terms.pingTimeout());
    }

    void tick(long now, long readUpTo) {
        if (isOverdue(readUpTo)) {
            engine.aside.execute(() -> abort("ping timeout"));
            return;
        }
        Wire late = null;
        synchronized (this) {
            if (state == State.LINGERING && now - lingerUntil >= 0) {
                forget();
            }
            if (heartbeat.isDue(now, engine.terms.pingInterval(), engine.terms.pingTimeout())) {
                queue(Text.PING);
            }
            if (candidate != null && now - candidateUntil >= 0) {
                late = candidate;
            } else if (candidate != null && probed && now - probedAt >= Engine.PATIENCE.toNanos() && polling.isHolding()) {
                // A poll that is still held would keep the client from finishing its upgrade. A client that does not wait for the poll has stopped
                // polling by itself.
                queue(Text.NOTHING);
            }
        }
        if (late != null) {
            drop(late);
        }
        flushAside();
        if (isOpen()) {
            listener.tick(now);
        }
    }

    private void end(String reason, Ending ending) {
        Wire open;
        Wire trying;
        boolean lingers;
        synchronized (this) {
            if (state != State.OPEN) {
                return;
            }
            open = wire;
            trying = candidate;
            candidate = null;
            // The next poll still gets the last messages.
            lingers = wire == null && ending != Ending.BROKEN && !polling.isHolding();
            state = lingers ? State.LINGERING : State.CLOSED;
            lingerUntil = System.nanoTime() + (ending == Ending.BY_US ? engine.terms.pingTimeout() : Engine.GRACE).toNanos();
            polling.putLast(new Text(ending.last));
        }
        if (!lingers) {
            leave();
        }
        if (open == null) {
            polling.flush();
        } else if (ending == Ending.BROKEN) {
            open.abort(CloseCodes.GOING_AWAY, reason);
        } else {
            open.close(CloseCodes.NORMAL_CLOSURE, reason);
        }
        if (trying != null) {
            trying.close(CloseCodes.GOING_AWAY, reason);
        }
        reception.close();
        if (!lingers) {
            polling.drain();
        }
        listener.closed(reason);
    }

    /** Nobody can come back to this channel. It is left before anybody is told, because their next request may come as soon as they are. */
    private synchronized void leave() {
        state = State.CLOSED;
        engine.forget(this);
    }

    /** What was still waiting is lost. */
    synchronized void forget() {
        leave();
        polling.drain();
    }
}
