package campaignflows.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.LoadState;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Opens pages some of whose calls of the API fail, and tries again when they no longer do. */
final class FailingResponses {
    private static final Pattern API = Pattern.compile("^https?://[^/]+/api/v1/.*");
    /** What the page around the page needs, which would say it in its place. */
    private static final Pattern FRAME = Pattern.compile("/api/v1/(me|campaigns/[0-9a-f-]{36})");

    private static final String AWAY = "The service behind this is away";
    private static final String CUT_OFF = "The server could not be reached. Check the connection.";

    private final ConsoleBrowser browser;
    private final Page page;
    private final Locator retry;

    FailingResponses(ConsoleBrowser browser) {
        this.browser = browser;
        page = browser.page();
        retry = new Screen(page).button("Try again");
    }

    /** The paths that a page reads. */
    Set<String> callsOf(String address) {
        Set<String> paths = new LinkedHashSet<>();
        Consumer<Request> note = request -> {
            if (request.method().equals("GET") && API.matcher(request.url()).matches()) {
                paths.add(pathOf(request));
            }
        };
        page.onRequest(note);
        page.navigate(address);
        page.waitForLoadState(LoadState.NETWORKIDLE);
        page.offRequest(note);
        browser.requireQuiet();
        return paths;
    }

    /** Whether it is asked for around a page, not by it. */
    static boolean isOfTheFrame(String path) {
        return FRAME.matcher(path).matches();
    }

    /** One part of the system is away; that it stays so for a minute spares the page its own tries. */
    void requireRetryAfterUnavailable(String address, String path) {
        requireRetry(
                address,
                path::equals,
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(503)
                        .setHeaders(Map.of("Retry-After", "60"))
                        .setContentType("application/problem+json")
                        .setBody("""
                                {"title": "Unavailable", "status": 503, "code": "unavailable", "detail": "%s"}""".formatted(AWAY))),
                AWAY);
    }

    /** The line is cut, but the page itself is there. */
    void requireRetryAfterNoConnection(String address) {
        requireRetry(address, path -> !isOfTheFrame(path), route -> route.abort("connectionrefused"), CUT_OFF);
    }

    private void requireRetry(String address, Predicate<String> paths, Consumer<Route> failure, String said) {
        page.navigate("about:blank");
        page.route(API, route -> {
            if (paths.test(pathOf(route.request()))) {
                failure.accept(route);
            } else {
                route.fallback();
            }
        });
        page.navigate(address);
        assertThat(retry.first()).isVisible();
        assertThat(page.getByText(said).first()).isVisible();
        page.unroute(API);
        browser.forgetFaults();
        retry.last().click();
        assertThat(retry).hasCount(0);
        assertThat(page.getByText(said)).hasCount(0);
        page.waitForLoadState(LoadState.NETWORKIDLE);
        browser.requireQuiet();
    }

    private static String pathOf(Request request) {
        return URI.create(request.url()).getPath();
    }
}
