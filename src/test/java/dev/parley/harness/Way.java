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

    private static void carry(Socket from, Socket to) {
        Thread.ofVirtual().start(() -> {
            try (from; to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException cut) {
                shut(to);
            }
        });
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
        cut();
    }
}
