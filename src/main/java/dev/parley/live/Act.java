package dev.parley.live;

import dev.parley.protocol.ClientMessage.InRoom;
import dev.parley.protocol.ClientMessage.Moderation;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.Person;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomView;
import dev.parley.protocol.UserId;
import org.jspecify.annotations.Nullable;

/** What can happen in a room: data, so that it can travel to wherever the room is. */
public sealed interface Act {

    /** Somebody at the door, admitted by what is stored: with a role of their own, or with the one that the room gives newcomers. */
    record Guest(Person person, @Nullable Role role) {}

    /**
     * Somebody takes a seat, or their own one again.
     *
     * @param callId what PeerJS calls this peer, for somebody who joins in the words of calls
     * @param presence the latest change of this peer's presence, as in {@link Present}
     */
    record Enter(PeerId peer, @Nullable String callId, Guest guest, long presence) implements Act {}

    /** Somebody in the room says or does something from their seat. */
    record Says(PeerId peer, InRoom message) implements Act {}

    /**
     * The socket of a peer is gone, or there is one again. Each change has a higher number than the one before it, and only the latest
     * counts, in whatever order they arrive.
     */
    record Present(PeerId peer, boolean here, long presence) implements Act {}

    /** The seat is free: nobody came back to it, or nobody may. */
    record Gone(PeerId peer) implements Act {}

    /**
     * Somebody moderates over REST, where nobody needs a seat. Roles are as stored; a live room knows better about the people in it.
     *
     * @param target the role of the person that it is done to, if it is done to one
     */
    record Moderate(UserId userId, @Nullable Role role, Moderation moderation, @Nullable Role target) implements Act {}

    /** This person must leave the room, and what they were in it is forgotten. */
    record Dismiss(UserId userId, String reason) implements Act {}

    /** The same, and they stop being a member. It is an act, so that a role given before it cannot be written after it. */
    record EndMembership(UserId userId, String reason) implements Act {}

    /** The room was changed where it is stored. */
    record Update(RoomView room) implements Act {}

    record Close(String reason) implements Act {}
}
