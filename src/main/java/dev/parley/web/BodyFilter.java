package dev.parley.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Waits for the body of a request to the REST API without a thread, so that those who send theirs a byte at a time hold up nobody else.
 * What has come as a whole already, as most have, goes on at once. Slow bodies are few for one address, small all together, and have a time.
 */
public class BodyFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String API = "/api";
    /** What is refused past this is refused where the body is read, in the words for that. */
    private static final int LARGEST = 4 * 1024 * 1024;
    private static final int MOST_OF_ONE_ADDRESS = 16;
    private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 16;

    private final transient Map<String, Integer> perAddress = new ConcurrentHashMap<>();
    private final transient AtomicLong bytes = new AtomicLong();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        long length = request.getContentLengthLong();
        boolean hasBody = length > 0 || request.getHeader("Transfer-Encoding") != null;
        if (!request.getServletPath().equals(API) || !hasBody || length > LARGEST || (length > 0 && request.getInputStream().available() >= length)) {
            chain.doFilter(request, response);
            return;
        }
        String address = String.valueOf(request.getRemoteAddr());
        if (perAddress.merge(address, 1, Integer::sum) > MOST_OF_ONE_ADDRESS) {
            free(address);
            SlowBody.refuse(response, 429, "too_many_slow_requests", "Too many requests from your address are under way. Please try again in a moment.");
            return;
        }
        SlowBody body = new SlowBody(request, LARGEST, this::mayTake, () -> free(address));
        AsyncContext context = request.startAsync(body, response);
        body.readFor(context);
    }

    private boolean mayTake(int more) {
        return bytes.addAndGet(more) <= MOST_BYTES || more <= 0;
    }

    private void free(String address) {
        perAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }
}
