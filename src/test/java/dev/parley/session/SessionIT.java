package dev.parley.session;

import static dev.parley.harness.Person.json;
import static dev.parley.harness.Person.somewhere;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.parley.harness.Api;
import dev.parley.harness.Person;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SessionIT {
    private final Api api = Api.shared().from(somewhere());
    private Person ada;
    private Api.Answer login;

    @BeforeEach
    void signIn() {
        ada = Person.called("ada");
        login = api.post("/api/auth/login", json("email", ada.email(), "password", Person.PASSWORD));
    }

    private String cookies(Api.Answer answer) {
        return "accessToken=" + answer.cookie("accessToken") + "; refreshToken=" + answer.cookie("refreshToken");
    }

    private String origin() {
        return Api.shared().base().toString();
    }

    private Api.Answer refresh(String token) {
        return api.get("/api/auth/refresh", "Cookie", "refreshToken=" + token, "Sec-Fetch-Site", "same-origin");
    }

    @Test
    void theCookieAndTheBearerTokenBothOpenAProtectedPath() {
        assertEquals(200, api.get("/api/user", "Cookie", cookies(login)).status());
        assertEquals(200, api.get("/api/user", "Authorization", "Bearer " + login.json().getString("accessToken")).status());
        assertEquals(401, api.get("/api/user").status());
    }

    @Test
    void scriptsAndOtherSitesCannotReachTheCookies() {
        for (String name : List.of("accessToken", "refreshToken")) {
            String cookie = login.setCookie(name);
            assertTrue(cookie.contains("HttpOnly"), cookie);
            assertTrue(cookie.contains("SameSite=Strict"), cookie);
            assertTrue(cookie.contains(name.equals("accessToken") ? "Path=/;" : "Path=/api;"), cookie);
        }
    }

    @Test
    void aRefreshGivesNewTokensOfTheSameSession() {
        Api.Answer refreshed = refresh(login.cookie("refreshToken"));
        assertEquals(200, refreshed.status(), refreshed.body());
        assertEquals(ada.email(), refreshed.json().getJsonObject("user").getString("email"));
        assertNotEquals(login.cookie("refreshToken"), refreshed.cookie("refreshToken"));
        assertEquals(200, api.get("/api/user", "Cookie", cookies(refreshed)).status());
    }

    @Test
    void refreshesInParallelGetOneSuccessor() throws Exception {
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            Set<String> successors = new HashSet<>();
            for (var answer : many.invokeAll(Stream.generate(() -> (java.util.concurrent.Callable<Api.Answer>)
                    () -> refresh(login.cookie("refreshToken"))).limit(10).toList())) {
                assertEquals(200, answer.resultNow().status());
                successors.add(answer.resultNow().cookie("refreshToken"));
            }
            assertEquals(1, successors.size());
        }
    }

    @Test
    void aReusedRefreshTokenEndsItsFamilyAndNoOther() {
        String first = login.cookie("refreshToken");
        Api.Answer second = refresh(first);
        Api.Answer third = refresh(second.cookie("refreshToken"));
        assertEquals(401, refresh(first).status());
        assertEquals(401, refresh(third.cookie("refreshToken")).status());
        assertEquals(401, api.get("/api/user", "Cookie", cookies(third)).status());
        assertEquals(200, ada.api().get("/api/user").status());
    }

    @Test
    void aMadeUpRefreshTokenEndsNobodysSession() {
        String genuine = login.cookie("refreshToken");
        String session = genuine.substring(0, genuine.indexOf('.'));
        for (String forged : List.of(session, session + ".", session + ".00", session + ".00.00", genuine + "0", genuine.substring(0, genuine.length() - 1),
                genuine.substring(0, genuine.lastIndexOf('.')), genuine.replaceFirst("\\..", ".x"))) {
            Api with = api.with("Cookie", "refreshToken=" + forged).with("Origin", origin());
            assertEquals(401, with.post("/api/auth/refresh", "").status(), forged);
            assertEquals(200, with.post("/api/auth/logout", "").status(), forged);
        }
        assertEquals(200, api.get("/api/user", "Cookie", cookies(login)).status());
    }

    @Test
    void signingOutEndsTheSessionAtOnceAndForgetsTheCookies() {
        Api.Answer out = api.post("/api/auth/logout", "", "Cookie", cookies(login), "Origin", origin());
        assertEquals(200, out.status());
        assertTrue(out.setCookie("accessToken").startsWith("accessToken=;") || out.setCookie("accessToken").startsWith("accessToken=\"\""), out.setCookie("accessToken"));
        assertEquals(401, api.get("/api/user", "Cookie", cookies(login)).status());
        assertEquals(401, refresh(login.cookie("refreshToken")).status());
    }

    @Test
    void anExpiredTokenDoesNotPreventSigningIn() {
        assertEquals(200, api.post("/api/auth/login", json("email", ada.email(), "password", Person.PASSWORD),
                "Cookie", "accessToken=" + forged(token -> {}, hacked()) + "; LtpaToken2=x", "Origin", origin()).status());
    }

    @Test
    void sessionsAreListedWithTheirDeviceAndEndOneByOneOrAllButThis() {
        api.post("/api/auth/login", json("email", ada.email(), "password", Person.PASSWORD), "User-Agent",
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        List<JsonObject> sessions = ada.api().get("/api/sessions").json().getJsonArray("sessions").getValuesAs(JsonObject.class);
        assertEquals(3, sessions.size());
        assertEquals("Firefox, Linux", sessions.getFirst().getString("device"));
        assertEquals(1, sessions.stream().filter(session -> session.getBoolean("current")).count());
        assertEquals(200, ada.api().delete("/api/sessions/" + sessions.getFirst().getString("id")).status());
        assertEquals(200, ada.api().delete("/api/sessions").status());
        assertEquals(1, ada.api().get("/api/sessions").json().getJsonArray("sessions").size());
        assertEquals(401, api.get("/api/user", "Cookie", cookies(login)).status());
    }

    @ParameterizedTest
    @CsvSource({"https://evil.example,", "null,", ", cross-site", ", same-site", ","})
    void aForeignPageCannotUseTheCookies(String origin, String site) {
        // The last one is a browser that is too old to say which page a request comes from.
        Api foreign = api.with("Cookie", cookies(login)).with("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:52.0) Gecko/20100101 Firefox/52.0");
        foreign = origin == null ? foreign : foreign.with("Origin", origin);
        foreign = site == null ? foreign : foreign.with("Sec-Fetch-Site", site);
        assertEquals(403, foreign.delete("/api/user").status());
        assertEquals(403, foreign.get("/api/auth/logout").status());
        assertEquals(403, foreign.get("/api/auth/refresh").status());
        assertEquals(200, api.get("/api/user", "Cookie", cookies(login)).status());
    }

    @Test
    void aProgramWithCookiesNeedsNoOrigin() {
        assertEquals(200, api.put("/api/user/update_profile", json("bio", "by a program"), "Cookie", cookies(login)).status());
        Api.Answer renewed = api.get("/api/auth/refresh", "Cookie", "refreshToken=" + login.cookie("refreshToken"));
        assertEquals(200, renewed.status(), renewed.body());
        assertEquals(200, api.get("/api/refresh", "Cookie", "refreshToken=" + renewed.cookie("refreshToken"), "User-Agent", "").status());
        assertEquals(200, api.get("/api/auth/logout", "Cookie", cookies(renewed)).status());
        assertEquals(401, api.get("/api/user", "Cookie", cookies(renewed)).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
    void aFormIsNotAcceptedAsJson(String type) {
        assertEquals(415, api.post("/api/auth/login", json("email", ada.email(), "password", Person.PASSWORD), "Content-Type", type).status());
    }

    // Tokens that somebody made up

    private static ECKey hacked() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("hacked").generate();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The server's own signing key. An attacker does not have it; it is used to show that the claims are checked too. */
    private static ECKey real() {
        try {
            Path file = Path.of(System.getProperty("it.server.home"), "data/keys.json");
            return JWKSet.load(file.toFile()).getKeys().stream().filter(ECKey.class::isInstance).map(ECKey.class::cast).findFirst().orElseThrow();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private JWTClaimsSet.Builder claims() {
        try {
            return new JWTClaimsSet.Builder(SignedJWT.parse(login.json().getString("accessToken")).getJWTClaimsSet());
        } catch (java.text.ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private String forged(Consumer<JWTClaimsSet.Builder> change, ECKey key) {
        return forged(change, key, new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).type(Tokens.TYPE).build());
    }

    private String forged(Consumer<JWTClaimsSet.Builder> change, ECKey key, JWSHeader header) {
        try {
            return signed(change, new ECDSASigner(key), header);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String signed(Consumer<JWTClaimsSet.Builder> change, JWSSigner signer, JWSHeader header) throws Exception {
        JWTClaimsSet.Builder claims = claims();
        change.accept(claims);
        SignedJWT token = new SignedJWT(header, claims.build());
        token.sign(signer);
        return token.serialize();
    }

    private void refused(String token) {
        int before = logged().length();
        assertEquals(401, api.get("/api/user", "Authorization", "Bearer " + token).status());
        assertEquals(401, api.get("/api/user", "Cookie", "accessToken=" + token).status());
        // It does not fill the log either. Others may write there at the same time.
        assertEquals(List.of(), logged().substring(before).lines().filter(line -> line.matches(".* [WE] CWWKS.*") || line.contains("oken")).toList());
    }

    private static String logged() {
        try {
            return Files.readString(Path.of(System.getProperty("it.server.home"), "logs/messages.log"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aTokenMadeWithTheRealKeyIsAcceptedSoTheTestsBelowTestSomething() {
        assertEquals(200, api.get("/api/user", "Authorization", "Bearer " + forged(token -> {}, real())).status());
    }

    @Test
    void anUnsignedTokenIsRefused() {
        refused(new PlainJWT(claims().build()).serialize());
    }

    @Test
    void aTokenSignedWithThePublicKeyAsSecretIsRefused() throws Exception {
        byte[] published = api.get("/api/auth/jwks").body().getBytes(StandardCharsets.UTF_8);
        refused(signed(token -> {}, new MACSigner(published), new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(real().getKeyID()).type(Tokens.TYPE).build()));
    }

    @Test
    void aTokenThatBringsItsOwnKeyIsRefused() {
        ECKey own = hacked();
        refused(forged(token -> {}, own));
        refused(forged(token -> {}, own, new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(real().getKeyID()).type(Tokens.TYPE).build()));
        refused(forged(token -> {}, own, new JWSHeader.Builder(JWSAlgorithm.ES256).jwk(own.toPublicJWK()).type(Tokens.TYPE).build()));
        refused(forged(token -> {}, own, new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("hacked").jwkURL(URI.create("http://localhost:1/jwks"))
                .x509CertURL(URI.create("http://localhost:1/x5u")).type(Tokens.TYPE).build()));
    }

    @Test
    void aTokenOfAnotherIssuerAudienceOrTypeIsRefused() {
        refused(forged(token -> token.issuer("somebody"), real()));
        refused(forged(token -> token.audience("something"), real()));
        refused(forged(token -> {}, real(), new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(real().getKeyID()).type(JOSEObjectType.JWT).build()));
    }

    @Test
    void anExpiredOrNotYetValidTokenIsRefused() {
        refused(forged(token -> token.expirationTime(Date.from(Instant.now().minusSeconds(2))), real()));
        refused(forged(token -> token.notBeforeTime(Date.from(Instant.now().plusSeconds(600))), real()));
    }

    @Test
    void aTokenOfASessionThatNeverWasIsRefused() {
        refused(forged(token -> token.claim("sid", "made-up"), real()));
        refused(forged(token -> token.claim("sid", null), real()));
    }

    @Test
    void onlyPublicHalvesOfKeysArePublished() {
        String keys = api.get("/api/auth/jwks").body();
        assertTrue(keys.contains("\"kid\""));
        assertFalse(keys.contains("\"d\""));
        assertFalse(keys.contains("\"oct\""));
    }
}
