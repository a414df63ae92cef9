package dev.parley.harness;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chromium, as people use it: a window of some size, light or dark. */
public final class Browser implements AutoCloseable {
    public static final List<String> QUIET = List.of("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync");
    /** A camera and a microphone that are always the same, and permission to use them. */
    private static final List<String> DEVICES = List.of("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream");
    private static final String ON_THIS_MACHINE = "--allow-loopback-in-peer-connection";

    /** One for each program. */
    private static final Map<Path, Browser> SHARED = new HashMap<>();

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    /** For all tests that need no browser of their own. It ends with them, and each of them closes its windows. */
    public static Browser shared() {
        return shared(executable());
    }

    /** The same, for tests of what the shell cannot do: it shows no notifications, and calls devices by other names on each page. */
    public static Browser whole() {
        return shared(installed("chromium").orElseThrow());
    }

    private static synchronized Browser shared(Path program) {
        return SHARED.computeIfAbsent(program, chromium -> {
            Browser browser = new Browser(chromium, ON_THIS_MACHINE);
            Runtime.getRuntime().addShutdownHook(new Thread(browser::close));
            return browser;
        });
    }

    public Browser() {
        this(executable(), ON_THIS_MACHINE);
    }

    /** Started by another program, such as one that runs it in a network of its own. */
    public Browser(Path program, String... further) {
        Network.makeAll();
        List<String> flags = new ArrayList<>(QUIET);
        flags.addAll(DEVICES);
        flags.addAll(List.of(further));
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        environment.put("PLAYWRIGHT_NODEJS_PATH", Needs.Condition.find("node").orElseThrow().toString());
        System.setProperty("playwright.cli.dir", driver().toString());
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        chromium = playwright.chromium().launch(new BrowserType.LaunchOptions()
                .setExecutablePath(program)
                .setChromiumSandbox(false)
                .setArgs(flags));
    }

    /** Lends a window in which somebody is signed in to another program, which controls it over this port. */
    public void lend(int port, Person person, Runnable work) {
        List<String> flags = new ArrayList<>(QUIET);
        flags.add("--remote-debugging-port=" + port);
        Path folder = Path.of("target/lent-" + port).toAbsolutePath();
        try (BrowserContext context = playwright.chromium().launchPersistentContext(folder, new BrowserType.LaunchPersistentContextOptions()
                .setExecutablePath(executable()).setChromiumSandbox(false).setArgs(flags))) {
            String base = person.server().base().toString();
            context.request().post(base + "/api/auth/login",
                    RequestOptions.create().setData(Map.of("email", person.email(), "password", Person.PASSWORD)));
            Page page = context.pages().getFirst();
            page.navigate(base);
            page.evaluate("localStorage.setItem('parley.signedIn', '1')");
            work.run();
        }
    }

    /** Chromium's shell where it is installed: the same engine without what draws windows, for two thirds of the processor time. */
    public static Path executable() {
        return installed("chromium-headless-shell").or(() -> installed("chromium")).orElseThrow();
    }

    /** Where root starts it, Chromium puts its sound before everything else on the machine. That right is taken away from it: nobody else has it. */
    private static Optional<Path> installed(String name) {
        return Needs.Condition.find(name).map(program -> System.getProperty("user.name").equals("root")
                ? Programs.script("meek-" + name, "setpriv --bounding-set=-sys_nice --inh-caps=-sys_nice " + program)
                : program);
    }

    /** A page of this person's server, in a window in which they are signed in. The caller closes its window. */
    public Page opens(Person who, String path, int width, ColorScheme scheme) {
        BrowserContext window = window(width, 800, scheme);
        window.grantPermissions(List.of("microphone"));
        signsIn(who, window);
        Page page = window.newPage();
        page.setDefaultTimeout(60_000);
        page.navigate(who.server().base().resolve(path).toString());
        return page;
    }

    /** All pages of the window are this person's from now on. */
    public static void signsIn(Person who, BrowserContext window) {
        window.setExtraHTTPHeaders(Map.of("X-Forwarded-For", who.address()));
        APIResponse answer = window.request().post(who.server().base().resolve("/api/test/session/" + who.id()).toString());
        if (!answer.ok()) {
            throw new AssertionError(answer.text());
        }
        window.addInitScript("localStorage.setItem('parley.signedIn', '1')");
    }

    /** A window with its own storage and cookies. Its pages wait longer than usual, because the machine may be busy. */
    public BrowserContext window(int width, int height, ColorScheme scheme) {
        return window(width, height, scheme, ServiceWorkerPolicy.BLOCK);
    }

    /** The same, in which the client stays when the network is gone. In all others it would only cost time. */
    public BrowserContext keepingWindow(int width, int height) {
        return window(width, height, ColorScheme.LIGHT, ServiceWorkerPolicy.ALLOW);
    }

    private BrowserContext window(int width, int height, ColorScheme scheme, ServiceWorkerPolicy workers) {
        BrowserContext window = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setServiceWorkers(workers)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setLocale("en-GB"));
        window.setDefaultTimeout(180_000);
        return window;
    }

    /** The CPU time of all its processes so far. */
    public Duration cpu() {
        return ProcessHandle.current().descendants().filter(process -> process.info().command().orElse("").contains("chrom"))
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO)).reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }

    /**
     * Playwright's Java library needs a driver and normally brings one along for every system, 200 MB in all. The driver is the same as the npm
     * package playwright-core, which the web client has anyway, in the same version.
     */
    private static Path driver() {
        try {
            Path folder = Files.createDirectories(Path.of("target/playwright").toAbsolutePath());
            Path link = folder.resolve("package");
            if (!Files.exists(link)) {
                Files.deleteIfExists(link);
                Files.createSymbolicLink(link, Path.of("webapp/node_modules/playwright-core").toAbsolutePath());
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
