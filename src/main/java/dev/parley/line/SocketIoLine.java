package dev.parley.line;

import dev.parley.protocol.PeerId;
import dev.parley.socketio.Remote;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The line of a Socket.IO client: messages in order, without numbers. A client that reconnects joins again and gets its own seat back. */
public final class SocketIoLine extends Line {
    private @Nullable Remote remote;

    /** The peer id that others see is the client's {@code socket.id}. */
    SocketIoLine(Remote remote, InstantSource clock) {
        super(new PeerId(remote.id()), remote.visitor(), clock);
        this.remote = remote;
    }

    @Override
    synchronized void put(Outgoing outgoing) {
        if (remote != null) {
            remote.put(outgoing.emission());
        }
    }

    @Override
    public void flush() {
        Remote present = remote();
        if (present != null) {
            present.flush();
        }
    }

    @Override
    void flushAside() {
        Remote present = remote();
        if (present != null) {
            present.flushAside();
        }
    }

    private synchronized @Nullable Remote remote() {
        return remote;
    }

    /** The connection is gone. Returns the number of this change of presence, or empty if it was known already. */
    public synchronized Optional<Long> lose() {
        return isEnded() || isLost() ? Optional.empty() : Optional.of(comesToBeLost());
    }

    @Override
    public synchronized boolean isLost() {
        return remote == null;
    }

    @Override
    synchronized void detach() {
        remote = null;
    }

    @Override
    void cut() {
        Remote present = remote();
        if (present != null) {
            // On another thread, because the listener that hears of the end may need a lock that is held here.
            var _ = Thread.startVirtualThread(() -> present.close("server error"));
        }
    }
}
