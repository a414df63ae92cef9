package dev.parley.live;

import dev.parley.problem.Problem;
import dev.parley.protocol.ServerMessage.CallVideoStatus;
import dev.parley.protocol.ServerMessage.SourceStopped;
import dev.parley.protocol.ServerMessage.Sources;
import dev.parley.protocol.Source;
import dev.parley.protocol.UserId;
import java.util.EnumSet;
import java.util.Set;

/** Cameras and screens. The room allows them or not, and there is one screen at a time: a second one takes over. */
final class Shows {
    private final LiveRoom live;

    Shows(LiveRoom live) {
        this.live = live;
    }

    void begin(Turn turn, Seat seat, Source source) {
        if (!live.room.allows(source, seat.role)) {
            throw new Problem("forbidden", 403, source == Source.CAMERA ? "Cameras are not allowed here." : "You may not share a screen here.");
        }
        if (source == Source.SCREEN_AUDIO && !seat.shown.contains(Source.SCREEN)) {
            throw new Problem("no_screen", 409, "Share a screen first. Its sound belongs to it.");
        }
        if (source == Source.SCREEN) {
            live.seats.all().stream().filter(other -> !other.equals(seat) && other.shown.contains(Source.SCREEN)).forEach(other -> stop(turn, other, Source.SCREEN, seat.userId()));
        }
        if (seat.shown.add(source)) {
            tell(turn, seat, source);
        }
    }

    /** The sound of a screen ends with it. */
    void end(Turn turn, Seat seat, Source source) {
        boolean changed = seat.shown.remove(source);
        if (source == Source.SCREEN) {
            seat.shown.remove(Source.SCREEN_AUDIO);
        }
        if (changed) {
            tell(turn, seat, source);
        }
    }

    /** Somebody else ends it. */
    void stop(Turn turn, Seat seat, Source source, UserId by) {
        if (seat.shown.contains(source)) {
            turn.to(seat.peer, new SourceStopped(source, by));
            end(turn, seat, source);
        }
    }

    /** After their role, or what the room allows, has changed. */
    void endForbidden(Turn turn, Seat seat) {
        Set<Source> forbidden = EnumSet.copyOf(seat.shown);
        forbidden.removeIf(source -> live.room.allows(source, seat.role));
        forbidden.forEach(source -> end(turn, seat, source));
    }

    /** Calls only have a word for the camera. */
    private void tell(Turn turn, Seat seat, Source source) {
        live.seats.tell(turn, new Sources(seat.userId(), seat.sources()));
        if (source == Source.CAMERA) {
            CallVideoStatus status = new CallVideoStatus(seat.userId(), seat.person.called(), seat.shown.contains(source));
            live.seats.all().stream().filter(Seat::calls).forEach(other -> turn.to(other.peer, status));
        }
    }
}
