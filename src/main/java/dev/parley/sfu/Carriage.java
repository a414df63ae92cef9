package dev.parley.sfu;

import dev.parley.live.Act;
import dev.parley.live.Forwarding;
import dev.parley.live.LiveRooms;
import dev.parley.live.LiveRooms.Errand;
import dev.parley.live.Turn;
import dev.parley.problem.Enduring;
import dev.parley.protocol.ClientMessage.MediaIce;
import dev.parley.protocol.ClientMessage.MediaRestart;
import dev.parley.protocol.ClientMessage.Publish;
import dev.parley.protocol.ClientMessage.Subscribed;
import dev.parley.protocol.ClientMessage.Watch;
import dev.parley.protocol.Leg;
import dev.parley.protocol.Opaque;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.ServerMessage;
import dev.parley.protocol.ServerMessage.MediaBroken;
import dev.parley.protocol.ServerMessage.MediaCandidate;
import dev.parley.protocol.ServerMessage.Published;
import dev.parley.protocol.ServerMessage.Subscribe;
import dev.parley.protocol.Track;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Brings live rooms and media servers together: what a room decides is done there, and what happens there is told to the room. */
@Singleton
class Carriage implements Forwarding, MediaServers.Listener {
    /** A little longer than a room rests after a failure. */
    private static final Duration REST = Duration.ofSeconds(11);

    @Inject
    MediaServers servers;

    @Inject
    LiveRooms liveRooms;

    @Inject
    MetricRegistry metrics;

    @Resource(lookup = "java:app/concurrent/background")
    ManagedScheduledExecutorService background;

    /** Before this node can get the rooms of others, which may be on a media server. */
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) @Initialized(ApplicationScoped.class) Object start) {
        if (servers.isConfigured()) {
            figure("parley_media_servers_up", () -> servers.states().stream().filter(one -> one.state().equals("up")).count());
            figure("parley_media_rooms", () -> servers.states().stream().mapToLong(MediaServers.State::rooms).sum());
            figure("parley_media_publishers", () -> servers.states().stream().mapToLong(MediaServers.State::publishers).sum());
            figure("parley_media_subscribers", () -> servers.states().stream().mapToLong(MediaServers.State::subscribers).sum());
            servers.actWhile(liveRooms::mayStore);
            servers.tell(this);
            liveRooms.forwardBy(this);
        }
    }

    private void figure(String name, Supplier<Long> value) {
        metrics.gauge(name, value);
    }

    @Override
    public boolean isUp() {
        return servers.isUp();
    }

    @Override
    public void carry(Wish wish) {
        servers.carry(wish);
    }

    @Override
    public void later(RoomId room, Turn.Later later) {
        var _ = background.schedule(new Enduring("what a room does later", () -> take(room, later.act())), later.after().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public CompletableFuture<Void> ask(Request request, Consumer<ServerMessage> answer) {
        RoomId room = request.room();
        long epoch = request.epoch();
        PeerId peer = request.peer();
        return switch (request.message()) {
            case Publish publish -> servers.publish(room, epoch, peer, publish.sdp(), publish.tracks()).thenAccept(sdp -> answer.accept(new Published(sdp)));
            case Subscribed subscribed -> servers.subscribed(room, epoch, peer, subscribed.sdp());
            case MediaIce ice -> servers.candidate(room, epoch, peer, ice.leg(), ice.icecandidate().json());
            case Watch watch -> servers.watch(room, epoch, peer, watch.pictures());
            case MediaRestart restart -> servers.restart(room, epoch, peer, restart.leg());
        };
    }

    @Override
    public void end(RoomId room) {
        servers.end(room, Long.MAX_VALUE);
    }

    @Override
    public void letGo(RoomId room) {
        servers.forget(room, Long.MAX_VALUE);
    }

    /** In the room of this node. Another node that has taken it over hears of it by itself. */
    private void take(RoomId room, Act act) {
        liveRooms.takeHere(new Errand(room, null, true, act), _ -> {});
    }

    @Override
    public void placed(RoomId room, long epoch, String place) {
        take(room, new Act.Placed(epoch, place));
    }

    @Override
    public void offer(PeerId peer, RoomId room, long epoch, String sdp, List<Track> tracks, boolean first) {
        take(room, new Act.Forwarded(peer, epoch, new Subscribe(epoch, sdp, tracks, first)));
    }

    @Override
    public void candidate(PeerId peer, RoomId room, long epoch, Leg leg, String candidateJson) {
        take(room, new Act.Forwarded(peer, epoch, new MediaCandidate(leg, new Opaque(candidateJson))));
    }

    @Override
    public void lost(PeerId peer, RoomId room, long epoch, Leg leg) {
        take(room, new Act.Forwarded(peer, epoch, new MediaBroken(leg)));
    }

    @Override
    public void down(RoomId room, long epoch) {
        take(room, new Act.MediaLost(epoch));
        var _ = background.schedule(new Enduring("looking for a media server again", () -> take(room, new Act.MediaBack())), REST.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void back() {
        background.execute(new Enduring("telling rooms of a media server", () -> liveRooms.takeInEvery(new Act.MediaBack())));
    }
}
