package dev.parley.live;

import dev.parley.protocol.ServerMessage;
import java.util.ArrayList;
import java.util.List;

/** What follows from one thing that happened in a room: who hears what, and what is to be remembered. */
public final class Turn {
    private final List<Delivery> deliveries = new ArrayList<>(2);
    private final List<Fact> facts = new ArrayList<>(0);

    Turn to(String peer, ServerMessage message) {
        deliveries.add(new Delivery(peer, message));
        return this;
    }

    Turn remember(Fact fact) {
        facts.add(fact);
        return this;
    }

    public List<Delivery> deliveries() {
        return deliveries;
    }

    public List<Fact> facts() {
        return facts;
    }
}
