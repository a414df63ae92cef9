package dev.parley.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** One of the comparison servers, which take tokens of the same kind as Parley's. */
final class NodeServer extends Server {
    private static final ECKey KEY = key();
    private static final List<String> TOKENS = IntStream.range(0, FanOut.PEOPLE).mapToObj(_ -> token()).toList();

    private final AtomicInteger rooms = new AtomicInteger();

    NodeServer(String name) throws IOException {
        super(name, Account.on(CORE, List.of("node", "src/bench/servers/" + name + ".mjs")), Map.of("BENCH_KEY", KEY.toPublicJWK().toJSONString(), "NODE_ENV", "production"),
                "ready");
    }

    @Override
    List<String> tokens() {
        return TOKENS;
    }

    @Override
    String room(int places) {
        return "room-" + rooms.incrementAndGet();
    }

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("JavaUtilDate") // what the library takes
    private static String token() {
        String account = UUID.randomUUID().toString();
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).build(), new JWTClaimsSet.Builder().issuer("parley")
                .subject(account).claim("upn", account).claim("sid", UUID.randomUUID().toString()).claim("groups", List.of("user"))
                .jwtID(UUID.randomUUID().toString()).expirationTime(Date.from(Instant.now().plus(Duration.ofHours(4)))).build());
        try {
            token.sign(new ECDSASigner(KEY));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }
}
