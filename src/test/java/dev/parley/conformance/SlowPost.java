package dev.parley.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A request that announces a body and then sends none. */
public final class SlowPost implements AutoCloseable {
    private static final int CEILING = 60_000;

    private final Socket socket;
    private String answer = "";

    public SlowPost(URI base, String address, String... headers) {
        try {
            socket = new Socket(base.getHost(), base.getPort());
            socket.setSoTimeout(CEILING);
            StringBuilder request = new StringBuilder("POST " + address + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n");
            for (int i = 0; i < headers.length; i += 2) {
                request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
            }
            socket.getOutputStream().write(request.append("\r\n4").toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first line of the server's answer. */
    public String answer() {
        try {
            if (answer.isEmpty()) {
                answer = String.valueOf(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).readLine());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
