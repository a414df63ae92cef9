package dev.parley.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.util.regex.Pattern;

/** Serves the web client: its page for every address of its own, and the right caching headers for its files. */
public class ClientPagesFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String PAGE = "/index.html";
    private static final Pattern FILE = Pattern.compile("^/(api|assets|WEB-INF|META-INF)/|^/\\.|\\.(js|css|map|png|svg|ico|json|txt|xml|woff2|webmanifest|php)$");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if ("websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            chain.doFilter(request, response); // A socket. What pages need must not cost it time.
            return;
        }
        String path = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        MappingMatch match = request.getHttpServletMapping().getMappingMatch();
        boolean aFile = match == null || match == MappingMatch.DEFAULT || match == MappingMatch.CONTEXT_ROOT;
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (!aFile || !reads) {
            chain.doFilter(request, response);
            return;
        }
        boolean there = !path.endsWith("/") && getServletContext().getResource(path) != null;
        if (there) {
            // The names of assets contain a hash of their content. Browsers ask for everything else again and mostly get a 304.
            response.setHeader("Cache-Control", path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
            chain.doFilter(request, response);
        } else if (isPage(request, path)) {
            response.setHeader("Cache-Control", "no-cache");
            request.getRequestDispatcher(PAGE).forward(request, response);
        } else {
            response.setHeader("Cache-Control", "no-store");
            chain.doFilter(request, response);
        }
    }

    /** Whether a browser asks for a page. A missing script or picture must stay a 404 and not become the page. Usernames may contain dots too. */
    private static boolean isPage(HttpServletRequest request, String path) {
        String accept = request.getHeader("Accept");
        return path.equals("/") || (accept != null && accept.contains("text/html") && !FILE.matcher(path).find());
    }
}
