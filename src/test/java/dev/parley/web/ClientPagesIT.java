package dev.parley.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ClientPagesIT {
    private final Api api = Api.shared();

    private String script() {
        Matcher script = Pattern.compile("src=\"(/assets/first-[^\"]+\\.js)\"").matcher(api.get("/").body());
        assertTrue(script.find());
        return script.group(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/outbox", "/people/ada", "/people/ada.l", "/rooms/some-id/people"})
    void everyAddressOfTheClientServesItsPageAndIsRevalidated(String path) {
        Api.Answer answer = api.get(path, "Accept", "text/html,*/*");
        assertEquals(200, answer.status());
        assertTrue(answer.header("Content-Type").startsWith("text/html"));
        assertTrue(answer.body().contains("<div id=\"root\">"), answer.body());
        assertEquals("no-cache", answer.header("Cache-Control"));
    }

    @Test
    void hashedFilesAreKeptForEver() {
        Api.Answer answer = api.get(script());
        assertEquals("public, max-age=31536000, immutable", answer.header("Cache-Control"));
        assertEquals("text/javascript", answer.header("Content-Type").split(";")[0]);
    }

    @Test
    void scriptsAreCompressed() {
        assertEquals("gzip", api.get(script(), "Accept-Encoding", "gzip").header("Content-Encoding"));
    }

    @Test
    void anUnchangedFileIsNotSentAgain() {
        String modified = api.get("/theme.js").header("Last-Modified");
        assertEquals(304, api.get("/theme.js", "If-Modified-Since", modified).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/assets/gone-12345.js", "/nothing.png", "/WEB-INF/web.xml", "/META-INF/MANIFEST.MF", "/.built-from"})
    void aFileThatIsNotThereStaysMissing(String path) {
        assertEquals(404, api.get(path, "Accept", "text/html").status());
    }
}
