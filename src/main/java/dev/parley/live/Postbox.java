package dev.parley.live;

import java.util.List;

/**
 * Takes what a turn led to, in its order. It is called inside the turn, so it must not block, come back for another turn, or throw: the
 * room has changed already.
 */
public interface Postbox {
    void post(List<Delivery> deliveries);
}
