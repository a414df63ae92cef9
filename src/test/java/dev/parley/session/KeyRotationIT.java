package dev.parley.session;

import static dev.parley.harness.Person.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.parley.harness.Api;
import dev.parley.harness.CommonServers;
import dev.parley.harness.OwnServer;
import dev.parley.harness.Until;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A new key replaces another on a running server. Nobody is signed out, and the old key is useless once its tokens have expired. */
@OwnServer
class KeyRotationIT {
    private static final Duration CEILING = Duration.ofMinutes(2);

    @Test
    void theOldKeyIsAcceptedDuringTheOverlapAndRefusedAfterItWithoutARestart() throws Exception {
        Path file = CommonServers.KEYS;
        Api api = CommonServers.forgetful().api();
        Api.Answer in = api.post("/api/verify-otp", json("email", "ada@example.org", "otp", code(api)));
        assertEquals(200, in.status(), in.body());
        List<Api.Answer> renewed = new ArrayList<>(List.of(in));
        List<JWKSet> kept = new ArrayList<>(List.of(JWKSet.load(file.toFile())));
        Until.holds("a new key signs", CEILING, () -> {
            kept.add(load(file));
            renewed.add(api.post("/api/auth/refresh", "", "Cookie", "refreshToken=" + renewed.getLast().cookie("refreshToken"), "Origin", api.base().toString()));
            return !kid(renewed.getLast()).equals(kid(renewed.get(renewed.size() - 2)));
        });
        String newToken = token(renewed.getLast());
        String oldToken = token(renewed.get(renewed.size() - 2));
        String newKey = kid(renewed.getLast());
        String oldKey = kid(renewed.get(renewed.size() - 2));
        assertEquals(List.of(newKey, oldKey), published(api).subList(0, 2));
        assertEquals(200, status(api, oldToken), "the last token of the old key");
        assertEquals(200, status(api, newToken), "the first token of the new key");
        // A token that somebody made with the key, with a long life. Only this kind outlives the overlap.
        ECKey leaked = kept.stream().map(set -> (ECKey) set.getKeyByKeyId(oldKey)).filter(java.util.Objects::nonNull).findFirst().orElseThrow();
        String lasting = signed(oldToken, leaked);
        assertEquals(200, status(api, lasting), "during the overlap");
        Until.holds("the old key is no longer published", CEILING, () -> !published(api).contains(oldKey));
        assertEquals(401, status(api, lasting), "after the overlap");
        Api.Answer latest = api.post("/api/auth/refresh", "", "Cookie", "refreshToken=" + renewed.getLast().cookie("refreshToken"), "Origin", api.base().toString());
        assertEquals(200, status(api, token(latest)), latest.body());
        assertTrue(load(file).getKeyByKeyId(oldKey) == null, "nor kept");
    }

    private static String code(Api api) {
        api.post("/api/send-otp", json("email", "ada@example.org"));
        return api.get("/api/dev/outbox").json().getJsonArray("messages").getJsonObject(0).getString("code");
    }

    private static String token(Api.Answer answer) {
        return answer.json().getString("accessToken");
    }

    private static String kid(Api.Answer answer) {
        try {
            return SignedJWT.parse(token(answer)).getHeader().getKeyID();
        } catch (java.text.ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWKSet load(Path file) {
        try {
            return JWKSet.load(file.toFile());
        } catch (java.io.IOException | java.text.ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The ids of the public keys, newest first. */
    private static List<String> published(Api api) {
        return api.get("/api/auth/jwks").json().getJsonArray("keys").stream().map(key -> key.asJsonObject().getString("kid")).toList();
    }

    private static int status(Api api, String token) {
        return api.get("/api/user", "Authorization", "Bearer " + token).status();
    }

    private static String signed(String like, ECKey key) throws Exception {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).type(Tokens.TYPE).build(),
                new JWTClaimsSet.Builder(SignedJWT.parse(like).getJWTClaimsSet()).expirationTime(Date.from(Instant.now().plusSeconds(600))).build());
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }
}
