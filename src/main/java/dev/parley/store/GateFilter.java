package dev.parley.store;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Passes every request to the REST API through the {@link Gate}, however its path is spelt. */
public class GateFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String API = "/api";

    @Inject
    private transient Gate gate;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        if (!request.getServletPath().equals(API)) {
            chain.doFilter(request, response);
            return;
        }
        try {
            gate.<Boolean, Exception>through(() -> {
                chain.doFilter(request, response);
                return true;
            });
        } catch (IOException | ServletException | RuntimeException passed) {
            throw passed;
        } catch (Exception impossible) {
            throw new ServletException(impossible);
        }
    }
}
