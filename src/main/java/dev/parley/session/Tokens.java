package dev.parley.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.parley.protocol.SessionId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Access tokens. Each names a person and a session, and says until when it is valid. */
@ApplicationScoped
@SuppressWarnings("JavaUtilDate") // the library requires it
public class Tokens {
    static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    static final String ISSUER = "parley";
    static final String ROLE = "user";
    /** Somebody without an account, who may enter one room. */
    public static final String GUEST = "guest";

    /** A node whose clock is a little behind refuses a token that seems to come from the future. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(10);

    @Inject
    InstantSource clock;

    @Inject
    SigningKeys keys;

    @Inject
    Sessions sessions;

    @Inject
    SessionSettings settings;

    public String access(Session session) {
        Instant now = clock.instant();
        ECKey key = keys.current();
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).type(TYPE).build(),
                new JWTClaimsSet.Builder().issuer(ISSUER).audience(ISSUER).subject(session.account().value()).claim("upn", session.account().value())
                        .claim("sid", session.id().value()).claim("groups", List.of(session.isVisit() ? GUEST : ROLE))
                        .claim("room", session.room() == null ? null : session.room().value()).jwtID(UUID.randomUUID().toString())
                        .issueTime(Date.from(now.minus(CLOCKS_DIFFER)))
                        .expirationTime(Date.from(session.isVisit() ? session.expires() : now.plus(settings.accessLife()))).build());
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    /**
     * Whether a token that the server has verified gives access: it was made for that, its session lives and its key is still valid. The server
     * checks none of these three: it would accept a key that it has seen once until the next start. The token of a guest opens nothing any more
     * once the guest has an account.
     */
    public boolean opens(JsonWebToken token) {
        try {
            JWSHeader header = JWSHeader.parse(new Base64URL(token.getRawToken().split("\\.", 2)[0]));
            return TYPE.equals(header.getType()) && keys.isValid(header.getKeyID()) && token.getClaim("sid") instanceof String session
                    && sessions.alive(new SessionId(session)).filter(alive -> alive.isVisit() == isGuest(token)).isPresent();
        } catch (ParseException e) {
            return false;
        }
    }

    static boolean isGuest(JsonWebToken token) {
        return token.getGroups().contains(GUEST);
    }

    /** In seconds. */
    public long accessLife() {
        return settings.accessLife().toSeconds();
    }
}
