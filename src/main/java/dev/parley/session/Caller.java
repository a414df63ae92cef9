package dev.parley.session;

import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who sends this request, from the verified token and nothing else. */
@RequestScoped
public class Caller {
    private static final Logger LOG = Logger.getLogger(Caller.class.getName());

    @Inject
    HttpServletRequest request;

    @Inject
    Tokens tokens;

    /** The account. Only for resources that require a role. */
    public UserId id() {
        return new UserId(token().getSubject());
    }

    /** The account, for resources that are open to everybody: it is known if a valid token came along and its session lives. */
    public Optional<UserId> known(HttpServletResponse response) {
        return isKnown(response) ? Optional.of(id()) : Optional.empty();
    }

    /**
     * The server verifies a token in the Authorization header by itself. It verifies one in a cookie only if web.xml demands a login or the
     * application asks, as this does.
     */
    boolean isKnown(HttpServletResponse response) {
        if (request.getUserPrincipal() == null && SessionCookies.cookie(request, SessionCookies.ACCESS).isPresent()) {
            try {
                request.authenticate(response);
            } catch (IOException | ServletException refused) {
                LOG.log(Level.FINE, refused, () -> "A token was refused");
            }
        }
        return request.getUserPrincipal() instanceof JsonWebToken token && tokens.opens(token);
    }

    /** Somebody without an account. */
    public boolean isGuest() {
        return request.getUserPrincipal() instanceof JsonWebToken token && Tokens.isGuest(token);
    }

    /** The visit of the guest that this browser is, if its token came along. */
    Optional<Visitor> guest(HttpServletResponse response) {
        return isKnown(response) && isGuest() ? Visitor.of(request.getUserPrincipal()) : Optional.empty();
    }

    /** Until when the token is valid. */
    public Instant until() {
        return Instant.ofEpochSecond(token().getExpirationTime());
    }

    public SessionId session() {
        return new SessionId(token().getClaim("sid"));
    }

    /** The session of the token, if the request has one. */
    public Optional<SessionId> currentSession() {
        return request.getUserPrincipal() instanceof JsonWebToken token && token.getClaim("sid") instanceof String session
                ? Optional.of(new SessionId(session)) : Optional.empty();
    }

    private JsonWebToken token() {
        if (request.getUserPrincipal() instanceof JsonWebToken token && token.getSubject() != null) {
            return token;
        }
        throw new IllegalStateException("this request needs no caller, so it has none");
    }
}
