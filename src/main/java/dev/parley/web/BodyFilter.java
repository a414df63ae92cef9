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
 * Takes the body of a request to the REST API in before anything else is done with it, so that those who send theirs a byte at a time hold
 * up few threads, and nothing but them: those are counted, of one address and in all, and have a time.
 */
public class BodyFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String API = "/api";
    /** What is larger is refused in the words for that where the body is read. */
    private static final int LARGEST = 4 * 1024 * 1024;
    private static final int MOST_OF_ONE_ADDRESS = 12;
    /** Far fewer than the threads that server.xml asks for. */
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
        // How much comes in a chunked body nobody knows before.
        long size = length > 0 ? length : LARGEST;
        try {
            boolean fits = bytes.addAndGet(size) <= MOST_BYTES;
            byte[] body;
            try {
                body = takeIn(request, fits);
            } catch (Problem unfinished) {
                response.setHeader("Connection", "close"); // The rest of it is not waited for.
                throw unfinished;
            }
            chain.doFilter(new WholeRequest(request, body), response);
        } finally {
            bytes.addAndGet(-size);
        }
    }

    private static Problem busy() {
        return Problem.unavailable("busy", "Too many requests are under way. Please try again in a moment.", null);
    }

    private byte[] takeIn(HttpServletRequest request, boolean fits) throws IOException {
        String address = String.valueOf(request.getRemoteAddr());
        int ofAll = all.incrementAndGet();
        int ofOne = perAddress.merge(address, 1, Integer::sum);
        try {
            if (ofOne > MOST_OF_ONE_ADDRESS) {
                throw Problem.tooMany("Too many requests from your address are under way. Please try again in a moment.", AGAIN);
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

    /** As far as it will be looked at: one byte more than there may be is refused like all the rest. */
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
        Problem problem = new Problem("body_too_slow", 408, "The body of the request did not come in time.");
        if (why != null) {
            problem.addSuppressed(why);
        }
        return problem;
    }
}
