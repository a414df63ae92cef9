package dev.parley.sfu;

import dev.parley.protocol.Source;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What one speaker sends, on its way from the home to a branch. A branch knows each track by its number in the speaker's description. What is off, or
 * silenced, is silent on the way already, because the home sends nothing.
 */
final class Relay {
    /** The ports on which media servers receive from each other. docs/operations.md tells operators to open them. */
    private static final int FIRST_PORT = 10_000;
    private static final int PAIRS_OF_PORTS = 5_000;

    final Speaking speaker;
    /** The number of the speaker at the branch, and the name of this relay at the home. */
    final long feed;
    private final Branch branch;
    private final int port = FIRST_PORT + 2 * ThreadLocalRandom.current().nextInt(PAIRS_OF_PORTS);
    /** How many tracks the branch knows, and is about to know. */
    private int tracks;
    private int soon;
    private boolean up;
    private boolean ended;
    private boolean muted;
    private boolean obeying;

    Relay(Branch branch, Speaking speaker) {
        this.branch = branch;
        this.speaker = speaker;
        this.feed = Stay.number();
        this.tracks = speaker.flows().size();
    }

    /** As another node has left it. */
    Relay(Branch branch, Speaking speaker, Place.Speaker left) {
        this.branch = branch;
        this.speaker = speaker;
        this.feed = left.feed();
        this.tracks = Math.min(left.sent().size(), speaker.flows().size());
        this.up = true;
        // Not what it is wished to be, so that it is said again.
        this.muted = !branch.room.legs().isSilenced(speaker.peer);
    }

    boolean isUp() {
        return up;
    }

    boolean isWanted() {
        return speaker.isUp();
    }

    /** Whether the speaker sends something that the branch does not know yet. */
    boolean isBehind() {
        return up && tracks < speaker.flows().size();
    }

    Place.Speaker describe() {
        return new Place.Speaker(speaker.feed, feed, true, known().mapToObj(track -> {
            Place.Sent home = speaker.describe(speaker.flows().get(track));
            return new Place.Sent(Integer.toString(track), home.source(), home.on());
        }).toList());
    }

    /** What of it is on, as the branch knows it. */
    Stream<Flow> flows() {
        List<Flow> home = speaker.flows();
        return known().filter(track -> speaker.hasOn(home.get(track))).mapToObj(track -> new Flow(feed, Integer.toString(track), home.get(track).source()));
    }

    private IntStream known() {
        return IntStream.range(0, tracks);
    }

    /** What the branch is asked for. */
    JsonObjectBuilder request() {
        return Words.request("add_remote_publisher").add("id", feed).add("display", speaker.name()).add("port", port).add("rtcp_port", port + 1)
                .add("streams", streams(0, tracks));
    }

    /** What the branch is asked for when the speaker sends more. The home sends it by itself. */
    JsonObjectBuilder more() {
        soon = speaker.flows().size();
        return Words.request("update_remote_publisher").add("id", feed).add("streams", streams(tracks, soon));
    }

    void hasMore() {
        tracks = soon;
    }

    private JsonArrayBuilder streams(int from, int to) {
        JsonArrayBuilder streams = Words.array();
        for (int track = from; track < to; track++) {
            Source source = speaker.flows().get(track).source();
            JsonObjectBuilder stream = Words.object().add("mid", Integer.toString(track)).add("mindex", track).add("description", source.word());
            streams.add(source.isPicture() ? stream.add("type", "video").add("codec", "vp8").add("simulcast", true)
                    : stream.add("type", "audio").add("codec", "opus").add("fec", true));
        }
        return streams;
    }

    /** From now on the home sends. The branch asks it for pictures over the second port. */
    CompletableFuture<Void> send() {
        if (ended || !branch.isReady() || !branch.room.home().isReady()) {
            return Refusals.outOfOrder();
        }
        return branch.room.home().manage(Words.request("publish_remotely").add("publisher_id", speaker.feed).add("remote_id", Long.toString(feed))
                .add("host", branch.server().host()).add("port", port).add("rtcp_port", port + 1)).whenCompleteAsync((_, failed) -> {
                    up = failed == null && !ended;
                    if (!up) {
                        // Perhaps it does send.
                        branch.room.branches().stop(speaker.feed, feed);
                    }
                }, branch.room.turns).thenApply(_ -> null);
    }

    /**
     * The branch mutes the sound as well. When Janus forwards it again, it also counts on from where it was: a number that is ahead by too much would look
     * like one of long ago to those who listen.
     */
    void obey() {
        boolean mute = branch.room.legs().isSilenced(speaker.peer);
        if (!up || obeying || muted == mute) {
            return;
        }
        obeying = true;
        List<Flow> home = speaker.flows();
        var _ = CompletableFuture.allOf(known().filter(track -> !home.get(track).source().isPicture())
                .mapToObj(track -> branch.manage(Words.request("moderate").add("id", feed).add("mid", Integer.toString(track)).add("mute", mute)))
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
