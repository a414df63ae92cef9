package dev.parley.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A push service, and browsers that have subscribed to it. It believes nothing: every message has to be signed and sealed as the standards say. */
final class PushService implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Browser> browsers = new ConcurrentHashMap<>();
    private final Map<String, IntSupplier> answers = new ConcurrentHashMap<>();
    final AtomicInteger taken = new AtomicInteger();

    /** A message as the service worker gets it, and what the service was told besides. */
    record Got(JsonObject data, Headers headers) {}

    /** A browser with its own keys. */
    final class Browser {
        final String name;
        final ECKey key;
        final byte[] auth;
        final List<Got> got = new CopyOnWriteArrayList<>();

        private Browser(String name, ECKey key, byte[] auth) {
            this.name = name;
            this.key = key;
            this.auth = auth;
        }

        String endpoint() {
            return origin() + "/send/" + name;
        }

        String p256dh() {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(point(key));
        }

        /** As `JSON.stringify(subscription)` makes it. */
        String subscription() {
            return Json.createObjectBuilder().add("endpoint", endpoint()).addNull("expirationTime").add("keys",
                    Json.createObjectBuilder().add("p256dh", p256dh()).add("auth", Base64.getUrlEncoder().withoutPadding().encodeToString(auth))).build().toString();
        }

        List<String> titles() {
            return got.stream().map(one -> one.data().getString("title")).toList();
        }
    }

    PushService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/send/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String name = exchange.getRequestURI().getPath().substring("/send/".length());
            int status = answers.getOrDefault(name, () -> 201).getAsInt();
            if (status == 201) {
                Browser browser = browsers.get(name);
                status = browser == null ? 404 : accepted(browser, exchange.getRequestHeaders(), body);
            }
            taken.incrementAndGet();
            if (status == 301) {
                exchange.getResponseHeaders().set("Location", origin() + "/stolen");
            }
            exchange.getResponseHeaders().set("Retry-After", "1");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    Browser browser(String name) throws JOSEException {
        byte[] auth = Arrays.copyOf(name.getBytes(StandardCharsets.UTF_8), 16);
        Browser browser = new Browser(name, new ECKeyGenerator(Curve.P_256).generate(), auth);
        browsers.put(name, browser);
        return browser;
    }

    /** From now on, this browser's messages are answered so. */
    void answers(Browser browser, IntSupplier status) {
        answers.put(browser.name, status);
    }

    private int accepted(Browser browser, Headers headers, byte[] body) {
        try {
            requireSigned(headers.getFirst("Authorization"));
            assertEquals("aes128gcm", headers.getFirst("Content-Encoding"));
            assertTrue(Integer.parseInt(headers.getFirst("TTL")) > 0);
            assertTrue(List.of("very-low", "low", "normal", "high").contains(headers.getFirst("Urgency")));
            assertTrue(headers.getFirst("Topic").matches("[A-Za-z0-9_-]{1,32}"));
            browser.got.add(new Got(Json.createReader(new StringReader(opened(browser, body))).readObject(), headers));
            return 201;
        } catch (GeneralSecurityException | JOSEException | ParseException | AssertionError | RuntimeException bad) {
            System.err.println("The push service refuses a message: " + bad);
            return 400;
        }
    }

    private void requireSigned(String authorization) throws ParseException, JOSEException {
        String[] parts = authorization.replaceFirst("^vapid ", "").split(", ");
        byte[] point = Base64.getUrlDecoder().decode(parts[1].replaceFirst("^k=", ""));
        SignedJWT token = SignedJWT.parse(parts[0].replaceFirst("^t=", ""));
        ECKey key = new ECKey.Builder(Curve.P_256, Base64URL.encode(Arrays.copyOfRange(point, 1, 33)), Base64URL.encode(Arrays.copyOfRange(point, 33, 65))).build();
        assertTrue(token.verify(new ECDSAVerifier(key)), "signed");
        assertEquals(List.of(origin()), token.getJWTClaimsSet().getAudience());
        Instant now = Instant.now();
        assertTrue(token.getJWTClaimsSet().getExpirationTime().after(Date.from(now)) && token.getJWTClaimsSet().getExpirationTime().before(Date.from(now.plus(Duration.ofHours(24)))), "of today");
    }

    private static byte[] point(ECKey key) {
        return ByteBuffer.allocate(65).put((byte) 4).put(key.getX().decode()).put(key.getY().decode()).array();
    }

    /** Reads a message as a browser does, by the text of RFC 8188 and 8291. */
    private static String opened(Browser browser, byte[] body) throws GeneralSecurityException, JOSEException {
        ByteBuffer in = ByteBuffer.wrap(body);
        byte[] salt = read(in, 16);
        assertTrue(body.length <= in.getInt(), "one record");
        byte[] theirs = read(in, in.get());
        byte[] secret = read(in, in.remaining());
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(browser.key.toECPrivateKey());
        agreement.doPhase(new ECKey.Builder(Curve.P_256, Base64URL.encode(Arrays.copyOfRange(theirs, 1, 33)), Base64URL.encode(Arrays.copyOfRange(theirs, 33, 65))).build().toECPublicKey(), true);
        ByteArrayOutputStream info = new ByteArrayOutputStream();
        info.writeBytes("WebPush: info\0".getBytes(StandardCharsets.US_ASCII));
        info.writeBytes(point(browser.key));
        info.writeBytes(theirs);
        info.write(1);
        byte[] shared = mac(mac(browser.auth, agreement.generateSecret()), info.toByteArray());
        byte[] extracted = mac(salt, shared);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(Arrays.copyOf(mac(extracted, "Content-Encoding: aes128gcm\0\1".getBytes(StandardCharsets.US_ASCII)), 16), "AES"),
                new GCMParameterSpec(128, Arrays.copyOf(mac(extracted, "Content-Encoding: nonce\0\1".getBytes(StandardCharsets.US_ASCII)), 12)));
        byte[] padded = cipher.doFinal(secret);
        int end = padded.length - 1;
        while (padded[end] == 0) {
            end--;
        }
        assertEquals(2, padded[end], "the last record");
        return new String(padded, 0, end, StandardCharsets.UTF_8);
    }

    private static byte[] read(ByteBuffer in, int length) {
        byte[] some = new byte[length];
        in.get(some);
        return some;
    }

    private static byte[] mac(byte[] key, byte[] text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
