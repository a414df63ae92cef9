package dev.parley.live;

import dev.parley.live.Forwarding.Request;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.ServerMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of one act: its answer, if it asks for one; what each peer hears, in the words that it joined in; and what must be stored. */
public final class Turn {
    /** What one peer hears. */
    public record Delivery(PeerId peer, ServerMessage message) {}

    /** What the room does later, if it still has a reason to. */
    public record Later(Act act, Duration after) {}

    private final LiveRoom live;
    private final List<Delivery> deliveries = new ArrayList<>(2);
    private final List<Fact> facts = new ArrayList<>(0);
    private final List<Later> later = new ArrayList<>(0);
    private @Nullable ServerMessage answer;
    private @Nullable Request request;
    private @Nullable ServerMessage last;
    private @Nullable ServerMessage lastInCalls;

    Turn(LiveRoom live) {
        this.live = live;
    }

    Turn to(PeerId peer, ServerMessage message) {
        Seat seat = live.seats.ofPeer(peer);
        ServerMessage heard = seat == null || !seat.calls() ? message : inCalls(message, seat);
        if (heard != null) {
            deliveries.add(new Delivery(peer, heard));
        }
        return this;
    }

    /** The first thing that this peer hears. */
    Turn answer(Seat to, ServerMessage message) {
        answer = to.calls() ? inCalls(message, to) : message;
        return this;
    }

    /** One message to many stays a single object. */
    @SuppressWarnings("ReferenceEquality")
    private @Nullable ServerMessage inCalls(ServerMessage message, Seat to) {
        if (message != last) {
            last = message;
            lastInCalls = new CallWords(live).heard(message, to);
        }
        return lastInCalls;
    }

    /** Nothing about an ad-hoc call is stored. */
    Turn remember(Fact fact) {
        if (live.isStored()) {
            facts.add(fact);
        }
        return this;
    }

    /** This is asked of the media server. */
    void ask(Request asked) {
        request = asked;
    }

    void later(Act act, Duration after) {
        later.add(new Later(act, after));
    }

    public @Nullable Request request() {
        return request;
    }

    public List<Later> later() {
        return later;
    }

    public @Nullable ServerMessage answer() {
        return answer;
    }

    public List<Delivery> deliveries() {
        return deliveries;
    }

    public List<Fact> facts() {
        return facts;
    }
}
