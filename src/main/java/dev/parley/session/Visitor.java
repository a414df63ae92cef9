package dev.parley.session;

import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import java.security.Principal;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Who a verified access token stands for, in which session, and until when it holds. */
public record Visitor(UserId account, SessionId session, Instant until) {

    /** Of somebody whom {@link Tokens#opens} let in. */
    public static Optional<Visitor> of(@Nullable Principal principal) {
        return principal instanceof JsonWebToken token && token.getSubject() != null && token.getClaim("sid") instanceof String session
                ? Optional.of(new Visitor(new UserId(token.getSubject()), new SessionId(session), Instant.ofEpochSecond(token.getExpirationTime())))
                : Optional.empty();
    }
}
