package dev.parley.wire;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;

/** Begins each request on a thread that carries nothing over from the socket it closed before. */
public class NextRequest implements ServletRequestListener {
    @Override
    public void requestInitialized(ServletRequestEvent event) {
        Lifeguard.goesOn();
    }
}
