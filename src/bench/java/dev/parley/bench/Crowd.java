package dev.parley.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Peers in rooms of one size. */
final class Crowd implements AutoCloseable {
    private final Loop loop;
    final int perRoom;
    final List<String> rooms;
    final List<Peer> peers = new ArrayList<>();

    interface Opener {
        Peer open(int number) throws IOException;
    }

    Crowd(Loop loop, int perRoom, List<String> rooms) {
        this.loop = loop;
        this.perRoom = perRoom;
        this.rooms = rooms;
    }

    void open(int people, int atOnce, Opener opener, Duration ceiling) throws IOException {
        List<Peer> opening = new ArrayList<>();
        boolean all = loop.until(() -> peers.size() == people && opening.isEmpty(), System.nanoTime() + ceiling.toNanos(), _ -> {
            boolean changed = opening.removeIf(Peer::isIn);
            while (peers.size() < people && opening.size() < atOnce) {
                Peer peer = opener.open(peers.size());
                peers.add(peer);
                opening.add(peer);
                changed = true;
            }
            return changed;
        });
        if (!all) {
            throw new IOException("only " + (peers.size() - opening.size()) + " of " + people + " came in");
        }
    }

    /** The others in the room of this one. */
    Peer neighbour(int number, int step) {
        int first = number / perRoom * perRoom;
        int room = Math.min(perRoom, peers.size() - first);
        return peers.get(first + (number - first + 1 + step % (room - 1)) % room);
    }

    @Override
    public void close() throws IOException {
        for (Peer peer : peers) {
            peer.close();
        }
        loop.letGo();
    }
}
