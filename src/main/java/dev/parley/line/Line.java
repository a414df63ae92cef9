package dev.parley.line;

import dev.parley.protocol.ServerMessage;
import dev.parley.protocol.ServerMessage.Joined;
import dev.parley.session.Visitor;
import dev.parley.words.ServerWords;
import org.jspecify.annotations.Nullable;

/** What one peer is told, from the first word until nobody can come back to it any more. A line outlives its socket for the resume window. */
public abstract sealed class Line permits PlainLine, SocketIoLine {
    final String peerId;
    /** Whoever spoke over it last: of one account always, of another session after a resume from there. */
    volatile Visitor visitor;
    /** The room that this peer entered last. */
    volatile @Nullable String roomId;
    /** Where the answer to the join that is being handled goes; for the thread that handles it. */
    @Nullable Answer joining;

    private int losses;
    private boolean ended;

    Line(String peerId, Visitor visitor) {
        this.peerId = peerId;
        this.visitor = visitor;
    }

    public final String peerId() {
        return peerId;
    }

    public final Visitor visitor() {
        return visitor;
    }

    public final @Nullable String roomId() {
        return roomId;
    }

    public final void enters(String room) {
        roomId = room;
    }

    public final void leaves() {
        roomId = null;
    }

    /** Joins a room: what the joiner is told of it is the answer, where one is awaited. */
    public final void join(Answer answer, Runnable entering) {
        joining = answer;
        try {
            entering.run();
        } finally {
            joining = null;
        }
    }

    /** Puts what is said into the queue; {@link #flush} sends it. */
    synchronized void tell(Outgoing outgoing) {
        if (ended) {
            return;
        }
        if (outgoing.message instanceof Joined && joining != null && joining.isAwaited()) {
            joining.ack(ServerWords.data(outgoing.message, outgoing.at));
        } else {
            put(outgoing);
        }
    }

    public void tell(ServerMessage message) {
        tell(new Outgoing(message));
    }

    abstract void put(Outgoing outgoing);

    public abstract void flush();

    public abstract boolean isLost();

    /** Nothing is said over the socket any more. */
    abstract void detach();

    /** Closes the socket, as something could not be said over it. Never blocks. */
    abstract void cut();

    boolean isEnded() {
        return ended;
    }

    /** Answers which loss of a socket this is. */
    int count() {
        detach();
        return ++losses;
    }

    /** Nobody came back since that loss. */
    synchronized boolean endAfter(int loss) {
        if (ended || !isLost() || losses != loss) {
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
