package dev.parley.room;

import dev.parley.live.LiveRooms;
import dev.parley.protocol.ServerMessage.Limits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;

/**
 * How many people a room can hold here. In a mesh everybody sends to everybody else, and beyond {@code MESH_LIMIT} neither the networks nor the phones of
 * the people in it would carry that.
 */
@Singleton
public class Capacity {
    private static final Logger LOG = Logger.getLogger(Capacity.class.getName());

    private final RoomSettings settings;
    private final AtomicBoolean told = new AtomicBoolean();

    @Inject
    public Capacity(RoomSettings settings) {
        this.settings = settings;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object start, LiveRooms liveRooms) {
        int up = Math.min(settings.meshMax(), settings.meshLimit());
        liveRooms.limitTo(settings.meshLimit(), up, Math.min(settings.meshBack(), up - 1));
    }

    int fewest() {
        return settings.minParticipants();
    }

    int most() {
        return settings.most();
    }

    /** The same for clients. Without a media server it carries nobody. */
    public Limits limits() {
        return new Limits(settings.meshLimit(), settings.mediaServer() ? most() : 0);
    }

    /** As many people as were asked for, if a room can hold so many here. */
    public int of(int wished) {
        if (wished <= most()) {
            return wished;
        }
        if (told.compareAndSet(false, true)) {
            LOG.warning(() -> "A room for " + wished + " people was asked for. Without a media server a room holds at most " + most() + ", see MESH_LIMIT");
        }
        return most();
    }
}
