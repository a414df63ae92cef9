package dev.parley.socketio;

import dev.parley.engineio.Channel;
import dev.parley.engineio.Speech;
import dev.parley.engineio.Speech.Malformed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One client: which namespaces it is connected to, and whom each of its packets is for. */
final class Client implements Speech.Listener {
    private static final Logger LOG = Logger.getLogger(Client.class.getName());

    private final Channel channel;
    private final Map<String, Namespace> offered;
    private final int mostBytes;
    private final long patience;
    /** Until when it may be in no namespace. */
    private long connectBy;
    private final Map<String, Seat> seats = new HashMap<>();
    private boolean closed;
    private @Nullable Incomplete incomplete;

    /** A client in a namespace: both sides of it. */
    private record Seat(Remote remote, Peer peer) {}

    /** A packet whose bytes have not all come. */
    private record Incomplete(Packet packet, List<byte[]> attachments) {}

    Client(Channel channel, Map<String, Namespace> offered, int mostBytes, long patience) {
        this.channel = channel;
        this.offered = offered;
        this.mostBytes = mostBytes;
        this.patience = patience;
        this.connectBy = System.nanoTime() + patience;
    }

    @Override
    public void text(String message) throws Malformed {
        if (incomplete != null) {
            throw new Malformed("text where bytes are due");
        }
        Packet packet = Packet.read(message);
        if (packet.attachments() > 0) {
            seat(packet);
            incomplete = new Incomplete(packet, new ArrayList<>(packet.attachments()));
        } else {
            handle(packet, List.of());
        }
    }

    @Override
    public void binary(byte[] message) throws Malformed {
        Incomplete waiting = incomplete;
        if (waiting == null) {
            throw new Malformed("bytes of nothing");
        }
        waiting.attachments.add(message);
        if (waiting.attachments.stream().mapToLong(each -> each.length).sum() > mostBytes) {
            throw new Malformed("too many bytes");
        }
        if (waiting.attachments.size() == waiting.packet.attachments()) {
            incomplete = null;
            handle(waiting.packet, List.copyOf(waiting.attachments));
        }
    }

    private void handle(Packet packet, List<byte[]> attachments) throws Malformed {
        switch (packet.type()) {
            case CONNECT -> connect(packet);
            case DISCONNECT -> {
                if (!packet.json().isEmpty()) {
                    throw new Malformed("a goodbye says nothing");
                }
                leave(seat(packet), Peer.LEFT);
            }
            case EVENT, BINARY_EVENT -> {
                Seat seat = seat(packet);
                Json.Said said = Json.event(packet);
                seat.peer.event(new Event(said.event(), said.arguments(), attachments, seat.remote.ack(packet.id())));
            }
            case ACK, BINARY_ACK -> {
                Seat seat = seat(packet);
                List<String> arguments = Json.arguments(packet);
                if (packet.id() != null) {
                    seat.remote.answered(packet.id(), arguments);
                }
            }
            case CONNECT_ERROR -> throw new Malformed("only servers refuse");
        }
    }

    /** Who has not connected first is not spoken to. */
    private synchronized Seat seat(Packet packet) throws Malformed {
        Seat seat = seats.get(packet.namespace());
        if (seat == null) {
            throw new Malformed("not connected to this namespace");
        }
        return seat;
    }

    private void connect(Packet packet) throws Malformed {
        String auth = Json.object(packet.json());
        Namespace namespace = offered.get(packet.namespace());
        synchronized (this) {
            if (seats.containsKey(packet.namespace())) {
                return;
            }
        }
        if (namespace == null) {
            refuse(packet.namespace(), new Namespace.Refused("Invalid namespace"));
            return;
        }
        Remote remote = new Remote(namespace.name(), channel, this::disconnected);
        try {
            Peer peer = namespace.connected(remote, auth);
            remote.confirm();
            sit(new Seat(remote, peer));
        } catch (Namespace.Refused refused) {
            refuse(namespace.name(), refused);
        }
        channel.flush();
    }

    private void refuse(String namespace, Namespace.Refused refused) {
        String data = refused.data() == null ? "" : ",\"data\":" + refused.data();
        String json = "{\"message\":" + Packet.quoted(String.valueOf(refused.getMessage())) + data + "}";
        channel.put(new Packet.Written(Packet.write(Packet.Type.CONNECT_ERROR, 0, namespace, null, json)), List.of());
        channel.flush();
    }

    /** It may be over already when it begins. */
    private void sit(Seat seat) {
        String over = null;
        synchronized (this) {
            if (closed) {
                over = "transport close";
            } else if (seat.remote.isGone()) {
                over = "server namespace disconnect";
            } else {
                seats.put(seat.remote.namespace(), seat);
            }
        }
        if (over != null) {
            goodbye(seat, over);
        }
    }

    private void disconnected(Remote remote) {
        Seat seat;
        synchronized (this) {
            seat = seats.get(remote.namespace());
        }
        if (seat != null && seat.remote.equals(remote)) {
            leave(seat, "server namespace disconnect");
        }
    }

    private void leave(Seat seat, String reason) {
        boolean was;
        synchronized (this) {
            was = seats.remove(seat.remote.namespace(), seat);
            connectBy = System.nanoTime() + patience;
        }
        if (was) {
            goodbye(seat, reason);
        }
    }

    private static void goodbye(Seat seat, String reason) {
        seat.remote.leave();
        try {
            seat.peer.closed(reason);
        } catch (RuntimeException bug) {
            // The others have to be told all the same.
            LOG.log(Level.SEVERE, bug, () -> "A peer could not say goodbye");
        }
    }

    @Override
    public void closed(String reason) {
        List<Seat> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(seats.values());
            seats.clear();
        }
        all.forEach(seat -> goodbye(seat, reason));
    }

    @Override
    public void tick(long now) {
        boolean late;
        synchronized (this) {
            late = seats.isEmpty() && now - connectBy >= 0;
        }
        if (late) {
            channel.close("connect timeout");
        }
    }
}
