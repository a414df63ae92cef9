package dev.parley.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import dev.parley.harness.Rooms;
import dev.parley.harness.TestPeer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asks as the robots of messengers do, which accept anything and have no session. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class LinkPreviewIT {
    private final Person ada = Person.called("ada");

    private static Api.Answer page(String path, String accept) {
        return Api.shared().from(Person.somewhere()).get(path, "Accept", accept);
    }

    private static String said(Api.Answer page, String property) {
        Matcher said = Pattern.compile("<meta property=\"og:" + property + "\" content=\"([^\"]*)\"").matcher(page.body());
        assertTrue(said.find(), page.body());
        return said.group(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "text/html", "text/html,*/*"})
    void anInvitationSaysWhichRoomItIsForAndWhoIsThere(String accept) {
        String id = Rooms.hidden(ada, "Plans & <b>dreams</b>");
        String code = Rooms.invite(ada, id, "{\"guests\":true}");
        try (TestPeer peer = TestPeer.of(ada)) {
            peer.joins(id);
            Api.Answer page = page("/invite/" + code, accept);
            assertEquals(200, page.status());
            assertTrue(page.header("Content-Type").startsWith("text/html"), page.header("Content-Type"));
            assertEquals("private, no-cache", page.header("Cache-Control"));
            assertEquals("Plans &amp; &lt;b&gt;dreams&lt;/b&gt;", said(page, "title"));
            assertTrue(page.body().contains("<title>Plans &amp; &lt;b&gt;dreams&lt;/b&gt; · Parley</title>"), page.body());
            assertTrue(said(page, "description").endsWith(" is there now. You need no account."), page.body());
            assertTrue(said(page, "url").endsWith("/invite/" + code), page.body());
            assertTrue(page.body().contains("<div id=\"root\">"), page.body());
            String image = said(page, "image");
            assertEquals("image/png", Api.shared().get(image.substring(image.indexOf("/app/"))).header("Content-Type"));
        }
    }

    @Test
    void aLookUsesNothingUp() {
        String code = Rooms.invite(ada, Rooms.hidden(ada, "Plans"), "{\"maxUses\":1}");
        page("/invite/" + code, "*/*");
        page("/invite/" + code, "*/*");
        assertEquals(200, Rooms.accepts(Person.called("eve"), code).status());
        assertFalse(page("/invite/" + code, "text/html").body().contains("Plans"), "used up, it shows nothing");
    }

    @Test
    void withoutAnInvitationNothingIsSaidOfAnyRoom() {
        String open = Rooms.open(ada, "Open plans");
        String hidden = Rooms.hidden(ada, "Hidden plans");
        for (String path : new String[] {"/rooms/" + open, "/rooms/" + hidden, "/invite/" + hidden, "/invite/", "/invite/nothing", "/invite/a/b", "/invite/%3Cscript%3E"}) {
            Api.Answer page = page(path, "text/html");
            assertEquals(200, page.status(), path);
            assertFalse(page.body().contains("plans") || page.body().contains("og:"), path);
            assertEquals("no-cache", page.header("Cache-Control"), path);
        }
    }
}
