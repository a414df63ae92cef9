package dev.parley.session;

import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who sends this request, from the verified token and nothing else. */
@RequestScoped
public class Caller {
    @Inject
    HttpServletRequest request;

    /** The account. Only for resources that require a role. */
    public UserId id() {
        return new UserId(token().getSubject());
    }

    /** The account, if a token came along. */
    public Optional<UserId> known() {
        return request.getUserPrincipal() instanceof JsonWebToken token ? Optional.ofNullable(token.getSubject()).map(UserId::new) : Optional.empty();
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
