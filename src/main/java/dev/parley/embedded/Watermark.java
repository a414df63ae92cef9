package dev.parley.embedded;

import dev.parley.problem.Enduring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.MVStore;

/**
 * How much of the database file is known to be on the disk, in a small file beside it. A database file whose end is damaged opens as if the last
 * writes had never happened; this number shows that they are missing. It moves only after the disk has been told to write, so that a power
 * failure never leaves it ahead.
 */
final class Watermark implements AutoCloseable {
    private final Path path;
    private final ScheduledExecutorService everySecond =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("parley-database-watermark").factory());
    private MVStore file;
    private long committed;
    private long marked;

    @SuppressWarnings("FutureReturnValueIgnored") // an enduring task never throws
    Watermark(Path path, MVStore file) {
        this.path = path;
        this.file = file;
        this.committed = file.getCurrentVersion();
        everySecond.scheduleWithFixedDelay(new Enduring("moving the database's watermark", this::move), 1, 1, TimeUnit.SECONDS);
    }

    /** The version that the database file must have reached; zero if there is no watermark. */
    static long read(Path path) throws IOException {
        return Files.exists(path) ? Long.parseLong(Files.readString(path, StandardCharsets.US_ASCII)) : 0;
    }

    /** The database file was opened, perhaps again. Its version is the new starting point. */
    synchronized void follow(MVStore opened) {
        file = opened;
        committed = opened.getCurrentVersion();
    }

    /** Versions may come in any order, may be below zero when there was nothing to write, and may come late from a file that was given up. */
    synchronized void committed(MVStore to, long version) {
        if (to.equals(file)) {
            committed = Math.max(committed, version);
        }
    }

    /** Outside the lock, so that a slow disk holds nobody up. */
    private void move() {
        MVStore written;
        long version;
        synchronized (this) {
            written = file;
            version = committed;
        }
        if (version != marked && !written.isClosed()) {
            written.sync();
            write(version);
            marked = version;
        }
    }

    /** Always the same length and in a single write, so that nobody ever reads half a number. */
    private void write(long version) {
        try (FileChannel mark = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            mark.write(ByteBuffer.wrap(String.format("%019d", version).getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        everySecond.close();
        move();
    }
}
