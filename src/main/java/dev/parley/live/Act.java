package dev.parley.live;

import dev.parley.problem.Problem;
import dev.parley.protocol.ClientMessage.InRoom;
import dev.parley.protocol.ClientMessage.Chat;
import dev.parley.protocol.ClientMessage.Moderation;
import dev.parley.protocol.ClientMessage.Publish;
import dev.parley.protocol.ClientMessage.React;
import dev.parley.protocol.ClientMessage.RelayIce;
import dev.parley.protocol.ClientMessage.RelaySdp;
import dev.parley.protocol.ClientMessage.Signal;
import dev.parley.protocol.ClientMessage.ToMediaServer;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.Person;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomView;
import dev.parley.protocol.ServerMessage;
import dev.parley.protocol.UserId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can happen in a room. Acts are plain data, so that they can be sent to wherever the room is. */
public sealed interface Act {

    /** Somebody at the door, whom the stored data admits: with a role of their own, or with the one that the room gives newcomers. */
    record Arrival(Person person, @Nullable Role role) {}

    /**
     * Somebody takes a seat, or gets their own seat back.
     *
     * @param callId the id that PeerJS gave this peer, if it joins in the words of calls
     * @param presence the latest change of this peer's presence, as in {@link Present}
     * @param muted whether they begin muted. Somebody who comes back while they speak does not
     */
    record Enter(PeerId peer, @Nullable String callId, Arrival arrival, long presence, boolean muted) implements Act {
        public Enter(PeerId peer, @Nullable String callId, Arrival arrival, long presence) {
            this(peer, callId, arrival, presence, true);
        }
    }

    /** Somebody in the room says or does something from their seat. */
    record Says(PeerId peer, InRoom message) implements Act {}

    /**
     * The socket of a peer is gone, or there is one again. Each change has a higher number than the one before. Only the latest counts, whatever
     * order they arrive in.
     */
    record Present(PeerId peer, boolean here, long presence) implements Act {}

    /** The seat becomes free, because its owner did not come back or may not. */
    record Gone(PeerId peer) implements Act {}

    /** These peers were on a server that died. */
    record Cut(Set<PeerId> peers) implements Act {}

    /** These peers may have missed something, so they are told the room as it is. */
    record Restate(Set<PeerId> peers) implements Act {}

    /**
     * Somebody moderates over REST, which needs no seat. The roles are as stored; the live room may know newer ones.
     *
     * @param target the role of the person it is done to, if there is one
     */
    record Moderate(UserId userId, @Nullable Role role, Moderation moderation, @Nullable Role target) implements Act {}

    /**
     * Somebody deletes a message of this room: from their seat, or without a peer over REST. The live room does not keep the chat, so whoever
     * makes this act has looked up the author first.
     *
     * @param role their stored role; the live room may know a newer one
     */
    record DeleteChat(@Nullable PeerId peer, UserId userId, @Nullable Role role, MessageId message, UserId author) implements Act {}

    /** This person must leave the room and loses their role in it. */
    record Dismiss(UserId userId, String reason) implements Act {}

    /** The same, and they stop being a member. This is an act so that it cannot be stored before a role that was given earlier. */
    record EndMembership(UserId userId, String reason) implements Act {}

    /**
     * The host hands the room over and becomes a moderator.
     *
     * @param belongs whether the new host is a member, as stored. Otherwise they have to be in the room
     */
    record ChangeHost(UserId by, Person to, boolean belongs) implements Act {
        /** Refuses somebody who is banned from the room or has nothing to do with it. */
        public static void requireFit(boolean banned, boolean belongs) {
            if (banned) {
                throw new Problem("person_banned", 409, "This person is banned from the room. Lift the ban first.");
            }
            if (!belongs) {
                throw new Problem("not_a_member", 409, "This person is neither in the room nor one of its members. Invite them first.");
            }
        }
    }

    /** Somebody in the room is shown differently from now on. */
    record Rename(Person person) implements Act {}

    /** The stored room was changed. */
    record Update(RoomView room) implements Act {}

    record Close(String reason) implements Act {}

    /** A pause after which the audience of a large room is told what has changed meanwhile. */
    record TellAudience() implements Act {}

    /** What the media servers, or the time that passes, mean for the way of the voices. */
    sealed interface OfMedia extends Act {}

    /** A media server carries the room at this place now. */
    record Placed(long epoch, String place) implements OfMedia {}

    /** The media server has something to say to this peer. */
    record Forwarded(PeerId peer, long epoch, ServerMessage message) implements OfMedia {}

    /** The media server that carried the room is lost. */
    record MediaLost(long epoch) implements OfMedia {}

    /** A move of the voices has taken long enough. */
    record Settle(long epoch) implements OfMedia {}

    /** There is a media server again, for those who wait for one. */
    record MediaBack() implements OfMedia {}

    /** Whether it has an answer of its own, besides that it is done. */
    default boolean isAnswered() {
        return this instanceof Enter || (this instanceof Says(PeerId _, InRoom message) && message instanceof Publish);
    }

    /** Whether it may change what the others have to know to go on with the room. */
    default boolean changesSeats() {
        return switch (this) {
            case Says(PeerId _, InRoom message) -> switch (message) {
                case RelaySdp _, RelayIce _, Signal _, Chat _, React _, ToMediaServer _ -> false;
                default -> true;
            };
            case DeleteChat _, Forwarded _, TellAudience _ -> false;
            default -> true;
        };
    }
}
