package dev.parley.preview;

import dev.parley.lobby.Previews;
import dev.parley.problem.Problem;
import dev.parley.problem.Problems;
import dev.parley.settings.AddressSettings;
import dev.parley.store.Gate;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts into the page of an invitation what messengers show beside the link. They run no scripts, and ask as if nobody were signed in. A room that
 * cannot be shown to strangers, or not at the moment, has the same page as every other address.
 */
public class LinkPreviewFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final Pattern INVITATION = Pattern.compile("/invite/([A-Za-z0-9_-]{1,64})/?");

    @Inject
    private transient Previews previews;

    @Inject
    private transient Gate gate;

    @Inject
    private transient AddressSettings addresses;

    /** Empty in a WAR without the web client. */
    private String page = "";

    @Override
    public void init() throws ServletException {
        try (InputStream file = getServletContext().getResourceAsStream("/index.html")) {
            page = file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new ServletException(unreadable);
        }
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        Matcher invitation = INVITATION.matcher(request.getRequestURI().substring(request.getContextPath().length()));
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        Optional<LinkPreview> preview = reads && !page.isEmpty() && invitation.matches() ? preview(invitation.group(1)) : Optional.empty();
        if (preview.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader("Cache-Control", "private, no-cache");
        response.setContentType("text/html");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write(preview.get().in(page));
    }

    private Optional<LinkPreview> preview(String code) {
        try {
            return Optional.of(LinkPreview.of(gate.through(() -> previews.of(code)), addresses.base().resolve("/invite/" + code)));
        } catch (Problem _) {
            return Optional.empty(); // The page itself asks again and says what is wrong.
        } catch (RuntimeException failed) {
            if (Problems.isPassing(failed)) {
                return Optional.empty();
            }
            throw failed;
        }
    }
}
