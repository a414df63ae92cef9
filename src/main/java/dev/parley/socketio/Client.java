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
    private final Map<String, Visit> visits = new HashMap<>();
    private boolean closed;
    private @Nullable Incomplete incomplete;

    /** A client in a namespace: both sides of it. */
    private record Visit(Remote remote, Peer peer) {}

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
            visit(packet);
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
                leave(visit(packet), Peer.LEFT);
            }
            case EVENT, BINARY_EVENT -> {
                Visit visit = visit(packet);
                Json.Call said = Json.event(packet);
                visit.peer.event(new Event(said.event(), said.arguments(), attachments, visit.remote.ack(packet.id())));
            }
            case ACK, BINARY_ACK -> {
                Visit visit = visit(packet);
                List<String> arguments = Json.arguments(packet);
                if (packet.id() != null) {
                    visit.remote.answered(packet.id(), arguments);
                }
            }
            case CONNECT_ERROR -> throw new Malformed("only servers refuse");
        }
    }

    /** A client has to connect to a namespace before anything else. */
    private synchronized Visit visit(Packet packet) throws Malformed {
        Visit visit = visits.get(packet.namespace());
        if (visit == null) {
            throw new Malformed("not connected to this namespace");
        }
        return visit;
    }

    private void connect(Packet packet) throws Malformed {
        String auth = Json.object(packet.json());
        Namespace namespace = offered.get(packet.namespace());
        synchronized (this) {
            if (visits.containsKey(packet.namespace())) {
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
            sit(new Visit(remote, peer));
        } catch (Namespace.Refused refused) {
            refuse(namespace.name(), refused);
        }
        channel.flush();
    }

    private void refuse(String namespace, Namespace.Refused refused) {
        String data = refused.data() == null ? "" : ",\"data\":" + refused.data();
        String json = "{\"message\":" + Packet.quoted(String.valueOf(refused.getMessage())) + data + "}";
        channel.put(new Packet.Encoded(Packet.write(Packet.Type.CONNECT_ERROR, 0, namespace, null, json)), List.of());
        channel.flush();
    }

    /** It may be over already when it begins. */
    private void sit(Visit visit) {
        String over = null;
        synchronized (this) {
            if (closed) {
                over = "transport close";
            } else if (visit.remote.isGone()) {
                over = "server namespace disconnect";
            } else {
                visits.put(visit.remote.namespace(), visit);
            }
        }
        if (over != null) {
            goodbye(visit, over);
        }
    }

    private void disconnected(Remote remote) {
        Visit visit;
        synchronized (this) {
            visit = visits.get(remote.namespace());
        }
        if (visit != null && visit.remote.equals(remote)) {
            leave(visit, "server namespace disconnect");
        }
    }

    private void leave(Visit visit, String reason) {
        boolean was;
        synchronized (this) {
            was = visits.remove(visit.remote.namespace(), visit);
            connectBy = System.nanoTime() + patience;
        }
        if (was) {
            goodbye(visit, reason);
        }
    }

    private static void goodbye(Visit visit, String reason) {
        visit.remote.leave();
        try {
            visit.peer.closed(reason);
        } catch (RuntimeException bug) {
            // The others have to be told all the same.
            LOG.log(Level.SEVERE, bug, () -> "A peer could not say goodbye");
        }
    }

    @Override
    public void closed(String reason) {
        List<Visit> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(visits.values());
            visits.clear();
        }
        all.forEach(visit -> goodbye(visit, reason));
    }

    @Override
    public void tick(long now) {
        boolean late;
        synchronized (this) {
            late = visits.isEmpty() && now - connectBy >= 0;
        }
        if (late) {
            channel.close("connect timeout");
        }
    }
}
