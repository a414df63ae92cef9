package dev.parley.cluster;

import dev.parley.settings.BadSetting;
import dev.parley.settings.Settings;
import dev.parley.settings.StartSettings;
import dev.parley.store.StoreSettings;
import io.lettuce.core.RedisURI;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * How several nodes act as one.
 *
 * @param redis the bus between nodes; empty means that there is one node only
 * @param address the address by which operators know this node
 * @param lease after this time without a sign of life a node counts as dead
 * @param drainDeadline how long a node that stops may take to give its rooms and sockets away
 */
@Singleton
public record ClusterSettings(Optional<RedisURI> redis, Optional<String> address, Duration lease, Duration drainDeadline) implements StartSettings {
    @Inject
    public ClusterSettings(Settings settings, StoreSettings store) {
        this(settings.text("REDIS_URI").map(ClusterSettings::parse), settings.text("NODE_ADDRESS"),
                settings.duration("NODE_LEASE", Duration.ofSeconds(1), Duration.ofMinutes(1)),
                settings.duration("DRAIN_DEADLINE", Duration.ofSeconds(1), Duration.ofHours(1)));
        if (redis.isPresent() && store.address().isEmpty()) {
            // Nodes that each have an embedded database would all own every room.
            throw new BadSetting("DB_URI", "is missing: several nodes need a MongoDB that they share");
        }
    }

    /** Whether other nodes share the database. */
    public boolean several() {
        return redis.isPresent();
    }

    private static RedisURI parse(String address) {
        try {
            return RedisURI.create(address);
        } catch (IllegalArgumentException bad) {
            // The message may contain the address, and so a password.
            throw new BadSetting("REDIS_URI", "must be the address of a Redis such as redis://host:6379");
        }
    }
}
