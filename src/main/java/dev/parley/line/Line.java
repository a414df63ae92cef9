package dev.parley.line;

import dev.parley.live.Act;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.ServerMessage;
import dev.parley.session.Visitor;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Everything that one peer is told, from its first message until it can no longer come back. A line outlives its socket for the resume window. */
public abstract sealed class Line permits PlainLine, SocketIoLine {
    final PeerId peerId;
    private final InstantSource clock;
    /** Who spoke over it last. The account never changes; the session does when the line is resumed from another one. */
    volatile Visitor visitor;
    /** The room that this peer entered last. */
    volatile @Nullable RoomId roomId;
    /** How many times a socket came or went. */
    private long presence;
    private boolean ended;

    Line(PeerId peerId, Visitor visitor, InstantSource clock) {
        this.peerId = peerId;
        this.visitor = visitor;
        this.clock = clock;
    }

    Line(Moving moving, Visitor visitor, InstantSource clock) {
        this(moving.peerId(), visitor, clock);
        roomId = moving.roomId();
        presence = moving.presence();
    }

    public final PeerId peerId() {
        return peerId;
    }

    public final Visitor visitor() {
        return visitor;
    }

    public final @Nullable RoomId roomId() {
        return roomId;
    }

    public final synchronized void enters(RoomId room) {
        roomId = room;
    }

    public final synchronized void leaves() {
        roomId = null;
    }

    /** It may have entered another room by now. */
    public final synchronized void leaves(RoomId room) {
        if (room.equals(roomId)) {
            roomId = null;
        }
    }

    /** Puts a message into the queue. {@link #flush} sends it. */
    synchronized void tell(Outgoing outgoing) {
        if (!ended) {
            put(outgoing);
        }
    }

    public void tell(ServerMessage message) {
        tell(new Outgoing(message, clock.instant()));
    }

    abstract void put(Outgoing outgoing);

    public abstract void flush();

    /** The same on a thread of its own, for callers that must not be held up. */
    abstract void flushAside();

    public abstract boolean isLost();

    /** Sends nothing over the socket any more. */
    abstract void detach();

    /** Closes the socket because a message could not be sent over it. Never blocks. */
    abstract void cut();

    boolean isEnded() {
        return ended;
    }

    /** Whether there is a socket, in the form that the room is told. */
    public final synchronized Act.Present presence() {
        return new Act.Present(peerId, !isLost(), presence);
    }

    /** The socket is gone. Returns how many times the presence has changed by now. */
    long comesToBeLost() {
        detach();
        return ++presence;
    }

    /** There is a socket again. */
    void comesBack() {
        presence++;
    }

    /** Ends the line if nobody has come back since that change. */
    synchronized boolean endAfter(long change) {
        if (ended || presence != change) {
            return false;
        }
        end();
        return true;
    }

    synchronized void end() {
        ended = true;
        detach();
    }
}
