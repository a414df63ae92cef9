package dev.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.harness.Disk;
import dev.parley.harness.Needs;
import dev.parley.harness.OwnServer;
import dev.parley.harness.ServerProcess;
import dev.parley.harness.Until;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server starts on a full disk. {@code FullDiskTest} tests what a full disk does to a running database. */
@OwnServer
@Needs("mount")
class FullDiskIT {
    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    @Test
    void aServerThatStartsOnAFullDiskGetsReadyWhenThereIsSpace() throws Exception {
        try (Disk disk = new Disk(folder, 32)) {
            disk.fill(4_000_000);
            try (ServerProcess server = ServerProcess.start("parley-full-disk", Map.of("DATA_DIR", folder.toString()))) {
                server.says("no space for the indexes; trying again");
                assertEquals(503, Until.succeeds("an answer", SOON, () -> server.api().get("/health/ready").status()));
                disk.makeSpace();
                server.says("Parley is ready: ");
                assertEquals(0, server.output().lines().filter(line -> line.startsWith("\tat ")).count(), () -> "lines of stacks in the log: " + server.output());
            }
        }
    }
}
