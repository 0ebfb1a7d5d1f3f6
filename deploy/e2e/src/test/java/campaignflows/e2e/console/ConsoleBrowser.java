package campaignflows.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.system.LocalSystem;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A browser: Debian's Chromium without a window. Every problem in it that no test would notice (an error in the console, a
 * missing file, a request without a response, a report of the content security policy, something seen that moves while a
 * page loads, a transition, since this browser asks for no motion) fails the test that is running.
 */
final class ConsoleBrowser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of(System.getProperty("campaignflows.chromium", "/usr/bin/chromium"));
    private static final Path PICTURES = Path.of("target", "console");
    private static final Path AXE =
            Path.of("..", "..", "api-gateway", "src", "main", "webui", "node_modules", "axe-core", "axe.min.js");
    private static final int TIMEOUT_MS = 30_000;
    private static final Viewport DESKTOP = new Viewport(1280, 800, false);
    private static final Viewport PHONE = new Viewport(390, 844, true);
    /** What the API refuses on purpose is said in the page; the browser also writes it to its console. */
    private static final Pattern REFUSAL = Pattern.compile("Failed to load resource.*status of (?:401|409|422)");
    /** What the page itself gives up when somebody goes elsewhere. */
    private static final String GIVEN_UP = "net::ERR_ABORTED";

    /**
     * What moves before anybody has done anything moves by itself, however slow the machine is; what comes of a click may come
     * late. Smaller shifts are roundings of a pixel.
     */
    private static final String WATCH = """
            (() => {
              document.addEventListener('securitypolicyviolation', event => console.error(
                `policy: ${event.effectiveDirective} refused ${event.blockedURI || event.sample}`));
              let touched = Infinity;
              const touch = event => { touched = Math.min(touched, event.timeStamp); };
              for (const kind of ['pointerdown', 'keydown', 'wheel', 'input', 'change', 'click', 'drop']) {
                addEventListener(kind, touch, {capture: true, passive: true});
              }
              const name = node => {
                const element = node?.nodeType === 1 ? node : node?.parentElement;
                return `${element?.nodeName.toLowerCase()}.${element?.className}`;
              };
              const at = ({x, y, width, height}) => `${x},${y} ${width}x${height}`;
              addEventListener('transitionrun', event => console.error(
                `moves for people who want no motion: ${event.propertyName} of ${name(event.target)} on ${location.pathname}`));
              new PerformanceObserver(list => {
                for (const entry of list.getEntries()) {
                  if (entry.startTime >= touched || entry.value <= 0.0005) continue;
                  const moved = entry.sources.map(one => `${name(one.node)} from ${at(one.previousRect)} to ${at(one.currentRect)}`);
                  console.error(`moved by itself on ${location.pathname}: ${entry.value.toFixed(4)} ${moved.join('; ')}`);
                }
              }).observe({type: 'layout-shift', buffered: true});
            })();""";

    private final LocalSystem system;
    private final Playwright playwright;
    private final Browser browser;
    private final BrowserContext context;
    private final Page page;
    private final List<String> faults = new ArrayList<>();

    private record Viewport(int width, int height, boolean touch) {}

    private ConsoleBrowser(LocalSystem system, Viewport viewport, Map<String, String> headers) {
        this.system = system;
        if (!Files.isExecutable(CHROMIUM)) {
            throw new AssertionError("The tests of the console need Chromium at " + CHROMIUM
                    + ": install the package chromium, or name another with -Dcampaignflows.chromium");
        }
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(system.address().toString())
                .setViewportSize(viewport.width(), viewport.height())
                .setHasTouch(viewport.touch())
                .setExtraHTTPHeaders(headers)
                .setReducedMotion(ReducedMotion.REDUCE));
        context.addInitScript(WATCH);
        PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MS);
        page = anotherTab();
    }

    /** At a desk, signed in by the built-in sign-in's password. */
    static ConsoleBrowser signedIn(LocalSystem system) {
        return new ConsoleBrowser(system, DESKTOP, Map.of()).signIn();
    }

    /** On a phone of 390 pixels, signed in. */
    static ConsoleBrowser signedInOnPhone(LocalSystem system) {
        return new ConsoleBrowser(system, PHONE, Map.of()).signIn();
    }

    /** At a desk, as whom the key says: the built-in sign-in knows only the tenant that a fresh system holds. */
    static ConsoleBrowser withKey(LocalSystem system, String key) {
        return new ConsoleBrowser(system, DESKTOP, Map.of("Authorization", "Bearer " + key));
    }

    /** Of somebody who is on another site, and knows nothing of the console. */
    static ConsoleBrowser elsewhere(LocalSystem system, boolean onPhone) {
        return new ConsoleBrowser(system, onPhone ? PHONE : DESKTOP, Map.of());
    }

    private ConsoleBrowser signIn() {
        page.navigate("/campaigns");
        signInHere();
        new Screen(page).heading("Flows").waitFor();
        // The first question of who is there is answered with 401, which is what shows the sign-in.
        requireQuiet();
        return this;
    }

    /** Where the page asks for it. */
    void signInHere() {
        page.getByLabel("Password").first().fill(password());
        new Screen(page).button("Sign in").click();
    }

    private String password() {
        try {
            return Files.readString(system.data().resolve("admin-password")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Expected the built-in sign-in's password", e);
        }
    }

    /** Of the same person, watched as the first is. */
    Page anotherTab() {
        Page tab = context.newPage();
        tab.setDefaultTimeout(TIMEOUT_MS);
        watch(tab);
        return tab;
    }

    private void watch(Page page) {
        page.onConsoleMessage(message -> {
            String text = message.text();
            if (message.type().equals("error") && !REFUSAL.matcher(text).find()) {
                faults.add("console: " + text);
            }
        });
        page.onPageError(error -> faults.add("page error: " + error));
        page.onResponse(response -> {
            if (response.status() >= 500 || response.status() == 404) {
                faults.add("response: " + response.status() + " " + response.url());
            }
        });
        page.onRequestFailed(request -> {
            if (!GIVEN_UP.equals(request.failure())) {
                faults.add("request: " + request.failure() + " " + request.url());
            }
        });
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    /** Pictures of what is seen in both schemes, as the build's output. */
    void picture(String name) {
        for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            show(scheme);
            Path file =
                    PICTURES.resolve("%s-%s.png".formatted(name, scheme.name().toLowerCase(Locale.ROOT)));
            page.screenshot(new Page.ScreenshotOptions().setPath(file));
        }
    }

    /** Nothing that axe finds against WCAG 2.2 A and AA, in both schemes, as the page is now. */
    void requireAccessible() {
        String axe;
        try {
            axe = Files.readString(AXE);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected axe-core, which the console's npm ci installs", e);
        }
        for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            show(scheme);
            page.evaluate(axe);
            Object found = page.evaluate("""
                    async () => {
                      const kinds = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
                      const {violations} = await axe.run(document, {runOnly: kinds});
                      return violations.flatMap(one => one.nodes.map(
                        node => one.id + ': ' + node.target.join(' ') + ' ' + node.failureSummary));
                    }""");
            assertThat((List<?>) found)
                    .as("what axe finds on %s in %s", page.url(), scheme)
                    .isEmpty();
        }
    }

    /** The page in a scheme, once it has changed: its colours follow an attribute that a script sets. */
    private void show(ColorScheme scheme) {
        String name = scheme.name().toLowerCase(Locale.ROOT);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        page.waitForFunction("name => document.documentElement.dataset.mantineColorScheme === name", name);
        page.evaluate("""
                async () => {
                  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
                  await Promise.all(document.getAnimations().map(one => one.finished.catch(() => {})));
                }""");
    }

    /** What goes wrong while a part of the system is away is no fault of the page. */
    void forgetFaults() {
        faults.clear();
    }

    /** What went wrong unseen since the last time. */
    void requireQuiet() {
        List<String> all = List.copyOf(faults);
        faults.clear();
        assertThat(all).as("what went wrong unseen").isEmpty();
    }

    @Override
    public void close() {
        // A page may ask for something at any time; caught while the page closes, it would fail the test.
        context.pages().forEach(Page::unrouteAll);
        context.close();
        browser.close();
        playwright.close();
    }
}
