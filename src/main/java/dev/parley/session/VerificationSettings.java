package dev.parley.session;

import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** Gives MicroProfile JWT the keys of this server. They are made at the first start, so no configuration file can contain them. */
public class VerificationSettings implements ConfigSource {
    private static final String NAME = "mp.jwt.verify.publickey";
    private static volatile String keys = "";

    static void publish(String publicKeys) {
        keys = publicKeys;
    }

    @Override
    public Map<String, String> getProperties() {
        return Map.of(NAME, keys);
    }

    @Override
    public Set<String> getPropertyNames() {
        return Set.of(NAME);
    }

    @Override
    public int getOrdinal() {
        return 500;
    }

    @Override
    public @Nullable String getValue(String name) {
        return name.equals(NAME) ? keys : null;
    }

    @Override
    public String getName() {
        return "Parley's signing keys";
    }
}
