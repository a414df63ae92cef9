package dev.parley.live;

import java.util.List;

/** Takes what a turn led to. */
public interface Postbox {
    /** While nobody is connected. */
    Postbox NOBODY = _ -> {};

    /**
     * Notes it in its order. Called inside the turn, so it must not block, come back for another turn, or throw: the room has changed
     * already.
     */
    void post(List<Delivery> deliveries);

    /** Sends what was noted, when the turn is over. */
    default void send(List<Delivery> deliveries) {}
}
