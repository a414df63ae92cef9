package dev.parley.door;

import dev.parley.limits.Places;
import dev.parley.problem.Problem;
import dev.parley.protocol.UserId;
import dev.parley.session.SigningKeys;
import dev.parley.session.Tokens;
import dev.parley.settings.AddressSettings;
import dev.parley.store.Gate;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Checks a request before it becomes a socket. The server has already verified the token. Its session has to be alive as well, and a browser has
 * to come from one of our own pages. Every upgrade request comes through here, however its path is spelt: the server accepts more spellings than
 * web.xml could list.
 */
public class DoorFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    /** Polling requests to this path do what a socket would do, so they are checked the same way. */
    private static final String POLLS = "/socket.io";

    @Inject
    private transient AddressSettings addresses;

    @Inject
    private transient SigningKeys keys;

    @Inject
    private transient Tokens tokens;

    @Inject
    private transient Gate gate;

    @Inject
    private transient Places places;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        if (!mayUpgrade(request) && !request.getServletPath().startsWith(POLLS)) {
            chain.doFilter(request, response);
            return;
        }
        look(request);
        chain.doFilter(new WithoutSession(request), response);
    }

    private static boolean mayUpgrade(HttpServletRequest request) {
        return Collections.list(request.getHeaders("Upgrade")).stream().anyMatch(to -> to.toLowerCase(Locale.ROOT).contains("websocket"));
    }

    private void look(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        if (origin != null && !addresses.origins().contains(origin)) {
            throw Problem.foreignOrigin();
        }
        keys.requireThere();
        if (!(request.getUserPrincipal() instanceof JsonWebToken token) || !gate.inTurn(() -> tokens.opens(token))) {
            throw new Problem("unauthorized", 401, "Please sign in.");
        }
        // A poll belongs to a session that already has its place, or gets one where a session is opened.
        boolean opens = !request.getServletPath().startsWith(POLLS);
        if (opens && !places.hasRoom(new UserId(String.valueOf(token.getSubject())))) {
            throw Problem.tooMany("too_many_sockets", "You or all users together have too many open connections. Close some, or try again in a moment.",
                    Duration.ofSeconds(30));
        }
    }

    /** The server makes an HTTP session with a cookie for each socket, and keeps it for half an hour after the socket. Parley keeps nothing in it. */
    private static final class WithoutSession extends HttpServletRequestWrapper {
        WithoutSession(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable HttpSession getSession() {
            return null;
        }

        @Override
        public @Nullable HttpSession getSession(boolean create) {
            return null;
        }
    }
}
