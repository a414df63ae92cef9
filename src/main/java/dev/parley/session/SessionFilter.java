package dev.parley.session;

import dev.parley.problem.Problem;
import jakarta.annotation.Priority;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;

/** Accepts a valid token only while its session lives, so that signing out takes effect at once and not when the token expires. */
@Provider
@Priority(Priorities.AUTHENTICATION + 1)
public class SessionFilter implements ContainerRequestFilter {
    @Context
    private ResourceInfo resource;

    @Context
    private HttpServletResponse servletResponse;

    @Inject
    Caller caller;

    @Inject
    SigningKeys keys;

    @Override
    public void filter(ContainerRequestContext request) {
        if (isFor(PermitAll.class)) {
            return;
        }
        if (!isFor(RolesAllowed.class)) {
            throw new Problem("forbidden", 403, "Nobody may do this.");
        }
        keys.requireThere();
        if (!caller.isKnown(servletResponse)) {
            throw new Problem("unauthorized", 401, "Please sign in.");
        }
        if (caller.isGuest() && !allowed().contains(Tokens.GUEST)) {
            throw new Problem("guests_only_here", 403, "Guests can take part in the room that they were invited to. For everything else, create an account.");
        }
    }

    private List<String> allowed() {
        RolesAllowed ofItsOwn = resource.getResourceMethod().getAnnotation(RolesAllowed.class);
        RolesAllowed roles = ofItsOwn != null ? ofItsOwn : resource.getResourceClass().getAnnotation(RolesAllowed.class);
        return roles == null ? List.of() : List.of(roles.value());
    }

    /** The annotation on the method counts. If there is none, the one on the class does. */
    private boolean isFor(Class<? extends Annotation> who) {
        Method method = resource.getResourceMethod();
        boolean ofItsOwn = Stream.of(PermitAll.class, RolesAllowed.class, DenyAll.class).anyMatch(method::isAnnotationPresent);
        return ofItsOwn ? method.isAnnotationPresent(who) : resource.getResourceClass().isAnnotationPresent(who);
    }
}
