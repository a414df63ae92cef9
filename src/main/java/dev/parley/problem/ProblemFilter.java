package dev.parley.problem;

import com.ibm.websphere.logging.hpel.LogRecordContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Gives each request an id: in the answer's header, in error bodies and, as {@code ext_requestId}, in each JSON log line. It also answers what
 * is thrown before a request reaches a resource, because the server would log each of these with a stack trace.
 */
public class ProblemFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String HEADER = "X-Request-Id";
    private static final String ATTRIBUTE = ProblemFilter.class.getName();
    /** An id from a proxy is kept, unless it contains characters that could forge log lines. */
    private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9_-]{8,64}");
    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();
    /** Kept in a field because the server has only a weak reference to it. */
    private static final LogRecordContext.Extension LOGGED = CURRENT::get;

    @Override
    public void init() {
        LogRecordContext.registerExtension("requestId", LOGGED);
    }

    @Override
    public void destroy() {
        LogRecordContext.unregisterExtension("requestId");
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String given = request.getHeader(HEADER);
        String id = given != null && ACCEPTABLE.matcher(given).matches() ? given : UUID.randomUUID().toString();
        request.setAttribute(ATTRIBUTE, id);
        response.setHeader(HEADER, id);
        CURRENT.set(id);
        try {
            chain.doFilter(request, response);
        } catch (RuntimeException thrown) {
            if (response.isCommitted()) {
                throw thrown;
            }
            response.resetBuffer();
            request.setAttribute(RequestDispatcher.ERROR_EXCEPTION, thrown);
            request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            request.getRequestDispatcher("/problem").forward(request, response);
        } finally {
            CURRENT.remove();
        }
    }

    static String idOf(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String id ? id : "";
    }
}
