package dev.parley.web;

import dev.parley.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads the whole body of a REST request before anything else is done with it, so that a client that sends a byte at a time holds up a thread
 * and nothing else. The number of such threads is limited, for each address and in all, and so is the time.
 */
public class BodyFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String API = "/api";
    /** Larger bodies are let through: the code that reads them refuses them with its own message. */
    private static final int LARGEST = 4 * 1024 * 1024;
    private static final int MOST_OF_ONE_ADDRESS = 12;
    /** Far fewer than the threads in server.xml. */
    private static final int MOST = 24;
    private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 10;
    private static final long PATIENCE = Duration.ofSeconds(15).toNanos();
    private static final int CHUNK = 8 * 1024;
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final transient Map<String, Integer> perAddress = new ConcurrentHashMap<>();
    private final transient AtomicInteger all = new AtomicInteger();
    private final transient AtomicLong bytes = new AtomicLong();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        long length = request.getContentLengthLong();
        boolean comes = length > 0 || request.getHeader("Transfer-Encoding") != null;
        if (!request.getServletPath().equals(API) || !comes || length > LARGEST) {
            chain.doFilter(request, response);
            return;
        }
        // The size of a chunked body is not known beforehand.
        long size = length > 0 ? length : LARGEST;
        try {
            boolean fits = bytes.addAndGet(size) <= MOST_BYTES;
            byte[] body;
            try {
                body = takeIn(request, fits);
            } catch (Problem unfinished) {
                response.setHeader("Connection", "close"); // Nothing waits for the rest of the body.
                throw unfinished;
            }
            chain.doFilter(new WholeRequest(request, body), response);
        } finally {
            bytes.addAndGet(-size);
        }
    }

    private static Problem busy() {
        return Problem.unavailable("busy", "Too many requests are in progress. Please try again in a moment.", null);
    }

    private byte[] takeIn(HttpServletRequest request, boolean fits) throws IOException {
        String address = String.valueOf(request.getRemoteAddr());
        int ofAll = all.incrementAndGet();
        int ofOne = perAddress.merge(address, 1, Integer::sum);
        try {
            if (ofOne > MOST_OF_ONE_ADDRESS) {
                throw Problem.tooMany("Too many requests from your network address are in progress. Please try again in a moment.", AGAIN);
            }
            if (ofAll > MOST || !fits) {
                throw busy();
            }
            return read(request.getInputStream());
        } catch (SocketTimeoutException late) {
            throw tooSlow(late);
        } finally {
            all.decrementAndGet();
            perAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Stops once the body is larger than allowed. The code that parses it then refuses it as too large. */
    private static byte[] read(ServletInputStream from) throws IOException {
        long since = System.nanoTime();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        for (int read = from.read(chunk); read >= 0 && body.size() <= LARGEST; read = from.read(chunk)) {
            body.write(chunk, 0, read);
            if (System.nanoTime() - since > PATIENCE) {
                throw tooSlow(null);
            }
        }
        return body.toByteArray();
    }

    private static Problem tooSlow(@Nullable Throwable why) {
        Problem problem = new Problem("body_too_slow", 408, "The body of the request did not arrive in time.");
        if (why != null) {
            problem.addSuppressed(why);
        }
        return problem;
    }
}
