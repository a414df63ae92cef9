package dev.parley.room;

import dev.parley.live.Delivery;
import dev.parley.live.Postbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Stands in until there are sockets that could hear anything. */
@ApplicationScoped
public class NoPostbox implements Postbox {
    @Override
    public void post(List<Delivery> deliveries) {
        // Nobody listens yet.
    }
}
