package dev.parley.harness;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The accessibility checker, on the page as it is now. */
public final class Axe {
    private static final String SOURCE = read();

    private Axe() {}

    /** Each broken rule with the elements that break it. */
    @SuppressWarnings("unchecked")
    public static List<String> violations(Page page) {
        // Evaluated by the debugger, because a content security policy does not stop it.
        page.evaluate(SOURCE);
        // Colours in a transition must not be judged, so it waits for animations to end, except endless ones.
        page.evaluate("""
                () => Promise.all(document.getAnimations().filter(a => a.effect?.getComputedTiming().iterations !== Infinity)
                  .map(a => a.finished.catch(() => undefined)))""");
        return (List<String>) page.evaluate("""
                async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
                  .map(v => v.id + ": " + v.nodes.map(n => n.html).join(" | "))""");
    }

    private static String read() {
        try {
            return Files.readString(Path.of("webapp/node_modules/axe-core/axe.min.js"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
