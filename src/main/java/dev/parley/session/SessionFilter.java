package dev.parley.session;

import dev.parley.problem.Problem;
import jakarta.annotation.Priority;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Lets a valid token pass only while its session lives: signing out ends it now and not when it expires. */
@Provider
@Priority(Priorities.AUTHENTICATION + 1)
public class SessionFilter implements ContainerRequestFilter {
    private static final Logger LOG = Logger.getLogger(SessionFilter.class.getName());

    @Context
    private ResourceInfo resource;

    @Context
    private HttpServletRequest servletRequest;

    @Context
    private HttpServletResponse servletResponse;

    @Inject
    Tokens tokens;

    @Override
    public void filter(ContainerRequestContext request) {
        if (isFor(PermitAll.class)) {
            return;
        }
        if (!isFor(RolesAllowed.class)) {
            throw new Problem("forbidden", 403, "Nobody may do this.");
        }
        authenticateByCookie();
        boolean known = request.getSecurityContext().getUserPrincipal() instanceof JsonWebToken token && tokens.opens(token);
        if (!known) {
            throw new Problem("unauthorized", 401, "Please sign in.");
        }
    }

    /** The annotation of the method counts, or that of its class if the method has none. */
    private boolean isFor(Class<? extends Annotation> who) {
        Method method = resource.getResourceMethod();
        boolean ofItsOwn = Stream.of(PermitAll.class, RolesAllowed.class, DenyAll.class).anyMatch(method::isAnnotationPresent);
        return ofItsOwn ? method.isAnnotationPresent(who) : resource.getResourceClass().isAnnotationPresent(who);
    }

    /**
     * The server verifies a token in the Authorization header by itself, but one in a cookie only where web.xml demands a login or
     * somebody asks for it. This asks.
     */
    private void authenticateByCookie() {
        if (servletRequest.getUserPrincipal() == null && SessionCookies.cookie(servletRequest, SessionCookies.ACCESS).isPresent()) {
            try {
                servletRequest.authenticate(servletResponse);
            } catch (IOException | ServletException refused) {
                LOG.log(Level.FINE, refused, () -> "A token was refused");
            }
        }
    }
}
