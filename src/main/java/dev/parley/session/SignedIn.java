package dev.parley.session;

import dev.parley.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Opens, renews and closes a session for the browser that sends this request: the tokens travel in cookies that no script can read. */
@ApplicationScoped
public class SignedIn {
    static final String ACCESS = "accessToken";
    private static final String REFRESH = "refreshToken";
    private static final String REGISTRATION = "registration";

    @Inject
    Sessions sessions;

    @Inject
    Tokens tokens;

    @Inject
    SessionSettings settings;

    /** Signs in; the access token, for clients that have no cookies. */
    public String open(String account, HttpServletRequest request, HttpServletResponse response) {
        return give(sessions.open(account, DeviceName.of(request.getHeader("User-Agent")), request.getRemoteAddr()), response);
    }

    /** A renewed session. */
    public record Renewed(String account, String accessToken) {}

    public Renewed renew(HttpServletRequest request, HttpServletResponse response) {
        Optional<Sessions.Opened> opened = cookie(request, REFRESH).flatMap(token -> sessions.refresh(token, request.getRemoteAddr()));
        if (opened.isEmpty()) {
            forget(response);
            throw new Problem("unauthorized", 401, "Your session has ended. Please sign in again.");
        }
        return new Renewed(opened.get().session().account(), give(opened.get(), response));
    }

    /** Signs out, whatever is left of the session. */
    public void close(HttpServletRequest request, HttpServletResponse response, Optional<String> session) {
        session.ifPresent(sessions::end);
        cookie(request, REFRESH).flatMap(token -> sessions.refresh(token, request.getRemoteAddr()))
                .ifPresent(opened -> sessions.end(opened.session().id()));
        forget(response);
    }

    /** The browser that signed up, so that it is known again when it proves the address. */
    public void registered(String registration, HttpServletResponse response) {
        response.addCookie(cookie(REGISTRATION, registration, "/api/auth", Duration.ofDays(1)));
    }

    public Optional<String> registration(HttpServletRequest request) {
        return cookie(request, REGISTRATION);
    }

    private String give(Sessions.Opened opened, HttpServletResponse response) {
        String access = tokens.access(opened.session());
        response.addCookie(cookie(ACCESS, access, "/", settings.accessLife()));
        response.addCookie(cookie(REFRESH, opened.refreshToken(), "/api", settings.refreshLife()));
        return access;
    }

    public void forget(HttpServletResponse response) {
        response.addCookie(cookie(ACCESS, "", "/", Duration.ZERO));
        response.addCookie(cookie(REFRESH, "", "/api", Duration.ZERO));
    }

    private Cookie cookie(String name, String value, String path, Duration life) {
        Cookie cookie = new Cookie(name, value);
        cookie.setPath(path);
        cookie.setHttpOnly(true);
        cookie.setSecure(settings.secureCookies());
        cookie.setMaxAge((int) life.toSeconds());
        cookie.setAttribute("SameSite", "Strict");
        return cookie;
    }

    static Optional<String> cookie(HttpServletRequest request, String name) {
        return Arrays.stream(request.getCookies() == null ? new Cookie[0] : request.getCookies())
                .filter(cookie -> cookie.getName().equals(name)).map(Cookie::getValue).findFirst();
    }
}
