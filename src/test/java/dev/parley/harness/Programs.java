package dev.parley.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

    /** A program that runs these words of the shell, followed by its own arguments. */
    static synchronized Path script(String name, String words) {
        try {
            Path script = Path.of("target/" + name).toAbsolutePath();
            String text = "#!/bin/sh\nexec " + words + " \"$@\"\n";
            // Not written anew: another test may be starting it.
            if (Files.exists(script) && Files.readString(script).equals(text)) {
                return script;
            }
            Files.writeString(script, text);
            return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
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
