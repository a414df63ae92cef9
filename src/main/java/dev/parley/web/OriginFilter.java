package dev.parley.web;

import jakarta.inject.Inject;
import dev.parley.problem.Problem;
import dev.parley.settings.AddressSettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets pages of the configured origins use the API with their cookies. Pages of other origins get no CORS headers. It sees every request and
 * hardly looks at the path, because the server accepts more spellings of a path than could be listed here.
 */
public class OriginFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    @Inject
    private transient AddressSettings addresses;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.addHeader("Vary", "Origin");
        response.setHeader("Cache-Control", "no-store");
        String origin = request.getHeader("Origin");
        boolean known = origin != null && addresses.origins().contains(origin);
        if (known) {
            response.setHeader("Access-Control-Allow-Origin", origin);
            response.setHeader("Access-Control-Allow-Credentials", "true");
            response.setHeader("Access-Control-Expose-Headers", "X-Request-Id, Retry-After");
        }
        if (origin != null && request.getMethod().equals("OPTIONS") && request.getHeader("Access-Control-Request-Method") != null) {
            if (known) {
                response.setHeader("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE");
                response.setHeader("Access-Control-Allow-Headers", "Authorization, Content-Type, X-Request-Id");
                response.setHeader("Access-Control-Max-Age", "600");
            }
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        if (changesSomething(request) && !fromOurPages(request, origin, known)) {
            throw Problem.foreignOrigin();
        }
        chain.doFilter(request, response);
    }

    /** Two GETs of older clients end or renew a session, so they count as changes too, whatever else is in the path. */
    private static boolean changesSomething(HttpServletRequest request) {
        String path = request.getRequestURI() + request.getServletPath() + request.getPathInfo();
        return !SAFE.contains(request.getMethod()) || path.contains("logout") || path.contains("refresh");
    }

    /**
     * A browser also sends cookies with requests that a foreign page caused. It shows this in Origin or, if that is missing, in Sec-Fetch-Site.
     * A browser that is too old for both still sends its name, which a page cannot change. Other programs only send cookies because they were
     * told to.
     */
    private static boolean fromOurPages(HttpServletRequest request, @Nullable String origin, boolean known) {
        if (origin != null) {
            return known;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        String authorization = request.getHeader("Authorization");
        return request.getCookies() == null || !isBrowser(request.getHeader("User-Agent")) || (authorization != null && authorization.startsWith("Bearer "));
    }

    private static boolean isBrowser(@Nullable String agent) {
        return agent != null && (agent.contains("Mozilla/") || agent.contains("Opera/"));
    }
}
