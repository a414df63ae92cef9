package dev.parley.ops;

import jakarta.enterprise.context.ApplicationScoped;

/** Whether the server has been told to stop. */
@ApplicationScoped
public class Stopping {
    private volatile boolean begun;

    public boolean begun() {
        return begun;
    }

    void begin() {
        begun = true;
    }
}
