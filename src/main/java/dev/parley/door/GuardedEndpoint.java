package dev.parley.door;

import dev.parley.session.Visitor;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.IOException;
import java.security.Principal;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A socket that is closed if it cannot be opened. The server alone would keep it for ever, and neither read nor close it.
 */
public abstract class GuardedEndpoint extends Endpoint {
    private static final Logger LOG = Logger.getLogger(GuardedEndpoint.class.getName());

    protected abstract Optional<Visitor> visitor(@Nullable Principal principal);

    protected abstract void open(Session session, Visitor visitor);

    /** {@link DoorFilter} lets nobody in without a valid token. If a request ever gets past it, it ends here. */
    @Override
    public final void onOpen(Session session, EndpointConfig config) {
        try {
            Optional<Visitor> visitor = visitor(session.getUserPrincipal());
            if (visitor.isPresent()) {
                open(session, visitor.get());
            } else {
                close(session, CloseCodes.VIOLATED_POLICY, "sign in");
            }
        } catch (RuntimeException bug) {
            LOG.log(Level.SEVERE, bug, () -> "A socket could not be opened");
            close(session, CloseCodes.UNEXPECTED_CONDITION, "server error");
        }
    }

    private static void close(Session session, CloseCode code, String reason) {
        try {
            session.close(new CloseReason(code, reason));
        } catch (IOException gone) {
            LOG.log(Level.FINE, gone, () -> "A socket was gone before it was closed");
        }
    }

    @Override
    public void onError(Session session, Throwable thrown) {
        LOG.log(Level.FINE, thrown, () -> "A socket failed");
    }
}
