package dev.parley.engineio;

import dev.parley.session.Visitor;
import dev.parley.wire.BinaryInbox;
import dev.parley.door.Doorway;
import dev.parley.door.GuardedEndpoint;
import dev.parley.wire.Inbox;
import dev.parley.wire.Wire;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One WebSocket: a channel of its own, or one that a channel over polls may move to. */
public final class EngineEndpoint extends GuardedEndpoint {
    private final Engine engine;
    private @Nullable Wire wire;
    private @Nullable Channel channel;

    private EngineEndpoint(Engine engine) {
        this.engine = engine;
    }

    static Doorway of(Engine engine) {
        return new Doorway() {
            @Override
            public <T> T getEndpointInstance(Class<T> type) {
                return type.cast(new EngineEndpoint(engine));
            }
        };
    }

    @Override
    protected Optional<Visitor> visitor(@Nullable Principal principal) {
        return engine.visitor(principal);
    }

    @Override
    protected void open(Session session, Visitor visitor) {
        int largest = engine.terms.maxPayload();
        session.setMaxTextMessageBufferSize(largest);
        session.setMaxBinaryMessageBufferSize(largest);
        Wire opened = new Wire(session, engine.terms.mostWaiting());
        wire = opened;
        Query query = Query.of(session.getQueryString() == null ? "" : session.getQueryString(), true);
        Optional<Channel> mine = query.sid() == null
                ? engine.open(visitor, opened)
                : engine.find(query.sid(), visitor).filter(found -> found.offer(opened));
        if (mine.isEmpty()) {
            opened.close(CloseCodes.VIOLATED_POLICY, query.sid() == null ? "too many sessions" : "no such session");
            return;
        }
        Channel carried = mine.get();
        channel = carried;
        if (query.sid() == null) {
            opened.put(engine.handshake(carried, false));
            opened.flush();
        }
        session.addMessageHandler(String.class, new Inbox(largest, opened, packet -> text(carried, opened, packet)));
        session.addMessageHandler(ByteBuffer.class, new BinaryInbox(largest, opened, message -> binary(carried, opened, message)));
    }

    private static void text(Channel channel, Wire from, String packet) {
        if (!channel.probes(from, packet) && channel.isCarriedBy(from)) {
            var _ = channel.reception.packets(List.of(packet));
        }
    }

    private static void binary(Channel channel, Wire from, byte[] message) {
        if (!channel.probes(from, "") && channel.isCarriedBy(from)) {
            var _ = channel.reception.bytes(message);
        }
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        if (channel != null && wire != null) {
            channel.lost(wire);
        }
    }
}
