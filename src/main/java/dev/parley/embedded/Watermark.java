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
 * How far the database file is known to be on the disk, in a small file beside it. A database file whose end is damaged opens as if what was
 * written last had never been; this number shows it. It moves only after the disk was told to write, so a power failure never leaves it ahead.
 */
final class Watermark implements AutoCloseable {
    private final Path path;
    private final ScheduledExecutorService everySecond =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("parley-database-watermark").factory());
    private MVStore file;
    private long committed;
    private long marked;

    @SuppressWarnings("FutureReturnValueIgnored") // nothing escapes an enduring task
    Watermark(Path path, MVStore file) {
        this.path = path;
        this.file = file;
        this.committed = file.getCurrentVersion();
        everySecond.scheduleWithFixedDelay(new Enduring("moving the database's watermark", this::move), 1, 1, TimeUnit.SECONDS);
    }

    /** The version that the file beside this one must have reached: zero without it. */
    static long read(Path path) throws IOException {
        return Files.exists(path) ? Long.parseLong(Files.readString(path, StandardCharsets.US_ASCII)) : 0;
    }

    /** The file was opened, perhaps again: what it holds is what there is. */
    synchronized void follow(MVStore opened) {
        file = opened;
        committed = opened.getCurrentVersion();
    }

    /** Versions come in any order, below zero when there was nothing to write, and late from a file that was given up. */
    synchronized void committed(MVStore to, long version) {
        if (to.equals(file)) {
            committed = Math.max(committed, version);
        }
    }

    /** Outside the lock: a disk that takes its time holds nobody up. */
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

    /** Always as long and in one write, so that nobody ever reads half a number. */
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
