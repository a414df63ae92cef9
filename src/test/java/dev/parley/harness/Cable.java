package dev.parley.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** The way to another server, which can be cut: then nothing gets through in either direction, and nobody is told, as when a switch fails. */
public final class Cable implements AutoCloseable {
    private final ServerSocket here;
    private final int there;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    public Cable(int there) {
        this.there = there;
        try {
            here = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return here.getLocalPort();
    }

    public void cut() {
        cut = true;
    }

    public void mend() {
        cut = false;
    }

    private void accept() {
        while (!here.isClosed()) {
            try {
                Socket one = here.accept();
                sockets.add(one);
                Thread.ofVirtual().start(() -> connect(one));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket one) {
        try {
            await();
            Socket other = new Socket(InetAddress.getLoopbackAddress(), there);
            sockets.add(other);
            Thread.ofVirtual().start(() -> pass(other, one));
            pass(one, other);
        } catch (IOException refused) {
            end(one);
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] bytes = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                await();
                out.write(bytes, 0, read);
            }
        } catch (IOException ended) {
            // The other direction ends below.
        }
        end(from);
        end(to);
    }

    private void await() {
        while (cut) {
            LockSupport.parkNanos(10_000_000);
        }
    }

    private void end(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        cut = false;
        try {
            here.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Set.copyOf(sockets).forEach(this::end);
    }
}
