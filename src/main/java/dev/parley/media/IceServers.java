package dev.parley.media;

import dev.parley.protocol.ServerMessage.IceServer;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The servers that help two browsers find each other, with credentials for one person and a short time. */
@ApplicationScoped
public class IceServers {
    @Inject
    InstantSource clock;

    @Inject
    MediaSettings settings;

    /** One for each address. The name says until when and for whom, the rest proves it: the way of the TURN REST API, which coturn knows as use-auth-secret. */
    public List<IceServer> of(UserId account) {
        List<IceServer> servers = new ArrayList<>(settings.stunUrls().stream().map(url -> new IceServer(url, null, null)).toList());
        if (!settings.turnUrls().isEmpty() && settings.turnSecret().isPresent()) {
            String name = clock.instant().plus(settings.turnLife()).getEpochSecond() + ":" + account;
            String proof = proof(settings.turnSecret().get(), name);
            settings.turnUrls().forEach(url -> servers.add(new IceServer(url, name, proof)));
        }
        return servers;
    }

    private static String proof(String secret, String name) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
