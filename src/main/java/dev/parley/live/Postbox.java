package dev.parley.live;

import java.util.List;

/** Takes what a turn led to, in its order, and must not block: it is called inside the turn. */
public interface Postbox {
    void post(List<Delivery> deliveries);
}
