package dev.parley.sfu;

import dev.parley.protocol.Source;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** What one speaker says, on its way from the home to a branch. A silenced speaker is silent on the way already, because the home sends nothing. */
final class Relay {
    /** The ports on which media servers receive from each other. docs/operations.md tells operators to open them. */
    private static final int FIRST_PORT = 10_000;
    private static final int PAIRS_OF_PORTS = 5_000;

    final Speaking speaker;
    /** The number of the speaker at the branch, and the name of this relay at the home. */
    final long feed;
    private final Branch branch;
    private final int tracks;
    private final int port = FIRST_PORT + 2 * ThreadLocalRandom.current().nextInt(PAIRS_OF_PORTS);
    private boolean up;
    private boolean ended;
    private boolean muted;
    private boolean obeying;

    Relay(Branch branch, Speaking speaker) {
        this.branch = branch;
        this.speaker = speaker;
        this.feed = Stay.number();
        this.tracks = speaker.tracks();
    }

    /** As another node has left it. */
    Relay(Branch branch, Speaking speaker, Place.Speaker left) {
        this.branch = branch;
        this.speaker = speaker;
        this.feed = left.feed();
        this.tracks = left.mids().size();
        this.up = true;
        // Not what it is wished to be, so that it is said again.
        this.muted = !branch.room.legs().isSilenced(speaker.peer);
    }

    boolean isUp() {
        return up;
    }

    boolean isWanted() {
        return speaker.isUp() && speaker.tracks() == tracks;
    }

    Place.Speaker describe() {
        return new Place.Speaker(speaker.feed, feed, true, names());
    }

    private List<String> names() {
        return IntStream.range(0, tracks).mapToObj(Integer::toString).toList();
    }

    /** What the branch is asked for. */
    JsonObjectBuilder request() {
        var streams = Words.array();
        for (int track = 0; track < tracks; track++) {
            streams.add(Words.object().add("type", "audio").add("codec", "opus").add("fec", true).add("mid", Integer.toString(track)).add("mindex", track)
                    .add("description", Source.MICROPHONE.word()));
        }
        return Words.request("add_remote_publisher").add("id", feed).add("display", speaker.name()).add("port", port).add("rtcp_port", port + 1).add("streams", streams);
    }

    /** From now on the home sends. */
    CompletableFuture<Void> send() {
        if (ended || !branch.isReady() || !branch.room.home().isReady()) {
            return Legs.outOfOrder();
        }
        return branch.room.home().manage(Words.request("publish_remotely").add("publisher_id", speaker.feed).add("remote_id", Long.toString(feed))
                .add("host", branch.server().host()).add("port", port)).whenCompleteAsync((_, failed) -> {
                    up = failed == null && !ended;
                    if (!up) {
                        // Perhaps it does send.
                        branch.room.branches().stop(speaker.feed, feed);
                    }
                }, branch.room.turns).thenApply(_ -> null);
    }

    /**
     * The branch mutes it as well. When Janus forwards it again, it also counts on from where it was: a number that is ahead by too much would look like
     * one of long ago to those who listen.
     */
    void obey() {
        boolean mute = branch.room.legs().isSilenced(speaker.peer);
        if (!up || obeying || muted == mute) {
            return;
        }
        obeying = true;
        var _ = CompletableFuture.allOf(names().stream().map(track -> branch.manage(Words.request("moderate").add("id", feed).add("mid", track).add("mute", mute)))
                .toArray(CompletableFuture<?>[]::new)).whenCompleteAsync((_, failed) -> {
                    obeying = false;
                    if (failed == null) {
                        muted = mute;
                        branch.room.advance();
                    }
                }, branch.room.turns);
    }

    /** It is missing. */
    void isLost() {
        branch.end(this);
    }

    /** Nothing is sent any more. */
    void end() {
        if (!ended) {
            ended = true;
            up = false;
            branch.room.branches().stop(speaker.feed, feed);
        }
    }
}
