package dev.parley.session;

import dev.parley.problem.Problem;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** Opens, renews and closes a session for the browser that sends this request. The tokens are in cookies that scripts cannot read. */
@ApplicationScoped
public class SessionCookies {
    static final String ACCESS = "accessToken";
    private static final String REFRESH = "refreshToken";
    private static final Duration KNOWN_FOR = Duration.ofDays(365);
    static final String REGISTRATION = "registration";
    static final String DEVICE = "device";
    private static final String GUEST = "guest";
    /** That nobody can guess it is enough: somebody who makes one up is a browser like any other. */
    private static final int GUEST_BROWSER = 36;

    @Inject
    Sessions sessions;

    @Inject
    Tokens tokens;

    @Inject
    SessionSettings settings;

    @Inject
    SigningKeys keys;

    @Inject
    Caller caller;

    /** Signs in. Returns the access token, for clients without cookies. A guest who has just got this account goes on with the same session. */
    public String open(UserId account, HttpServletRequest request, HttpServletResponse response) {
        String device = device(account, Asker.of(request)).orElseGet(() -> UUID.randomUUID().toString());
        response.addCookie(cookie(DEVICE, device + "." + proof(account, device), "/api", KNOWN_FOR));
        Optional<Visitor> guest = caller.guest(response);
        Optional<Sessions.Opened> settled = guest.flatMap(visitor -> sessions.settle(visitor.session(), account));
        if (settled.isEmpty()) {
            guest.map(Visitor::session).ifPresent(sessions::end);
        }
        return give(settled.orElseGet(() -> sessions.open(account, DeviceName.of(request.getHeader("User-Agent")), request.getRemoteAddr())), response);
    }

    /** The guest that this browser is, if it is one. */
    public Optional<UserId> guest(HttpServletResponse response) {
        return caller.guest(response).map(Visitor::account);
    }

    /** A guest's permission to be in one room, and until when it is valid. */
    public record Visit(String accessToken, Instant until) {}

    /** Lets a guest into one room. Somebody who is there already goes on with the same session, and leaves any other room. */
    public Visit openVisit(UserId guest, RoomId room, HttpServletRequest request, HttpServletResponse response) {
        Optional<Visitor> before = caller.guest(response);
        Optional<Session> same = before.filter(visitor -> visitor.account().equals(guest)).flatMap(visitor -> sessions.alive(visitor.session()));
        if (same.isEmpty()) {
            before.map(Visitor::session).ifPresent(sessions::end);
        }
        Session visit = same.orElseGet(() -> sessions.visit(guest, DeviceName.of(request.getHeader("User-Agent")), request.getRemoteAddr(), room));
        String access = tokens.access(visit);
        response.addCookie(cookie(ACCESS, access, "/", settings.guestLife()));
        return new Visit(access, visit.expires());
    }

    /** The browser of a guest, so that it is known when it comes again, whatever name it gives. */
    public String guestBrowser(HttpServletRequest request, HttpServletResponse response) {
        String known = cookie(request, GUEST).filter(sent -> sent.length() == GUEST_BROWSER).orElseGet(() -> UUID.randomUUID().toString());
        response.addCookie(cookie(GUEST, known, "/api/invites", KNOWN_FOR));
        return known;
    }

    /** The result of renewing a session. */
    public record Renewed(UserId account, String accessToken) {}

    public Renewed renew(HttpServletRequest request, HttpServletResponse response) {
        Optional<Sessions.Opened> opened = cookie(request, REFRESH).flatMap(token -> sessions.refresh(token, request.getRemoteAddr()));
        if (opened.isEmpty()) {
            forget(response);
            throw new Problem("unauthorized", 401, "Your session has ended. Please sign in again.");
        }
        return new Renewed(opened.get().session().account(), give(opened.get(), response));
    }

    /** Signs out, even if the session has already ended. */
    public void close(HttpServletRequest request, HttpServletResponse response, Optional<SessionId> session) {
        session.ifPresent(sessions::end);
        cookie(request, REFRESH).flatMap(token -> sessions.refresh(token, request.getRemoteAddr()))
                .ifPresent(opened -> sessions.end(opened.session().id()));
        forget(response);
    }

    /** Remembers the browser that signed up, so that it is recognised when it proves the address. */
    public void registered(UserId registration, HttpServletResponse response) {
        response.addCookie(cookie(REGISTRATION, registration.value(), "/api/auth", Duration.ofDays(1)));
    }

    /** The device that is asking, if this account was signed in on it before. Strangers' tries cannot lock such a device out. */
    public Optional<String> device(UserId account, Asker asker) {
        return asker.device().map(cookie -> cookie.split("\\.", 2)).filter(parts -> parts.length == 2 && MessageDigest.isEqual(
                parts[1].getBytes(StandardCharsets.UTF_8), proof(account, parts[0]).getBytes(StandardCharsets.UTF_8))).map(parts -> parts[0]);
    }

    /** Whether the account has been used from this device or this network. */
    public boolean knows(UserId account, Asker asker) {
        return device(account, asker).isPresent() || sessions.knows(account, asker.network());
    }

    private String proof(UserId account, String device) {
        return keys.hash("device", account + " " + device);
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
