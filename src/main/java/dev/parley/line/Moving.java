package dev.parley.line;

import dev.parley.protocol.PeerId;
import dev.parley.protocol.RoomId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plain line on its way to another node, with what its client may not have received. The fields are those of {@link PlainLine}. */
public record Moving(PeerId peerId, String resumeId, @Nullable RoomId roomId, long presence, long seq, long droppedSeq, boolean answerLost,
        List<Frame> kept, List<Request> requests) {

    /** A frame as it is sent, and its number; 0 for an answer. */
    public record Frame(String text, long seq, int size) {}

    /** A request with the hash of its text, and its answer. */
    public record Request(String id, int text, Frame answer) {}
}
