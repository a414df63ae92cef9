package dev.parley.limits;

import dev.parley.protocol.UserId;
import dev.parley.settings.Settings;
import dev.parley.settings.StartSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many sockets there may be, of one account and in all, in whatever framing: refused before memory runs out, because that ends the
 * process and every call in it.
 */
@Singleton
public final class Places implements StartSettings {
    /** What one takes of the heap, with what is kept for it; measured, see docs/performance.md. */
    private static final long BYTES_EACH = 40 * 1024;
    private static final int MOST = 1_000_000;

    private final int perAccount;
    private final int inAll;
    private final Map<UserId, Integer> taken = new ConcurrentHashMap<>();
    private final AtomicInteger all = new AtomicInteger();

    @Inject
    public Places(Settings settings) {
        this(settings.number("SOCKETS_PER_ACCOUNT", 1, 100_000), inAll(settings));
    }

    public Places(int perAccount, int inAll) {
        this.perAccount = perAccount;
        this.inAll = inAll;
    }

    private static int inAll(Settings settings) {
        if (settings.text("SOCKETS").isPresent()) {
            return settings.number("SOCKETS", 1, MOST);
        }
        return Math.clamp(Runtime.getRuntime().maxMemory() / BYTES_EACH, 1, MOST);
    }

    /** Whether there might be one; {@link #take} makes sure. */
    public boolean hasRoom(UserId account) {
        return all.get() < inAll && taken.getOrDefault(account, 0) < perAccount;
    }

    /** To be given back by {@link #free}, if it was given. */
    public boolean take(UserId account) {
        if (all.incrementAndGet() > inAll) {
            all.decrementAndGet();
            return false;
        }
        if (taken.merge(account, 1, Integer::sum) > perAccount) {
            free(account);
            return false;
        }
        return true;
    }

    public void free(UserId account) {
        all.decrementAndGet();
        taken.computeIfPresent(account, (_, count) -> count == 1 ? null : count - 1);
    }

    public int taken() {
        return all.get();
    }
}
