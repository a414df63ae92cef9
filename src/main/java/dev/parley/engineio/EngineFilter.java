package dev.parley.engineio;

import dev.parley.session.Visitor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks what polls and WebSocket requests have in common, so that a bad one is refused before there is a WebSocket. */
final class EngineFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String VERSION = "4";

    private final transient Engine engine;
    private final String path;

    EngineFilter(Engine engine, String path) {
        this.engine = engine;
        this.path = path;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        Optional<Visitor> visitor = engine.visitor(request.getUserPrincipal());
        String asked = request.getRequestURI().substring(request.getContextPath().length());
        if (!asked.equals(path) && !(asked + "/").equals(path)) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else if (visitor.isEmpty()) {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
        } else {
            Refusal refusal = refusal(request.getMethod(), Query.of(request), visitor.get());
            if (refusal == null) {
                chain.doFilter(request, response);
            } else {
                refusal.answer(response);
            }
        }
    }

    private @Nullable Refusal refusal(String method, Query query, Visitor visitor) {
        if (!query.polls() && !query.isWebSocket()) {
            return Refusal.UNKNOWN_TRANSPORT;
        }
        if (query.sid() == null && !method.equals("GET")) {
            return Refusal.BAD_HANDSHAKE_METHOD;
        }
        if (query.isWebSocket() != query.upgrade()) {
            return Refusal.BAD_REQUEST;
        }
        if (!VERSION.equals(query.version())) {
            return Refusal.UNSUPPORTED_VERSION;
        }
        if (query.sid() == null) {
            return engine.hasRoom(visitor) ? null : Refusal.TOO_MANY;
        }
        Optional<Channel> channel = engine.find(query.sid(), visitor);
        if (channel.isEmpty()) {
            return Refusal.UNKNOWN_SESSION;
        }
        // A poll of a session that has moved to a WebSocket is refused. A second WebSocket is let in and then closed, as in the reference
        // implementation, because its clients treat a refused WebSocket as an error.
        return query.isWebSocket() || channel.get().isPolling() ? null : Refusal.BAD_REQUEST;
    }
}
