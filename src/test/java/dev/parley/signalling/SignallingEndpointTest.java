package dev.parley.signalling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;

/** A socket that cannot be opened is closed. Otherwise it would keep its file descriptor for ever. */
class SignallingEndpointTest {
    private final List<Integer> closed = new ArrayList<>();

    private Session session(Principal principal) {
        return (Session) Proxy.newProxyInstance(Session.class.getClassLoader(), new Class<?>[] {Session.class}, (_, method, args) -> switch (method.getName()) {
            case "getUserPrincipal" -> principal;
            case "close" -> closed.add(((CloseReason) args[0]).getCloseCode().getCode()) ? null : null;
            default -> throw new IllegalStateException("nothing else works on this server");
        });
    }

    private static void open(Session session) {
        new SignallingEndpoint().onOpen(session, (EndpointConfig) null);
    }

    @Test
    void aSocketWithoutAVisitorIsClosed() {
        open(session(null));
        open(session(() -> "somebody without a token"));
        assertEquals(List.of(1008, 1008), closed);
    }

    @Test
    void anErrorWhileASocketIsOpenedClosesIt() {
        open(session((Principal) Proxy.newProxyInstance(JsonWebToken.class.getClassLoader(), new Class<?>[] {JsonWebToken.class}, (_, method, args) ->
                method.getName().equals("getSubject") ? "ada" : method.getName().equals("getExpirationTime") ? 1L : "session")));
        assertEquals(List.of(1011), closed);
    }
}
