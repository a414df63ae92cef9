package dev.parley.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The way to the database, which a test can cut and mend: a listening port that carries bytes both ways. */
public final class Way implements AutoCloseable {
    private final int port;
    private final int target;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private ServerSocket listener;
    /** Whether nothing is carried any more, while the connections stay. */
    private boolean silent;

    public Way(int target) {
        this.target = target;
        try (ServerSocket any = new ServerSocket(0)) {
            port = any.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public void mend() throws IOException {
        listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        ServerSocket mine = listener;
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Socket in = mine.accept();
                    Socket out = new Socket(InetAddress.getLoopbackAddress(), target);
                    open.addAll(List.of(in, out));
                    carry(in, out);
                    carry(out, in);
                }
            } catch (IOException cut) {
                open.forEach(Way::shut);
            }
        });
    }

    public void cut() throws IOException {
        listener.close();
        open.forEach(Way::shut);
        open.clear();
    }

    private void carry(Socket from, Socket to) {
        Thread.ofVirtual().start(() -> {
            try (from; to) {
                byte[] some = new byte[8 * 1024];
                for (int read = from.getInputStream().read(some); read >= 0; read = from.getInputStream().read(some)) {
                    awaitWords();
                    to.getOutputStream().write(some, 0, read);
                }
            } catch (IOException cut) {
                shut(to);
            }
        });
    }

    /** The other side seems to be there, and answers nothing until it {@link #speaks}. */
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
    public void close() throws IOException {
        speaks();
        cut();
    }
}
