package dev.parley.bus;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The two connections to Redis: one to publish, one that listens. Redis may seem to be there and carry nothing, so only a message to oneself that
 * arrives proves that they work. Without one for too long both are replaced. Nothing is ever kept for later.
 */
final class RedisWay implements AutoCloseable {
    private static final long DEAF = Duration.ofMillis(1_500).toNanos();
    /** If the rounds are further apart than this, this process has stood still. That says nothing about Redis. */
    private static final long HELD_UP = Duration.ofMillis(500).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    private final RedisURI address;
    private final String channel;
    private final Consumer<byte[]> arrived;
    private @Nullable ClientResources resources;
    private @Nullable RedisClient client;
    private volatile @Nullable Pair pair;
    private long nextTry = System.nanoTime();
    private int failures;
    private long kept = System.nanoTime();

    /** Both connections, since when they have been open, and the last word to oneself that arrived. */
    private static final class Pair {
        final StatefulRedisConnection<String, byte[]> publishes;
        final StatefulRedisPubSubConnection<String, byte[]> listens;
        final AtomicLong heard = new AtomicLong(System.nanoTime());
        volatile boolean proven;

        Pair(StatefulRedisConnection<String, byte[]> publishes, StatefulRedisPubSubConnection<String, byte[]> listens) {
            this.publishes = publishes;
            this.listens = listens;
        }

        void close() {
            if (publishes.isOpen()) {
                var _ = publishes.closeAsync();
            }
            if (listens.isOpen()) {
                var _ = listens.closeAsync();
            }
        }
    }

    RedisWay(RedisURI address, String channel, Consumer<byte[]> arrived) {
        this.address = RedisURI.builder(address).withTimeout(PATIENCE).build();
        this.channel = channel;
        this.arrived = arrived;
    }

    /** Replaces connections that are closed or carry nothing. Called by one thread only, again and again. */
    void keep() {
        Pair present = pair;
        long now = System.nanoTime();
        if (present != null) {
            present.heard.addAndGet(Math.max(0, now - kept - HELD_UP));
        }
        kept = now;
        if (present != null && (now - present.heard.get() > DEAF || !present.publishes.isOpen() || !present.listens.isOpen())) {
            pair = null;
            present.close();
            later(now);
        } else if (present == null && now - nextTry >= 0) {
            connect(now);
            kept = System.nanoTime(); // connecting may take a while
        }
    }

    private void connect(long now) {
        later(now);
        StatefulRedisConnection<String, byte[]> publishes = client().connect(CODEC);
        StatefulRedisPubSubConnection<String, byte[]> listens;
        try {
            listens = client().connectPubSub(CODEC);
        } catch (RuntimeException failed) {
            var _ = publishes.closeAsync();
            throw failed;
        }
        Pair fresh = new Pair(publishes, listens);
        listens.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void smessage(String shard, byte[] message) {
                // What a replaced connection still brings is older than what the new one has brought.
                if (pair == fresh) {
                    arrived.accept(message);
                }
            }
        });
        pair = fresh;
        try {
            listens.sync().ssubscribe(channel);
        } catch (RuntimeException failed) {
            pair = null;
            fresh.close();
            throw failed;
        }
    }

    /** From 50 to 500 ms, so that not all nodes come at the same moment. */
    private void later(long now) {
        failures = Math.min(failures + 1, 4);
        int most = Math.min(500, 50 << failures);
        nextTry = now + TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextInt(50, most));
    }

    private RedisClient client() {
        if (client == null) {
            // Two threads are enough for two connections.
            resources = DefaultClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2).build();
            client = RedisClient.create(resources, address);
            client.setOptions(ClientOptions.builder().autoReconnect(false).disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS).requestQueueSize(20_000)
                    .socketOptions(SocketOptions.builder().connectTimeout(PATIENCE).tcpNoDelay(true).build()).build());
        }
        return client;
    }

    /** False if it was certainly not sent. If Redis says that nobody listens there, {@code unheard} is called by the thread of the Redis client. */
    boolean publish(String to, byte[] message, Runnable unheard) {
        Pair present = pair;
        if (present == null || !present.publishes.isOpen()) {
            return false;
        }
        CompletableFuture<Long> listeners = present.publishes.async().spublish(to, message).toCompletableFuture();
        var _ = listeners.thenAccept(many -> {
            if (many == 0) {
                unheard.run();
            }
        });
        return !listeners.isCompletedExceptionally();
    }

    /** A word to oneself came back. Returns how long it was under way. */
    long heard(long sentAt) {
        long now = System.nanoTime();
        Pair present = pair;
        // One that was under way for long proves only what was.
        if (present != null && now - sentAt <= DEAF) {
            present.heard.set(now);
            present.proven = true;
            failures = 0;
        }
        return now - sentAt;
    }

    boolean isHeard() {
        Pair present = pair;
        return present != null && present.proven && System.nanoTime() - present.heard.get() <= DEAF;
    }

    @Override
    public void close() {
        Pair present = pair;
        pair = null;
        if (present != null) {
            present.close();
        }
        if (client != null) {
            client.shutdown(Duration.ZERO, PATIENCE);
        }
        if (resources != null) {
            var _ = resources.shutdown(0, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
