package dev.parley.session;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who sends this request, by the verified token and nothing else. */
@RequestScoped
public class Caller {
    @Inject
    HttpServletRequest request;

    /** The account. Only where a role is required. */
    public String id() {
        return token().getSubject();
    }

    /** The account, if a token came along. */
    public Optional<String> known() {
        return request.getUserPrincipal() instanceof JsonWebToken token ? Optional.ofNullable(token.getSubject()) : Optional.empty();
    }

    public String session() {
        return token().getClaim("sid");
    }

    /** The session of the token that came along, if one did. */
    public Optional<String> currentSession() {
        return request.getUserPrincipal() instanceof JsonWebToken token && token.getClaim("sid") instanceof String session ? Optional.of(session) : Optional.empty();
    }

    private JsonWebToken token() {
        if (request.getUserPrincipal() instanceof JsonWebToken token && token.getSubject() != null) {
            return token;
        }
        throw new IllegalStateException("asked for the caller of a request that needs none");
    }
}
