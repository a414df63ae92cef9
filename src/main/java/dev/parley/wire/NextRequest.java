package dev.parley.wire;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;

/** Makes sure that the thread of a request carries nothing over from a socket that it closed before. */
public class NextRequest implements ServletRequestListener {
    @Override
    public void requestInitialized(ServletRequestEvent event) {
        Lifeguard.goesOn();
    }
}
