package dev.parley.conformance;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Each request occupies a thread of the server as long as the file exists that it names. */
final class Occupied extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        Path file = Path.of(request.getParameter("file"));
        while (Files.exists(file)) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
