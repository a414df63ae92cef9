package dev.parley.session;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import java.security.Principal;
import java.text.ParseException;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Who a verified access token stands for, in which session, and until when it holds. */
public record Visitor(String account, String session, Instant until) {

    /** MicroProfile JWT does not look at the type, and a token made for something else must not open this door. */
    public static Optional<Visitor> of(@Nullable Principal principal) {
        return principal instanceof JsonWebToken token && token.getSubject() != null && isAccess(token) && token.getClaim("sid") instanceof String session
                ? Optional.of(new Visitor(token.getSubject(), session, Instant.ofEpochSecond(token.getExpirationTime())))
                : Optional.empty();
    }

    private static boolean isAccess(JsonWebToken token) {
        try {
            return Tokens.TYPE.equals(JWSHeader.parse(new Base64URL(token.getRawToken().split("\\.", 2)[0])).getType());
        } catch (ParseException e) {
            return false;
        }
    }
}
