package dev.parley.line;

import dev.parley.protocol.PeerId;
import dev.parley.socketio.Remote;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Over Socket.IO: in the order in which it is said, without numbers. Whoever reconnects joins again and takes their own seat over. */
public final class SocketIoLine extends Line {
    private @Nullable Remote remote;

    /** Others know the peer by what the client knows as {@code socket.id}. */
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

    private synchronized @Nullable Remote remote() {
        return remote;
    }

    /** The connection is gone. Answers which change of presence this is, or nothing if it was known. */
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
            // Whoever hears of the end may be waiting for a lock that is held here.
            var _ = Thread.startVirtualThread(() -> present.close("server error"));
        }
    }
}
