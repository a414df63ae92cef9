package dev.parley.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/** The connection to the database or another server, which a test can cut and restore: a listening port that carries bytes both ways. */
public final class Way implements AutoCloseable {
    private final InetSocketAddress target;
    /** Open all the time, because nobody else may get its port while the way is cut. */
    private final ServerSocket listener;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private boolean whole;
    /** Whether nothing is carried any more, while the connections stay. */
    private boolean silent;
    /** By how much each answer is late. */
    private volatile Duration late = Duration.ZERO;

    /** Some bytes, and when they may be passed on; none if one side has ended. */
    private record Part(byte[] bytes, long due) {}

    /** Cut until it is mended. */
    public Way(int target) {
        this(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
    }

    public Way(InetSocketAddress target) {
        this.target = target;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(() -> {
            while (!listener.isClosed()) {
                try {
                    connect(listener.accept());
                } catch (IOException closed) {
                    cut();
                }
            }
        });
    }

    public int port() {
        return listener.getLocalPort();
    }

    public synchronized void mend() {
        whole = true;
    }

    public synchronized void cut() {
        whole = false;
        open.forEach(Way::shut);
        open.clear();
    }

    private synchronized void connect(Socket in) {
        if (!whole) {
            shut(in);
            return;
        }
        try {
            Socket out = new Socket(target.getAddress(), target.getPort());
            open.addAll(List.of(in, out));
            carry(in, out, false);
            carry(out, in, true);
        } catch (IOException nobodyThere) {
            shut(in);
        }
    }

    /** One side is read while its earlier bytes still wait, so that two answers in a row are late only once. */
    private void carry(Socket from, Socket to, boolean answers) {
        BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
        Thread.ofVirtual().start(() -> {
            byte[] some = new byte[8 * 1024];
            try (from) {
                for (int read = from.getInputStream().read(some); read >= 0; read = from.getInputStream().read(some)) {
                    parts.add(new Part(Arrays.copyOf(some, read), System.nanoTime() + (answers ? late.toNanos() : 0)));
                }
            } catch (IOException cut) {
                shut(to);
            } finally {
                parts.add(new Part(new byte[0], System.nanoTime()));
            }
        });
        Thread.ofVirtual().start(() -> {
            try (to) {
                for (Part part = parts.take(); part.bytes.length > 0; part = parts.take()) {
                    for (long left = part.due - System.nanoTime(); left > 0; left = part.due - System.nanoTime()) {
                        LockSupport.parkNanos(left);
                    }
                    awaitWords();
                    to.getOutputStream().write(part.bytes);
                }
            } catch (IOException cut) {
                shut(from);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                shut(from);
            }
        });
    }

    /** From now on each answer comes this much later, in the same order. Zero for no delay. */
    public void slow(Duration by) {
        late = by;
    }

    /** The other side seems to be there but does not answer until {@link #speaks}. */
    public synchronized void isSilent() {
        silent = true;
    }

    public synchronized void speaks() {
        silent = false;
        notifyAll();
    }

    private synchronized void awaitWords() throws IOException {
        try {
            while (silent) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        speaks();
        cut();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
