package dev.parley.harness;

import java.util.concurrent.TimeUnit;

/** Programs that tests start. */
final class Programs {
    private Programs() {}

    /** Asks it to end, and makes it end if it does not. */
    static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
