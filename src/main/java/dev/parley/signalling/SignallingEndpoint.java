package dev.parley.signalling;

import dev.parley.line.SignallingSettings;
import dev.parley.session.Visitor;
import dev.parley.door.GuardedEndpoint;
import dev.parley.wire.Inbox;
import dev.parley.wire.Wire;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The socket at {@code /ws}: one of these for each that is open. */
@Dependent
public class SignallingEndpoint extends GuardedEndpoint {
    @Inject
    Connections connections;

    @Inject
    SignallingSettings settings;

    private @Nullable PlainConnection connection;

    @Override
    protected Optional<Visitor> visitor(@Nullable Principal principal) {
        return Visitor.of(principal);
    }

    @Override
    protected void open(Session session, Visitor visitor) {
        session.setMaxTextMessageBufferSize(settings.largest());
        session.setMaxBinaryMessageBufferSize(settings.largest());
        Optional<PlainConnection> place = connections.open(session, visitor);
        if (place.isEmpty()) {
            new Wire(session).close(CloseReason.CloseCodes.TRY_AGAIN_LATER, "too_many_sockets");
            return;
        }
        PlainConnection opened = place.get();
        connection = opened;
        session.addMessageHandler(String.class, new Inbox(settings.largest(), opened.wire, opened::receive));
        session.addMessageHandler(ByteBuffer.class, (ByteBuffer _, boolean last) -> opened.receiveBinary(last));
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        if (connection != null) {
            connections.closed(connection);
        }
    }
}
