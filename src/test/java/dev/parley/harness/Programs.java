package dev.parley.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** Programs that tests start. */
final class Programs {
    private Programs() {}

    /** Sends a signal such as {@code STOP}. */
    static void signal(ProcessHandle process, String name) {
        try {
            new ProcessBuilder("kill", "-" + name, "" + process.pid()).inheritIO().start().onExit().join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

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
