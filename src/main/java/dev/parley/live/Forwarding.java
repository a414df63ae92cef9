package dev.parley.live;

import dev.parley.protocol.ClientMessage.ToMediaServer;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.ServerMessage;
import dev.parley.protocol.Source;
import dev.parley.protocol.UserId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The media servers, which carry out what rooms decide. None of it waits, and it is called inside turns. Without media servers nothing happens. */
public interface Forwarding {
    /**
     * What a room needs from its media server.
     *
     * @param epoch of the move that brought the room there; what belongs to an earlier one does not count any more
     * @param place where the room is, if the media server has said so: another node can go on from there
     */
    record Wish(RoomId room, long epoch, @Nullable String place, List<Voice> voices) {
        public Wish {
            voices = List.copyOf(voices);
        }

        /** The place has secrets in it. */
        @Override
        public String toString() {
            return "Wish[" + room + ", " + epoch + ", " + voices + "]";
        }
    }

    /**
     * Somebody in such a room.
     *
     * @param silenced muted by a moderator: nothing of theirs is heard, whatever their client sends
     * @param shows what they have on besides their voice
     */
    record Voice(PeerId peer, UserId user, boolean speaks, boolean silenced, Set<Source> shows) {
        public Voice {
            shows = Set.copyOf(shows);
        }

        /** A microphone is always on here: whoever mutes it sends nothing. */
        public boolean hasOn(Source source) {
            return source == Source.MICROPHONE || shows.contains(source);
        }

        /** Whether others may hear or see it, whatever their client sends. */
        public boolean mayBeForwarded(Source source) {
            return hasOn(source) && (source.isPicture() || !silenced);
        }
    }

    /** What somebody asks of the media server. Its room has found that they may. */
    record Request(RoomId room, long epoch, PeerId peer, ToMediaServer message) {}

    /** Whether a media server is there that could carry a room. */
    default boolean isUp() {
        return false;
    }

    /** From now on this is what the room needs. */
    default void carry(Wish wish) {}

    /** The room takes this act when its time has come, if it is still here. */
    default void later(RoomId room, Turn.Later later) {}

    /** The answer comes before the result completes. */
    default CompletableFuture<Void> ask(Request request, Consumer<ServerMessage> answer) {
        return LiveRooms.STORED;
    }

    /** The room does not need a media server any more. */
    default void end(RoomId room) {}

    /** Another node goes on with the room. */
    default void letGo(RoomId room) {}
}
