package dev.parley.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A separate disk in memory, which a test can fill and empty. Only root can make one. */
public final class Disk implements AutoCloseable {
    private final Path folder;

    /** Mounts one of this many megabytes on an empty folder. */
    public Disk(Path folder, int megabytes) throws IOException {
        this.folder = folder;
        run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "parley-test", folder.toString());
    }

    /** Fills the disk except for this many bytes. */
    public void fill(int left) throws IOException {
        Files.write(other(), new byte[(int) folder.toFile().getUsableSpace() - left]);
    }

    public void makeSpace() throws IOException {
        Files.delete(other());
    }

    private Path other() {
        return folder.resolve("other");
    }

    @Override
    public void close() throws IOException {
        run("umount", folder.toString());
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
