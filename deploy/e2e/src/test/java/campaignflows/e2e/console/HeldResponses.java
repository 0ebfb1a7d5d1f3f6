package campaignflows.e2e.console;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitUntilState;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Opens pages whose calls of the API are held and answered one by one, each when what came of the one before is drawn. */
final class HeldResponses {
    enum Release {
        OLDEST_FIRST,
        NEWEST_FIRST,
        /** All but those that the frame around the page needs. */
        REFUSED
    }

    private static final Pattern API = Pattern.compile("^https?://[^/]+/api/.*");
    private static final Pattern FRAME = Pattern.compile("/api/v1/(me|tenant|campaigns/[0-9a-f-]{36})");
    private static final int QUIET_STEPS = 4;
    private static final int MOST_STEPS = 2_000;
    private static final String DRAWN = """
            () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))""";

    private final Page page;
    private final Release release;
    private final Deque<Route> held = new ArrayDeque<>();
    private final Set<Request> underWay = new HashSet<>();

    HeldResponses(Page page, Release release) {
        this.page = page;
        this.release = release;
        page.route(API, held::addLast);
        page.onRequest(underWay::add);
        page.onRequestFinished(underWay::remove);
        page.onRequestFailed(underWay::remove);
    }

    /** Until it has nothing more to ask. */
    void open(String address) {
        // What the page before it asked in its last moment ends without a word.
        page.navigate("about:blank");
        underWay.clear();
        held.clear();
        page.navigate(address, new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        int quiet = 0;
        for (int step = 0; quiet < QUIET_STEPS; step++) {
            if (step == MOST_STEPS) {
                throw new AssertionError("Expected " + address + " to be loaded, but it still asks for "
                        + underWay.stream().map(Request::url).toList());
            }
            page.evaluate(DRAWN);
            @Nullable Route next = release == Release.NEWEST_FIRST ? held.pollLast() : held.pollFirst();
            if (next != null) {
                respond(next);
            }
            quiet = underWay.isEmpty() && held.isEmpty() ? quiet + 1 : 0;
        }
    }

    private void respond(Route route) {
        String path = URI.create(route.request().url()).getPath();
        if (release == Release.REFUSED && !FRAME.matcher(path).matches()) {
            route.fulfill(new Route.FulfillOptions()
                    .setStatus(409)
                    .setContentType("application/problem+json")
                    .setBody("""
                            {"title": "Not now", "status": 409, "code": "not_now", "detail": "Try again later"}"""));
        } else {
            route.resume();
        }
    }
}
