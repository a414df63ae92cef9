package dev.parley.spread;

import dev.parley.cluster.Owner;
import dev.parley.json.Records;
import dev.parley.line.Moving;
import dev.parley.live.Act;
import dev.parley.live.LiveRooms;
import dev.parley.live.LiveRooms.Errand;
import dev.parley.live.Snapshot;
import dev.parley.protocol.Description;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.ServerMessage;
import dev.parley.protocol.UserId;
import dev.parley.words.SignalText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one node writes to another. */
sealed interface Letter {
    byte[] DONE = {};
    Records RECORDS = new Records(Map.of(Description.class, SignalText.class));

    /** Take this turn. The answer is an {@link Outcome}. What the peer is answered comes before that, in a {@link Reply} with this ticket. */
    record Take(long ticket, Errand errand) implements Letter {}

    /** How is this room? The answer is a {@link Sight}. */
    record Look(RoomId room) implements Letter {}

    /** How many people are in your rooms? The answer is a {@link Tally}. */
    record CountAll() implements Letter {}

    /** These are the peers of mine that I believe to be in your rooms. The answer is {@link Strangers}. */
    record RollCall(Map<RoomId, List<Act.Present>> peers) implements Letter {}

    /** Tell your peers this. With a mark it is told once, however often it is asked for, and the answer is {@link Noted}. */
    record Deliver(RoomId room, long epoch, List<Post> posts, @Nullable String mark) implements Letter {}

    record Post(ServerMessage message, List<PeerId> peers) {}

    record Reply(long ticket, ServerMessage message) implements Letter {}

    /**
     * Remember how this room is, in case its owner dies.
     *
     * @param base the version that this builds on: only places that have changed since are in the snapshot. 0 means that it is complete
     * @param order the peers of all places
     * @param nodes where the lines of the peers in the snapshot are
     */
    record Keep(RoomId room, long epoch, long base, long version, Snapshot snapshot, List<PeerId> order, Map<PeerId, String> nodes) implements Letter {}

    /** Give me this line, whose client is here now. The answer is a {@link Given}. */
    record Give(String resumeId, UserId account) implements Letter {}

    /**
     * The line of this peer of your room is about to go to this node. The answer is {@link Noted}, and what you say from now on goes there.
     *
     * @param presence what was said of the line until this one is of the past
     */
    record Moves(RoomId room, PeerId peer, String to, long presence) implements Letter {}

    /** You may become the owner of this room, with this epoch. This is how it is then. The answer is {@link Noted}. */
    record Prepare(RoomId room, long epoch, Snapshot snapshot, Map<PeerId, String> nodes) implements Letter {}

    /** You are the owner now. The answer is {@link Noted}. */
    record GoOn(RoomId room) implements Letter {}

    /** I may have missed something about your room. */
    record Refresh(RoomId room) implements Letter {}

    /** What comes back. */
    sealed interface Back {}

    /** Whether the room is elsewhere, and with which owner if that is known, and whether it is live. */
    record Outcome(boolean elsewhere, @Nullable Owner owner, boolean live) implements Back {
        static final Outcome TAKEN = new Outcome(false, null, true);
    }

    record Sight(boolean elsewhere, LiveRooms.@Nullable Seen seen) implements Back {}

    record Tally(List<LiveRooms.Count> counts) implements Back {}

    record Given(@Nullable Moving line) implements Back {}

    record Noted() implements Back {}

    record Strangers(List<PeerId> peers) implements Back {}

    default byte[] bytes() {
        return RECORDS.write(Letter.class, this).getBytes(StandardCharsets.UTF_8);
    }

    static Letter of(byte[] bytes) {
        return RECORDS.read(Letter.class, new String(bytes, StandardCharsets.UTF_8));
    }

    /** Nearly all answers say that it is done. Those are empty. */
    static byte[] back(Back back) {
        boolean done = back instanceof Noted || back.equals(Outcome.TAKEN);
        return done ? DONE : RECORDS.write(Back.class, back).getBytes(StandardCharsets.UTF_8);
    }

    static Outcome outcome(byte[] bytes) {
        return bytes.length == 0 ? Outcome.TAKEN : back(Outcome.class, bytes);
    }

    static <T extends Back> T back(Class<T> type, byte[] bytes) {
        return type.cast(RECORDS.read(Back.class, new String(bytes, StandardCharsets.UTF_8)));
    }
}
