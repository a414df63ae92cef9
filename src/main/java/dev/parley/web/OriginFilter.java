package dev.parley.web;

import dev.parley.settings.AddressSettings;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Lets pages of the configured origins use the API with their cookies, and tells browsers nothing about it for any other. */
public class OriginFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

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
        chain.doFilter(request, response);
    }
}
